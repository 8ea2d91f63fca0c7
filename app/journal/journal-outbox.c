/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre is still to hear: written with what happened, in one transaction (journal.c), and removed
 * when the centre has said that it has it. Retention never touches it. */
#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

#include <string.h>

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

static void
hash_row (const CubbyOutboxRow *row, guint8 ret_hash[CUBBY_HASH_SIZE])
{
  g_autoptr (CubbyHasher) hasher = cubby_hasher_new ();
  cubby_hasher_add_string (hasher, row->id);
  cubby_hasher_add_int (hasher, row->time_ms);
  cubby_hasher_add_string (hasher, row->type);
  cubby_hasher_add_string (hasher, row->data);
  cubby_hasher_finish (hasher, ret_hash);
}

gboolean
cubby_journal_insert_outbox (CubbyJournal *self, const CubbyOutboxRow *row, GError **error)
{
  guint8 hash[CUBBY_HASH_SIZE];
  hash_row (row, hash);
  return cubby_sqlite_file_run (
      self->file, error, "INSERT INTO outbox (id, time_ms, type, data, hash) VALUES (?, ?, ?, ?, ?)", "tittb",
      row->id, row->time_ms, row->type, row->data, (const void *)hash, sizeof hash);
}

/* Columns: seq, id, time_ms, type, data. Texts that are not there are empty ones: their hash will not fit. */
static CubbyOutboxRow *
get_row (CubbySqliteStatement *statement)
{
  const char *texts[3];
  static const int columns[] = {1, 3, 4};
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    texts[i] = cubby_sqlite_statement_get_text (statement, columns[i]);
    texts[i] = texts[i] != NULL ? texts[i] : "";
  }
  return cubby_outbox_row_new (cubby_sqlite_statement_get_int (statement, 0), texts[0],
                               cubby_sqlite_statement_get_int (statement, 2), texts[1], texts[2]);
}

/* Takes @row. */
static gboolean
is_whole (CubbyOutboxRow *row, CubbySqliteStatement *statement)
{
  guint8 hash[CUBBY_HASH_SIZE];
  gsize size;
  const void *stored = cubby_sqlite_statement_get_blob (statement, 5, &size);
  hash_row (row, hash);
  cubby_outbox_row_free (row);
  return size == CUBBY_HASH_SIZE && memcmp (stored, hash, sizeof hash) == 0;
}

gboolean
cubby_journal_check_outbox (CubbyJournal *self, GError **error)
{
  GError *cause = NULL;
  if (self->version < 2)
    return TRUE;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause, "SELECT seq, id, time_ms, type, data, hash FROM outbox ORDER BY seq", "");
  while (statement != NULL && cubby_sqlite_statement_next (statement, &cause)) {
    if (is_whole (get_row (statement), statement))
      continue;
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
                 "%s: row %" G_GINT64_FORMAT " of the outbox was changed",
                 cubby_sqlite_file_get_path (self->file), cubby_sqlite_statement_get_int (statement, 0));
    return FALSE;
  }
  return cause == NULL || cubby_journal_file_fail (cause, error);
}

gboolean
cubby_journal_seal_outbox (CubbyJournal *self, GError **error)
{
  g_autoptr (GPtrArray) rows = cubby_journal_list_outbox (self, 0, G_MAXUINT, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const CubbyOutboxRow *row = g_ptr_array_index (rows, i);
    guint8 hash[CUBBY_HASH_SIZE];
    hash_row (row, hash);
    if (!cubby_sqlite_file_run (self->file, error, "UPDATE outbox SET hash = ? WHERE seq = ?", "bi",
                                (const void *)hash, sizeof hash, row->seq))
      return FALSE;
  }
  return rows != NULL;
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
    g_ptr_array_add (rows, get_row (statement));
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
  /* Counting reads all of them. */
  gboolean counted = ret_rows == NULL ||
                     cubby_journal_file_read_int (self->file, "SELECT count(*) FROM outbox", ret_rows, error);
  return counted &&
         cubby_journal_file_read_int (
             self->file, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0)",
             ret_last, error);
}
