/* SPDX-License-Identifier: Apache-2.0 */
/* Requests that change something: checked in the server's thread, done in the writer's, once per
 * Idempotency-Key. */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/central.h"
#include "app/common/hash.h"
#include "app/domain/etag.h"

#include <string.h>

#define MAX_KEY 255

typedef struct {
  CubbyWriterJob job;
  CubbyCentral *central;
  CubbyHttpRequest *request;
  CubbyCentralChange change;           /* (nullable) */
  const CubbyGatheredChange *gathered; /* (nullable): instead of @change */
  gpointer read;                       /* (nullable): what it made of the body */
  CubbyChangeRequest what;
  char *if_match; /* (nullable): a copy, the client may be gone before the writer comes to it */
  char *if_none_match;
  gint64 version;     /* 0: the answer says none */
  char *item;         /* (nullable): the Idempotency-Key */
  char *flight;       /* (nullable): its entry in the table of those at work */
  char *request_hash; /* (nullable) */
  guint status;
  char *content_type; /* (nullable): of a stored answer */
  char *json;
} Change;

static void
change_free (Change *self)
{
  if (self->read != NULL)
    self->gathered->free (self->read);
  g_clear_pointer (&self->what.body, cubby_json_body_free);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->item);
  g_free (self->flight);
  g_free (self->request_hash);
  g_free (self->content_type);
  g_free (self->json);
  g_free (self);
}

/* Staff's PINs are short: who has the database could try them all against the hash of a request. */
static void
hide_hash (CubbyHttpRequest *request, CubbyKeyRing *keys, guint8 hash[CUBBY_HASH_SIZE])
{
  guint8 key[CUBBY_HASH_KEY_SIZE];
  if (keys == NULL || !g_str_has_prefix (cubby_http_request_get_path (request), "/v1/staff"))
    return;
  cubby_vault_derive (cubby_key_ring_get_code_secret (keys), "request", "", key);
  cubby_hash_keyed (key, hash, CUBBY_HASH_SIZE, hash);
  cubby_secret_clear (key, sizeof key);
}

static char *
hash_request (CubbyHttpRequest *request, CubbyKeyRing *keys)
{
  guint8 hash[CUBBY_HASH_SIZE];
  GBytes *body = cubby_http_request_get_body (request);
  g_autoptr (CubbyHasher) hasher = cubby_hasher_new ();
  cubby_hasher_add_string (hasher, cubby_http_request_get_method (request));
  cubby_hasher_add_string (hasher, cubby_http_request_get_path (request));
  cubby_hasher_add (hasher, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  cubby_hasher_finish (hasher, hash);
  hide_hash (request, keys, hash);
  return cubby_hex_encode (hash, sizeof hash);
}

/* Answers from an earlier request with the same key, if there was one. */
static gboolean
replay (Change *self, CubbyStore *store, gboolean *ret_found, GError **error)
{
  const CubbyKeptAnswer *answer = NULL;
  if (!cubby_kept_answers_find (cubby_unit_of_work_get_answers (store->unit), store->sql, store->actor,
                                self->item, &answer, error))
    return FALSE;
  *ret_found = answer != NULL;
  if (answer == NULL)
    return TRUE;
  if (g_strcmp0 (answer->request_hash, self->request_hash) != 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_KEY_REUSED, NULL,
                       "The Idempotency-Key %s came with another request before; take a fresh one.",
                       self->item);
    return FALSE;
  }
  self->status = answer->status;
  self->content_type = g_strdup (answer->content_type);
  self->json = g_strdup (answer->body);
  return TRUE;
}

static gboolean
remember (Change *self, CubbyStore *store, guint status, const char *content_type, const char *json,
          GError **error)
{
  return self->item == NULL ||
         cubby_table_insert (store, CUBBY_TABLE_IDEMPOTENCY, error, store->actor, self->item,
                             self->request_hash, (gint64)status, content_type, json, store->now_ms);
}

