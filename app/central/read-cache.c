/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/read-cache.h"

#include <string.h>

#define MAX_AGE_US G_USEC_PER_SEC
#define MAX_ENTRIES 8192
#define MAX_LENGTH (16 << 10) /* of an answer that is kept */

typedef struct {
  char *etag;
  gint64 until_ms;
  char json[];
} Answer;

struct _CubbyReadCache {
  CubbySql *reader;
  CubbyHttpServer *server;
  GHashTable *answers; /* "PATH?QUERY" -> Answer */
  guint64 turn;        /* of the server's loop, in which it was looked at last */
  gint64 stamp;        /* of the database then */
  gint64 since_us;     /* when the oldest of it was put in */
  gboolean usable;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;
  g_free (answer->etag);
  g_free (answer);
}

CubbyReadCache *
cubby_read_cache_new (CubbySql *reader, CubbyHttpServer *server)
{
  CubbyReadCache *self = g_new0 (CubbyReadCache, 1);
  self->reader = reader;
  self->server = server;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  return self;
}

void
cubby_read_cache_free (CubbyReadCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->answers);
  g_free (self);
}

static void
empty (CubbyReadCache *self, gint64 stamp, gint64 now_us)
{
  g_hash_table_remove_all (self->answers);
  self->stamp = stamp;
  self->since_us = now_us;
}

/* Returns: whether it may be used in this turn of the loop; what is in it then is as the database is. */
static gboolean
look (CubbyReadCache *self)
{
  guint64 turn = cubby_http_server_get_turn (self->server);
  if (turn == self->turn)
    return self->usable;
  gint64 stamp = 0;
  gint64 now_us = g_get_monotonic_time ();
  self->turn = turn;
  self->usable = cubby_sql_get_change_stamp (self->reader, &stamp);
  if (!self->usable || stamp != self->stamp || now_us - self->since_us > MAX_AGE_US)
    empty (self, stamp, now_us);
  return self->usable;
}

static char *
make_name (CubbyHttpRequest *request)
{
  return g_strconcat (cubby_http_request_get_path (request), "?", cubby_http_request_get_query_text (request),
                      NULL);
}

const char *
cubby_read_cache_get (CubbyReadCache *self, CubbyHttpRequest *request, const char **ret_etag)
{
  if (!look (self))
    return NULL;
  g_autofree char *name = make_name (request);
  const Answer *answer = g_hash_table_lookup (self->answers, name);
  if (answer == NULL || g_get_real_time () / 1000 >= answer->until_ms)
    return NULL;
  *ret_etag = answer->etag;
  return answer->json;
}

void
cubby_read_cache_put (CubbyReadCache *self, CubbyHttpRequest *request, const char *json, const char *etag,
                      gint64 until_ms)
{
  gsize length = strlen (json);
  if (length > MAX_LENGTH || g_hash_table_size (self->answers) >= MAX_ENTRIES || !look (self))
    return;
  Answer *answer = g_malloc (sizeof *answer + length + 1);
  answer->etag = g_strdup (etag);
  answer->until_ms = until_ms;
  memcpy (answer->json, json, length + 1);
  g_hash_table_replace (self->answers, make_name (request), answer);
}
