/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
/* Answers of routes that read: with an entity tag, and without a body for who has it already. */
#include "app/central/central.h"
#include "app/common/hash.h"
#include "app/domain/etag.h"

#include <string.h>

/* 128 bits of the hash tell two texts apart. */
#define TAG_BYTES 16

#define RETRY_AFTER_S "2"

static char *
make_tag (const char *text)
{
  guint8 hash[CUBBY_HASH_SIZE];
  cubby_hash_data (text, strlen (text), hash);
  g_autofree char *hex = cubby_hex_encode (hash, TAG_BYTES);
  return g_strdup_printf ("\"%s\"", hex);
}

/* What passes by itself: the server is away, or somebody held on to a row for too long. */
static gboolean
passes (const GError *error)
{
  static const CubbySqlError codes[] = {CUBBY_SQL_ERROR_LOST, CUBBY_SQL_ERROR_OPEN, CUBBY_SQL_ERROR_BUSY,
                                        CUBBY_SQL_ERROR_RETRY};
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, CUBBY_SQL_ERROR, (int)codes[i]))
      return TRUE;
  return g_error_matches (error, CUBBY_PROBLEM, CUBBY_PROBLEM_UNAVAILABLE);
}

void
cubby_central_explain (CubbyHttpRequest *request, GError **error)
{
  if (error == NULL || !passes (*error))
    return;
  cubby_http_request_add_header (request, "Retry-After", RETRY_AFTER_S);
  if ((*error)->domain == CUBBY_PROBLEM)
    return;
  g_warning ("%s", (*error)->message);
  g_clear_error (error);
  cubby_problem_set (error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "The database does not answer; try again.");
}

void
cubby_central_reply_error (CubbyHttpRequest *request, const GError *error)
{
  g_autoptr (GError) explained = g_error_copy (error);
  cubby_central_explain (request, &explained);
  cubby_http_request_reply_error (request, explained);
}

/* A program may keep an answer and ask with its tag whether it is still good; a browser or a proxy keeps
 * none, for it may be somebody's order. */
static void
answer (CubbyHttpRequest *request, const char *json, const char *etag)
{
  const char *known = cubby_http_request_get_header (request, "If-None-Match");
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_add_header (request, "ETag", etag);
  if (cubby_etag_compare_weak (known, etag) == CUBBY_ETAG_MATCH)
    cubby_http_request_reply (request, 304, NULL, NULL, 0);
  else
    cubby_http_request_reply_json (request, 200, json);
}

void
cubby_central_answer (CubbyHttpRequest *request, guint status, char *json, const GError *error)
{
  g_autofree char *owned = json;
  if (error != NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  if (status == 200) {
    g_autofree char *etag = make_tag (json);
    answer (request, json, etag);
    return;
  }
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_reply_json (request, status, json);
}

void
cubby_central_answer_fresh (CubbyHttpRequest *request, char *json, const GError *error)
{
  g_autofree char *owned = json;
  if (json == NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_reply_json (request, 200, json);
}

void
cubby_central_answer_all (CubbyCentral *central, CubbyHttpRequest *request, char *json, gint64 until_ms,
                          const GError *error)
{
  if (error != NULL) {
    cubby_central_answer (request, 200, json, error);
    return;
  }
  g_autofree char *owned = json;
  g_autofree char *etag = make_tag (json);
  cubby_read_cache_put (central->cache, request, json, etag, until_ms);
  answer (request, json, etag);
}

gboolean
cubby_central_answer_again (CubbyCentral *central, CubbyHttpRequest *request)
{
  const char *etag = NULL;
  const char *json = cubby_read_cache_get (central->cache, request, &etag);
  if (json == NULL)
    return FALSE;
  answer (request, json, etag);
  return TRUE;
}

void
cubby_central_answer_version (CubbyHttpRequest *request, char *json, gint64 version, const GError *error)
{
  g_autofree char *owned = json;
  if (error != NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  g_autofree char *etag = cubby_etag_from_version (version);
  answer (request, json, etag);
}

void
cubby_central_read (CubbyCentral *central, CubbyHttpRequest *request, CubbyCentralRead read)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (central, request);
  char *json = read (&store, cubby_http_request_get_parameter (request, "id"), &error);
  cubby_central_answer (request, 200, json, error);
}

void
cubby_central_read_version (CubbyCentral *central, CubbyHttpRequest *request, CubbyCentralReadVersion read)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0;
  CubbyStore store = cubby_central_get_reader (central, request);
  char *json = read (&store, cubby_http_request_get_parameter (request, "id"), &version, &error);
  cubby_central_answer_version (request, json, version, error);
}