static void
change_want (CubbyWriterJob *job, CubbyUnitOfWork *unit)
{
  Change *self = (Change *)job;
  if (self->item != NULL)
    cubby_kept_answers_want (cubby_unit_of_work_get_answers (unit), job->actor, self->item);
  self->gathered->want (self->read, unit);
}

static gboolean
change_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Change *self = (Change *)job;
  gboolean found = FALSE;
  g_clear_pointer (&self->json, g_free); /* of a transaction that was undone */
  g_clear_pointer (&self->content_type, g_free);
  if (self->item != NULL && !replay (self, store, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  self->status = 200;
  self->version = 0;
  self->json = self->gathered != NULL
                   ? self->gathered->run (store, &self->what, self->read, &self->status, error)
                   : self->change (store, &self->what, &self->status, error);
  return self->json != NULL && remember (self, store, self->status, "application/json", self->json, error);
}

/* The same request may have been done at another process meanwhile, so that there was nothing left for this
 * one: then its answer is the answer, and the whole is done again to find it. */
static gboolean
look_for_answer (Change *self, CubbyStore *store, GError **error)
{
  gint64 found = 0;
  if (self->item == NULL || cubby_unit_of_work_is_gathering (store->unit))
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &found, 0, error,
                           "SELECT 1 FROM idempotency WHERE actor = ? AND item = ? AND request_hash = ?",
                           "ttt", store->actor, self->item, self->request_hash))
    return FALSE;
  if (found == 1)
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_RETRY, "the request was just answered elsewhere");
  return found == 0;
}

