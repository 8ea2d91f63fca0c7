/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal-snapshot.h"

#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

#include <string.h>

void
cubby_journal_load_clear (CubbyJournalLoad *self)
{
  g_clear_pointer (&self->refused, g_free);
}

char *
cubby_journal_describe_snapshot (const char *text)
{
  guint8 hash[CUBBY_HASH_SIZE];
  gsize size = strlen (text);
  cubby_hash_data (text, size, hash);
  g_autofree char *hex = cubby_hex_encode (hash, sizeof hash);
  return g_strdup_printf ("version=%u size=%" G_GSIZE_FORMAT " hash=%s",
                          cubby_locker_snapshot_get_version (text), size, hex);
}

typedef struct {
  const CubbyLocker *locker;
  gint64 now_ms;
} Save;

static gboolean
write_snapshot (CubbyJournal *self, gpointer user_data, GError **error)
{
  const Save *save = user_data;
  g_autofree char *text = cubby_locker_save (save->locker);
  g_autofree char *row = cubby_journal_describe_snapshot (text);
  return cubby_journal_insert (self, save->now_ms, CUBBY_JOURNAL_SNAPSHOT, row, error) &&
         cubby_sqlite_file_run (self->file, error, "INSERT INTO snapshot VALUES (?, ?)", "it", self->head.seq,
                                text) &&
         cubby_sqlite_file_run (self->file, error,
                                "DELETE FROM snapshot WHERE seq NOT IN"
                                " (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT ?)",
                                "i", (gint64)CUBBY_JOURNAL_SNAPSHOTS);
}

gboolean
cubby_journal_save (CubbyJournal *self, const CubbyLocker *locker, gint64 now_ms, GError **error)
{
  Save save = {.locker = locker, .now_ms = now_ms};
  if (!cubby_journal_transact (self, write_snapshot, &save, error))
    return FALSE;
  self->snapshot = self->head.seq;
  self->snapshot_ms = now_ms;
  return TRUE;
}

gboolean
cubby_journal_replay_row (CubbyLocker *locker, const CubbyJournalRow *row, GError **error)
{
  if (g_str_has_prefix (row->type, CUBBY_JOURNAL_OWN))
    return TRUE;
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (row->type, row->time_ms, row->text, error);
  const char *problem = NULL;
  if (event == NULL) {
    g_prefix_error (error, "row %" G_GINT64_FORMAT " of the journal: ", row->seq);
    return FALSE;
  }
  if (cubby_locker_step (locker, event, NULL, &problem))
    return TRUE;
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT,
               "row %" G_GINT64_FORMAT " of the journal (%s %s): %s", row->seq, row->type, row->text,
               problem);
  return FALSE;
}

static gboolean
replay_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  return cubby_journal_replay_row (user_data, row, error);
}

/* One snapshot, with its row and the hash of the row before. */
typedef struct {
  gint64 seq;
  gint64 time_ms;
  CubbyLocker *locker; /* NULL: this version cannot read it */
  CubbyJournalPlace before;
} Start;

/* The row of a snapshot is the first that is proved again: with it the text that is named in it. */
static gboolean
check_start (CubbyJournal *self, CubbySqliteStatement *statement, Start *start, GError **error)
{
  const char *text = cubby_sqlite_statement_get_text (statement, 1);
  const char *type = cubby_sqlite_statement_get_text (statement, 2);
  const char *row = cubby_sqlite_statement_get_text (statement, 3);
  start->seq = cubby_sqlite_statement_get_int (statement, 0);
  start->time_ms = cubby_sqlite_statement_get_int (statement, 4);
  start->before.seq = start->seq - 1;
  if (text == NULL || g_strcmp0 (type, CUBBY_JOURNAL_SNAPSHOT) != 0)
    return cubby_journal_corrupt (self, start->seq, "is not that of its snapshot", error);
  g_autofree char *expected = cubby_journal_describe_snapshot (text);
  if (g_strcmp0 (row, expected) != 0)
    return cubby_journal_corrupt (self, start->seq, "has another hash than its snapshot", error);
  gsize size;
  const void *before = cubby_sqlite_statement_get_blob (statement, 5, &size);
  if (start->before.seq == self->origin.seq)
    start->before = self->origin;
  else if (before != NULL && size == CUBBY_HASH_SIZE)
    memcpy (start->before.hash, before, CUBBY_HASH_SIZE);
  else
    return cubby_journal_corrupt (self, start->before.seq, "is missing or not whole", error);
  return TRUE;
}

/* The newest snapshot that can be read. Those that were changed are an error; those of another version are
 * not. */
static gboolean
find_start (CubbyJournal *self, const CubbyLockerMake *make, Start *start, char **ret_refused, GError **error)
{
  GError *cause = NULL;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause,
      "SELECT snapshot.seq, snapshot.text, event.type, event.text, event.time_ms, before.hash FROM snapshot"
      " LEFT JOIN event ON event.seq = snapshot.seq LEFT JOIN event before ON before.seq = snapshot.seq - 1"
      " ORDER BY snapshot.seq DESC",
      "");
  if (statement == NULL)
    return cubby_journal_file_fail (cause, error);
  while (cubby_sqlite_statement_next (statement, &cause)) {
    g_autoptr (GError) refused = NULL;
    if (!check_start (self, statement, start, error))
      return FALSE;
    start->locker = cubby_locker_restore (make->bank, make->power_groups, make->rules,
                                          cubby_sqlite_statement_get_text (statement, 1), &refused);
    if (start->locker != NULL)
      return TRUE;
    g_free (*ret_refused);
    *ret_refused =
        g_strdup_printf ("the snapshot of row %" G_GINT64_FORMAT ": %s", start->seq, refused->message);
  }
  return cause == NULL || cubby_journal_file_fail (cause, error);
}

/* No snapshot can be read: then everything from the first row on, if it is still there. */
static gboolean
start_at_origin (CubbyJournal *self, const CubbyLockerMake *make, const char *refused, Start *start,
                 GError **error)
{
  *start = (Start){.before = self->origin};
  if (self->origin.seq == 0) {
    start->locker = cubby_locker_new (make->bank, make->power_groups, make->rules);
    return TRUE;
  }
  if (refused == NULL)
    return cubby_journal_corrupt (self, self->origin.seq + 1, "is the first, and there is no snapshot",
                                  error);
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_VERSION,
               "%s: %s; older rows were removed; install the program that wrote it",
               cubby_sqlite_file_get_path (self->file), refused);
  return FALSE;
}

CubbyLocker *
cubby_journal_load (CubbyJournal *self, const CubbyLockerMake *make, CubbyJournalLoad *ret_load,
                    GError **error)
{
  Start start = {0};
  *ret_load = (CubbyJournalLoad){0};
  if (self->version >= 2 && !find_start (self, make, &start, &ret_load->refused, error))
    return NULL;
  if (start.locker == NULL && !start_at_origin (self, make, ret_load->refused, &start, error))
    return NULL;
  g_autoptr (CubbyLocker) locker = start.locker;
  if (!cubby_journal_prove (self, &start.before, replay_row, locker, error) ||
      !cubby_journal_check_outbox (self, error)) {
    self->proved = FALSE;
    return NULL;
  }
  self->snapshot = ret_load->snapshot = start.seq;
  self->snapshot_ms = start.time_ms;
  ret_load->replayed = self->head.seq - MAX (start.seq, start.before.seq);
  return g_steal_pointer (&locker);
}
