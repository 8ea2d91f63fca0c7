/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal-tidy.h"

#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"

#include <string.h>

#define DAY_MS (24LL * 60 * 60 * 1000)

CubbyJournalCare
cubby_journal_care (guint days)
{
  return (CubbyJournalCare){.snapshot_rows = 5000,
                            .snapshot_ms = DAY_MS,
                            .keep_ms = days * DAY_MS,
                            .trim_rows = 500,
                            .trim_ms = DAY_MS};
}

static gboolean
is_snapshot_due (const CubbyJournal *self, const CubbyJournalCare *care, gint64 now_ms)
{
  gint64 rows = self->head.seq - MAX (self->snapshot, self->origin.seq);
  return rows >= care->snapshot_rows || (rows > 0 && now_ms - self->snapshot_ms >= care->snapshot_ms);
}

char *
cubby_journal_describe_trim (const CubbyJournalPlace *through)
{
  g_autofree char *hex = cubby_hex_encode (through->hash, sizeof through->hash);
  return g_strdup_printf ("through=%" G_GINT64_FORMAT " hash=%s", through->seq, hex);
}

/* The last row of the next piece that may go; row 0: none. A row of the time before a clock was set back may
 * say that it is young: it goes with the next one that does not. */
static gboolean
find_old (CubbyJournal *self, const CubbyJournalCare *care, gint64 before_ms, CubbyJournalPlace *ret_through,
          GError **error)
{
  GError *cause = NULL;
  ret_through->seq = 0;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (
      self->file, &cause,
      "SELECT seq, hash FROM event WHERE seq > ?1 AND seq <= ?1 + ?2 AND time_ms < ?3"
      " AND seq < (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT 1 OFFSET 1) ORDER BY seq DESC LIMIT 1",
      "iii", self->origin.seq, care->trim_rows, before_ms);
  if (statement == NULL)
    return cubby_journal_file_fail (cause, error);
  if (!cubby_sqlite_statement_next (statement, &cause))
    return cause == NULL || cubby_journal_file_fail (cause, error);
  gsize size;
  const void *hash = cubby_sqlite_statement_get_blob (statement, 1, &size);
  ret_through->seq = cubby_sqlite_statement_get_int (statement, 0);
  if (hash == NULL || size != CUBBY_HASH_SIZE)
    return cubby_journal_corrupt (self, ret_through->seq, "is not whole", error);
  memcpy (ret_through->hash, hash, CUBBY_HASH_SIZE);
  return TRUE;
}

typedef struct {
  CubbyJournalPlace through;
  gint64 now_ms;
} Trim;

static gboolean
remove_rows (CubbyJournal *self, gpointer user_data, GError **error)
{
  const Trim *trim = user_data;
  g_autofree char *row = cubby_journal_describe_trim (&trim->through);
  return cubby_sqlite_file_run (self->file, error, "DELETE FROM event WHERE seq <= ?", "i",
                                trim->through.seq) &&
         cubby_sqlite_file_run (self->file, error, "UPDATE origin SET seq = ?, hash = ?, time_ms = ?", "ibi",
                                trim->through.seq, (const void *)trim->through.hash,
                                sizeof trim->through.hash, trim->now_ms) &&
         cubby_journal_insert (self, trim->now_ms, CUBBY_JOURNAL_TRIMMED, row, error);
}

/* The WAL still has the pages as they were: it is emptied. */
static gboolean
empty_wal (CubbyJournal *self, GError **error)
{
  GError *cause = NULL;
  return cubby_sqlite_file_execute (self->file, "PRAGMA wal_checkpoint(TRUNCATE)", &cause) ||
         cubby_journal_file_fail (cause, error);
}

static gboolean
trim_rows (CubbyJournal *self, const CubbyJournalCare *care, gint64 now_ms, CubbyJournalTidied *ret_tidied,
           GError **error)
{
  Trim trim = {.now_ms = now_ms};
  gint64 before_ms = now_ms - care->keep_ms;
  if (!find_old (self, care, before_ms, &trim.through, error))
    return FALSE;
  if (trim.through.seq == 0 ||
      (trim.through.seq - self->origin.seq < care->trim_rows && now_ms - self->trimmed_ms < care->trim_ms))
    return TRUE;
  if (!cubby_journal_transact (self, remove_rows, &trim, error) || !empty_wal (self, error))
    return FALSE;
  self->origin = trim.through;
  self->trimmed_ms = now_ms;
  *ret_tidied = CUBBY_JOURNAL_TRIMMED_ROWS;
  return TRUE;
}

gboolean
cubby_journal_tidy (CubbyJournal *self, const CubbyLocker *locker, const CubbyJournalCare *care,
                    gint64 now_ms, CubbyJournalTidied *ret_tidied, GError **error)
{
  *ret_tidied = CUBBY_JOURNAL_TIDY;
  if (!is_snapshot_due (self, care, now_ms))
    return trim_rows (self, care, now_ms, ret_tidied, error);
  *ret_tidied = CUBBY_JOURNAL_SAVED;
  return cubby_journal_save (self, locker, now_ms, error);
}
