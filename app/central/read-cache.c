/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/read-cache.h"

#include <string.h>

#define MAX_BYTES (16 << 20)  /* of all of them together */
#define MAX_LENGTH (16 << 10) /* of an answer that is kept */

typedef struct {
  char *etag;
  gint64 until_ms;
  char json[];
} Answer;

struct _CubbyReadCache {
  CubbySql *reader;
  GHashTable *answers; /* "PATH?QUERY" -> Answer */
  gint64 stamp;        /* of the database, when the first of them was asked for */
  gsize n_bytes;       /* of the answers */
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
cubby_read_cache_new (CubbySql *reader)
{
  CubbyReadCache *self = g_new0 (CubbyReadCache, 1);
  self->reader = reader;
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
empty (CubbyReadCache *self)
{
  g_hash_table_remove_all (self->answers);
  self->n_bytes = 0;
}

/* Returns: whether it may be used; what is in it then is as the database is at this moment. */
static gboolean
look (CubbyReadCache *self)
{
  gint64 stamp = 0;
  self->usable = cubby_sql_get_change_stamp (self->reader, &stamp);
  if (!self->usable || stamp != self->stamp)
    empty (self);
  self->stamp = stamp;
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

/* The stamp is of before @json was read: it may be newer than that, and then the next look throws it away. A
 * look here could find a stamp that is newer than @json. */
void
cubby_read_cache_put (CubbyReadCache *self, CubbyHttpRequest *request, const char *json, const char *etag,
                      gint64 until_ms)
{
  gsize length = strlen (json);
  if (length > MAX_LENGTH || !self->usable)
    return;
  if (self->n_bytes > MAX_BYTES)
    empty (self); /* of what was asked for once, mostly: what is asked for often is soon in it again */
  Answer *answer = g_malloc (sizeof *answer + length + 1);
  answer->etag = g_strdup (etag);
  answer->until_ms = until_ms;
  memcpy (answer->json, json, length + 1);
  char *name = make_name (request);
  self->n_bytes += strlen (name) + sizeof *answer + length; /* one that is replaced counts twice */
  g_hash_table_replace (self->answers, name, answer);
}