/* A refusal is an answer too and stays the same; what the sender can put right is not kept. */
static gboolean
change_keep (CubbyWriterJob *job, CubbyStore *store, const GError *reason, GError **error)
{
  static const CubbyProblemCode kept[] = {CUBBY_PROBLEM_NOT_FOUND, CUBBY_PROBLEM_OUT_OF_STOCK,
                                          CUBBY_PROBLEM_ILLEGAL_TRANSITION, CUBBY_PROBLEM_EXISTS,
                                          CUBBY_PROBLEM_GONE};
  Change *self = (Change *)job;
  if (!look_for_answer (self, store, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    if (!g_error_matches (reason, CUBBY_PROBLEM, (int)kept[i]))
      continue;
    g_autofree char *json = cubby_problem_to_json (reason);
    return remember (self, store, cubby_problem_get_status (reason), "application/problem+json", json, error);
  }
  return TRUE;
}

/* Frees the key for the next try. */
static void
answer_error (Change *self, const GError *error)
{
  if (self->flight != NULL)
    g_hash_table_remove (self->central->in_flight, self->flight);
  cubby_central_reply_error (self->request, error);
}

static void
answer_result (Change *self)
{
  if (self->flight != NULL)
    g_hash_table_remove (self->central->in_flight, self->flight);
  if (self->content_type != NULL)
    cubby_http_request_add_header (self->request, "Idempotency-Replayed", "true");
  if (self->version != 0) {
    g_autofree char *etag = cubby_etag_from_version (self->version);
    cubby_http_request_add_header (self->request, "ETag", etag);
  }
  cubby_http_request_reply (self->request, self->status,
                            self->content_type != NULL ? self->content_type : "application/json", self->json,
                            strlen (self->json));
}

static void
change_done (CubbyWriterJob *job, const GError *error)
{
  Change *self = (Change *)job;
  if (error != NULL)
    answer_error (self, error);
  else
    answer_result (self);
  change_free (self);
}

static gboolean
is_json (const char *type)
{
  return type != NULL && g_ascii_strncasecmp (type, "application/json", strlen ("application/json")) == 0;
}

static gboolean
read_body (Change *self, GError **error)
{
  GBytes *bytes = cubby_http_request_get_body (self->request);
  const char *type = cubby_http_request_get_header (self->request, "Content-Type");
  gsize size = g_bytes_get_size (bytes);
  if ((type != NULL || size > 0) && !is_json (type)) {
    cubby_problem_set (error, CUBBY_PROBLEM_MEDIA_TYPE, NULL,
                       "Send the body with Content-Type: application/json.");
    return FALSE;
  }
  self->what.body = size == 0 ? cubby_json_body_new ("{}", -1, NULL) /* who needs more says what is missing */
                              : cubby_json_body_new (g_bytes_get_data (bytes, NULL), (gssize)size, error);
  return self->what.body != NULL;
}

static gboolean
take_key (Change *self, GError **error)
{
  const char *item = cubby_http_request_get_header (self->request, "Idempotency-Key");
  if (item == NULL || *item == '\0' || strlen (item) > MAX_KEY || !g_str_is_ascii (item)) {
    cubby_problem_set (
        error, CUBBY_PROBLEM_KEY_MISSING, NULL,
        "Send a header Idempotency-Key of 1 to %d ASCII characters, fresh for each request, the same for "
        "its repeats.",
        MAX_KEY);
    return FALSE;
  }
  g_autofree char *hash = hash_request (self->request, self->central->keys);
  g_autofree char *flight = g_strconcat (self->job.actor, " ", item, NULL);
  const char *at_work = g_hash_table_lookup (self->central->in_flight, flight);
  if (at_work != NULL && g_str_equal (at_work, hash)) {
    cubby_problem_set (error, CUBBY_PROBLEM_KEY_IN_PROGRESS, NULL, "Ask again in a moment.");
    return FALSE;
  }
  if (at_work != NULL) {
    cubby_problem_set (error, CUBBY_PROBLEM_KEY_REUSED, NULL,
                       "The Idempotency-Key %s is at work for another request; take a fresh one.", item);
    return FALSE;
  }
  g_hash_table_insert (self->central->in_flight, g_strdup (flight), g_strdup (hash));
  self->item = g_strdup (item);
  self->request_hash = g_steal_pointer (&hash);
  self->flight = g_steal_pointer (&flight);
  return TRUE;
}

/* After the key, so that a request without one is told so first. */
static gboolean
read_gathered (Change *self, GError **error)
{
  if (self->gathered == NULL)
    return TRUE;
  self->read = self->gathered->read (self->central->settings, &self->what, error);
  if (self->read != NULL && self->gathered->is_plain (self->read))
    self->job.want = change_want;
  return self->read != NULL;
}

static Change *
change_new (CubbyCentral *central, CubbyHttpRequest *request)
{
  Change *self = g_new0 (Change, 1);
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  self->job.run = change_run;
  self->job.keep = change_keep;
  self->job.done = change_done;
  self->job.actor = g_strdup (key != NULL ? key->id : "anybody");
  self->central = central;
  self->request = request;
  self->what.parameter = cubby_http_request_get_parameter (request, "id");
  self->what.request = request;
  self->what.key = key;
  self->what.if_match = self->if_match = g_strdup (cubby_http_request_get_header (request, "If-Match"));
  self->what.if_none_match = self->if_none_match =
      g_strdup (cubby_http_request_get_header (request, "If-None-Match"));
  self->what.ret_version = &self->version;
  return self;
}

static void
change_start (Change *self, gboolean idempotent)
{
  g_autoptr (GError) error = NULL;
  if (cubby_writer_check_room (self->central->writer, &error) && read_body (self, &error) &&
      (!idempotent || take_key (self, &error)) && read_gathered (self, &error)) {
    cubby_writer_push (self->central->writer, &self->job);
    return;
  }
  answer_error (self, error);
  g_free (self->job.actor);
  change_free (self);
}

void
cubby_central_change (CubbyCentral *central, CubbyHttpRequest *request, CubbyCentralChange change,
                      gboolean idempotent)
{
  Change *self = change_new (central, request);
  self->change = change;
  change_start (self, idempotent);
}

void
cubby_central_change_gathered (CubbyCentral *central, CubbyHttpRequest *request,
                               const CubbyGatheredChange *change)
{
  Change *self = change_new (central, request);
  self->gathered = change;
  change_start (self, TRUE);
}
