/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre is still to hear: written with what happened, in one transaction (journal.c), and removed
 * when the centre has said that it has it. Retention never touches it. */
#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

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
