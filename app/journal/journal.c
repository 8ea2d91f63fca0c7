/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal.h"

#include "app/common/hash.h"
#include "app/journal/journal-file.h"

#include <string.h>

struct _CubbyJournal {
  CubbySqliteFile *file;
  gboolean proved;
  gint64 rows;
  guint8 head[CUBBY_HASH_SIZE];
};

CubbyJournal *
cubby_journal_open (const char *path, CubbyJournalMode mode, GError **error)
{
  g_autoptr (CubbyJournal) self = g_new0 (CubbyJournal, 1);
  self->file = cubby_journal_file_open (path, mode, error);
  return self->file != NULL ? g_steal_pointer (&self) : NULL;
}

void
cubby_journal_free (CubbyJournal *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, cubby_sqlite_file_free);
  g_free (self);
}

static void
hash_row (const guint8 previous[CUBBY_HASH_SIZE], const CubbyJournalRow *row,
          guint8 ret_hash[CUBBY_HASH_SIZE])
{
  g_autoptr (CubbyHasher) hasher = cubby_hash_chain (previous);
  cubby_hasher_add_int (hasher, row->seq);
  cubby_hasher_add_int (hasher, row->time_ms);
  cubby_hasher_add_string (hasher, row->type);
  cubby_hasher_add_string (hasher, row->text);
  cubby_hasher_finish (hasher, ret_hash);
}

static gboolean
corrupt (CubbyJournal *self, gint64 row, const char *what, GError **error)
{
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
               "%s: row %" G_GINT64_FORMAT " of the journal %s: from there on it cannot be trusted",
               cubby_sqlite_file_get_path (self->file), row, what);
  return FALSE;
}

/* Moves the head forward over a row whose hash is good. */
static gboolean
prove_row (CubbyJournal *self, CubbySqliteStatement *statement, CubbyJournalRow *ret_row, GError **error)
{
  *ret_row = (CubbyJournalRow){
      .seq = cubby_sqlite_statement_get_int (statement, 0),
      .time_ms = cubby_sqlite_statement_get_int (statement, 1),
      .type = cubby_sqlite_statement_get_text (statement, 2),
      .text = cubby_sqlite_statement_get_text (statement, 3),
  };
  if (ret_row->seq != self->rows + 1)
    return corrupt (self, self->rows + 1, "is missing", error);
  gsize size;
  const void *stored = cubby_sqlite_statement_get_blob (statement, 4, &size);
  guint8 hash[CUBBY_HASH_SIZE];
  if (ret_row->type == NULL || ret_row->text == NULL || stored == NULL || size != CUBBY_HASH_SIZE)
    return corrupt (self, ret_row->seq, "is not whole", error);
  hash_row (self->head, ret_row, hash);
  if (memcmp (hash, stored, CUBBY_HASH_SIZE) != 0)
    return corrupt (self, ret_row->seq, "was changed", error);
  memcpy (self->head, hash, CUBBY_HASH_SIZE);
  self->rows = ret_row->seq;
  return TRUE;
}

/* The head row was written with the last row: it knows of rows that are not there any more. */
static gboolean
prove_end (CubbyJournal *self, GError **error)
{
  GError *cause = NULL;
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query (self->file, &cause, "SELECT seq, hash FROM head", "");
  if (statement == NULL || !cubby_sqlite_statement_next (statement, &cause))
    return cause != NULL ? cubby_journal_file_fail (cause, error)
                         : corrupt (self, self->rows, "has no head", error);
  gsize size;
  const void *hash = cubby_sqlite_statement_get_blob (statement, 1, &size);
  gint64 seq = cubby_sqlite_statement_get_int (statement, 0);
  if (seq > self->rows)
    return corrupt (self, self->rows + 1, "is missing, and with it the end", error);
  if (seq < self->rows)
    return corrupt (self, seq + 1, "was added by somebody else", error);
  if (size != CUBBY_HASH_SIZE || memcmp (hash, self->head, CUBBY_HASH_SIZE) != 0)
    return corrupt (self, self->rows, "does not fit the head", error);
  return TRUE;
}

gboolean
cubby_journal_read (CubbyJournal *self, CubbyJournalVisit visit, gpointer user_data, GError **error)
{
  GError *cause = NULL;
  self->rows = 0;
  memset (self->head, 0, sizeof self->head);
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause, "SELECT seq, time_ms, type, text, hash FROM event ORDER BY seq", "");
  if (statement == NULL)
    return cubby_journal_file_fail (cause, error);
  while (cubby_sqlite_statement_next (statement, &cause)) {
    CubbyJournalRow row;
    if (!prove_row (self, statement, &row, error) || (visit != NULL && !visit (&row, user_data, error)))
      return FALSE;
  }
  if (cause != NULL)
    return cubby_journal_file_fail (cause, error);
  self->proved = prove_end (self, error);
  return self->proved;
}

