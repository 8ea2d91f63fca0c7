/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/key-watch.h"
#include "app/central/kiosk.h"

#define SLACK_MS (10 * 60 * G_GINT64_CONSTANT (1000)) /* clocks of several machines */

struct _CubbyKeyWatch {
  CubbySql *reader;
  CubbyStream *stream;
  CubbyWriter *writer;
  GHashTable *seen; /* kiosk -> gint64 *, since the last flush */
  gint64 revocations;
  gint64 since_ms;
};

CubbyKeyWatch *
cubby_key_watch_new (CubbySql *reader, CubbyStream *stream, CubbyWriter *writer)
{
  CubbyKeyWatch *self = g_new0 (CubbyKeyWatch, 1);
  self->reader = reader;
  self->stream = stream;
  self->writer = writer;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->since_ms = g_get_real_time () / 1000;
  return self;
}

void
cubby_key_watch_free (CubbyKeyWatch *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* -- the first use of a token that a rotation made */

typedef struct {
  CubbyWriterJob job;
  char *key;
} Confirm;

static gboolean
confirm_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  return cubby_kiosk_confirm_token (store, ((Confirm *)job)->key, error);
}

static void
confirm_done (CubbyWriterJob *job, const GError *error)
{
  if (error != NULL)
    g_warning ("a new token of a kiosk: %s", error->message);
  g_free (((Confirm *)job)->key);
  g_free (job);
}

/* Without room for it the next request with the token does it. */
static void
confirm (CubbyKeyWatch *self, const CubbyApiKey *key)
{
  if (!cubby_writer_check_room (self->writer, NULL))
    return;
  Confirm *one = g_new0 (Confirm, 1);
  one->job.run = confirm_run;
  one->job.done = confirm_done;
  one->job.actor = g_strdup (key->id);
  one->key = g_strdup (key->id);
  cubby_writer_push (self->writer, &one->job);
}

static void
note (CubbyKeyWatch *self, const char *kiosk)
{
  gint64 *time_ms = g_hash_table_lookup (self->seen, kiosk);
  if (time_ms == NULL) {
    time_ms = g_new0 (gint64, 1);
    g_hash_table_insert (self->seen, g_strdup (kiosk), time_ms);
  }
  *time_ms = g_get_real_time () / 1000;
}

void
cubby_key_watch_note (CubbyKeyWatch *self, const CubbyApiKey *key)
{
  if (key->kiosk != NULL)
    note (self, key->kiosk);
  if (key->fresh)
    confirm (self, key);
}

/* -- the end of keys */

static gboolean
keep_stream (const char *key, const char *kiosk, gpointer data)
{
  return !g_hash_table_contains (data, key);
}

static void
end_streams (CubbyKeyWatch *self)
{
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      self->reader, &error,
      "SELECT id FROM api_key WHERE revoked_ms >= ? OR (expires_ms >= ? AND expires_ms <= ?)", "iii",
      self->since_ms - SLACK_MS, self->since_ms - SLACK_MS, now_ms);
  while (rows != NULL && cubby_sql_rows_next (rows, &error))
    g_hash_table_add (ended, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (error != NULL)
    return; /* the database is away: the next look finds them */
  cubby_stream_visit (self->stream, keep_stream, ended);
  self->since_ms = now_ms;
}

void
cubby_key_watch_look (CubbyKeyWatch *self)
{
  gint64 revocations = 0;
  if (cubby_stream_get_n_readers (self->stream) == 0 ||
      !cubby_sql_read_int (self->reader, &revocations, 0, NULL,
                           "SELECT value FROM counter WHERE name = 'key-revocations'", "") ||
      revocations == self->revocations)
    return;
  self->revocations = revocations;
  end_streams (self);
}

/* -- who was heard of */

typedef struct {
  CubbyWriterJob job;
  GHashTable *seen;
} Flush;

static gboolean
flush_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  GHashTableIter iter;
  gpointer kiosk, time_ms;
  g_hash_table_iter_init (&iter, ((Flush *)job)->seen);
  while (g_hash_table_iter_next (&iter, &kiosk, &time_ms))
    if (!cubby_kiosk_set_seen (store, kiosk, *(gint64 *)time_ms, error))
      return FALSE;
  return TRUE;
}

static void
flush_done (CubbyWriterJob *job, const GError *error)
{
  if (error != NULL)
    g_warning ("last seen: %s", error->message);
  g_hash_table_unref (((Flush *)job)->seen);
  g_free (job);
}

static gboolean
note_stream (const char *key, const char *kiosk, gpointer data)
{
  if (kiosk != NULL)
    note (data, kiosk);
  return TRUE;
}

void
cubby_key_watch_flush (CubbyKeyWatch *self)
{
  end_streams (self); /* a key whose time is over ends without anybody revoking it */
  cubby_stream_visit (self->stream, note_stream, self);
  if (g_hash_table_size (self->seen) == 0)
    return;
  Flush *flush = g_new0 (Flush, 1);
  flush->job.run = flush_run;
  flush->job.done = flush_done;
  flush->job.actor = g_strdup ("last-seen");
  flush->seen = self->seen;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cubby_writer_push (self->writer, &flush->job);
}