CubbyOutboxRow *
cubby_outbox_row_new (gint64 seq, const char *id, gint64 time_ms, const char *type, const char *data)
{
  CubbyOutboxRow *self = g_new0 (CubbyOutboxRow, 1);
  self->seq = seq;
  self->id = g_strdup (id);
  self->time_ms = time_ms;
  self->type = g_strdup (type);
  self->data = g_strdup (data);
  return self;
}

void
cubby_outbox_row_free (CubbyOutboxRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->type);
  g_free (self->data);
  g_free (self);
}

static gboolean
insert_event (CubbyJournal *self, const CubbyLockerEvent *event, GError **error)
{
  g_autofree char *text = cubby_locker_event_format (event);
  CubbyJournalRow row = {.seq = self->rows + 1,
                         .time_ms = event->time_ms,
                         .type = cubby_locker_event_get_name (event),
                         .text = text};
  guint8 hash[CUBBY_HASH_SIZE];
  hash_row (self->head, &row, hash);
  if (!cubby_sqlite_file_run (self->file, error, "INSERT INTO event VALUES (?, ?, ?, ?, ?)", "iittb", row.seq,
                              row.time_ms, row.type, row.text, (const void *)hash, sizeof hash))
    return FALSE;
  memcpy (self->head, hash, sizeof hash);
  self->rows = row.seq;
  return TRUE;
}

static gboolean
insert_all (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox, GError **error)
{
  for (guint i = 0; i < events->len; i++) {
    const CubbyLockerEvent *event = g_ptr_array_index (events, i);
    if (cubby_locker_event_is_durable (event) && !insert_event (self, event, error))
      return FALSE;
  }
  for (guint i = 0; i < outbox->len; i++) {
    const CubbyOutboxRow *row = g_ptr_array_index (outbox, i);
    if (!cubby_sqlite_file_run (self->file, error,
                                "INSERT INTO outbox (id, time_ms, type, data) VALUES (?, ?, ?, ?)", "titt",
                                row->id, row->time_ms, row->type, row->data))
      return FALSE;
  }
  return cubby_sqlite_file_run (self->file, error, "UPDATE head SET seq = ?, hash = ?", "ib", self->rows,
                                (const void *)self->head, sizeof self->head);
}

gboolean
cubby_journal_append (CubbyJournal *self, GPtrArray *events, GPtrArray *outbox, GError **error)
{
  GError *cause = NULL;
  if (!self->proved) {
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
                 "%s: the journal was not proved and cannot be added to",
                 cubby_sqlite_file_get_path (self->file));
    return FALSE;
  }
  if (cubby_sqlite_file_execute (self->file, "BEGIN IMMEDIATE", &cause) &&
      insert_all (self, events, outbox, &cause) && cubby_sqlite_file_execute (self->file, "COMMIT", &cause))
    return TRUE;
  self->proved = FALSE; /* what is on the disk is not known any more */
  return cubby_journal_file_fail (cause, error);
}

GPtrArray *
cubby_journal_list_outbox (CubbyJournal *self, gint64 after, guint most, GError **error)
{
  GError *cause = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_outbox_row_free);
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause,
      "SELECT seq, id, time_ms, type, data FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", "ii", after,
      (gint64)most);
  while (statement != NULL && cubby_sqlite_statement_next (statement, &cause))
    g_ptr_array_add (rows, cubby_outbox_row_new (cubby_sqlite_statement_get_int (statement, 0),
                                                 cubby_sqlite_statement_get_text (statement, 1),
                                                 cubby_sqlite_statement_get_int (statement, 2),
                                                 cubby_sqlite_statement_get_text (statement, 3),
                                                 cubby_sqlite_statement_get_text (statement, 4)));
  if (cause == NULL)
    return g_steal_pointer (&rows);
  cubby_journal_file_fail (cause, error);
  return NULL;
}

gboolean
cubby_journal_acknowledge (CubbyJournal *self, gint64 through, GError **error)
{
  GError *cause = NULL;
  return cubby_sqlite_file_run (self->file, &cause, "DELETE FROM outbox WHERE seq <= ?", "i", through) ||
         cubby_journal_file_fail (cause, error);
}

gboolean
cubby_journal_count_outbox (CubbyJournal *self, gint64 *ret_rows, gint64 *ret_last, GError **error)
{
  return cubby_journal_file_read_int (self->file, "SELECT count(*) FROM outbox", ret_rows, error) &&
         cubby_journal_file_read_int (
             self->file, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0)",
             ret_last, error);
}

gint64
cubby_journal_get_rows (const CubbyJournal *self)
{
  return self->rows;
}

char *
cubby_journal_get_head (const CubbyJournal *self)
{
  return cubby_hex_encode (self->head, sizeof self->head);
}
