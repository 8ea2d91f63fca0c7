/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal-verify.h"

#include "app/journal/journal-file.h"
#include "app/journal/journal-private.h"
#include "app/journal/journal-snapshot.h"

#include <string.h>

#define PROGRESS_ROWS 10000

typedef struct {
  CubbyJournal *journal;
  CubbyBank *bank;     /* of no doors: what is durable does not depend on them */
  CubbyLocker *locker; /* NULL until there is a snapshot to begin with */
  GHashTable *texts;   /* gint64 -> text of the snapshots that are kept */
  char *trimmed;       /* text of the newest row that says so */
  gint64 last;
  CubbyJournalProgress progress;
  gpointer user_data;
  CubbyJournalVerdict *verdict;
} Proof;

static const CubbyLockerRules no_rules; /* replay asks for none */
static const guint no_groups[1];

static gboolean
read_texts (Proof *proof, GError **error)
{
  GError *cause = NULL;
  if (proof->journal->version < 2)
    return TRUE;
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query (proof->journal->file, &cause, "SELECT seq, text FROM snapshot", "");
  while (statement != NULL && cubby_sqlite_statement_next (statement, &cause)) {
    gint64 seq = cubby_sqlite_statement_get_int (statement, 0);
    const char *text = cubby_sqlite_statement_get_text (statement, 1);
    g_hash_table_insert (proof->texts, g_memdup2 (&seq, sizeof seq), g_strdup (text));
  }
  return cause == NULL || cubby_journal_file_fail (cause, error);
}

/* Where the rows before the first snapshot were removed, replay begins with it. */
static void
begin_with (Proof *proof, const char *text)
{
  if (proof->locker == NULL && text != NULL)
    proof->locker = cubby_locker_restore (proof->bank, no_groups, &no_rules, text, NULL);
}

/* Whether the row speaks of a text of the version that this program writes. */
static gboolean
is_of_version (const char *row, const char *replayed)
{
  g_autofree char *version = g_strdup_printf ("version=%u ", cubby_locker_snapshot_get_version (replayed));
  return g_str_has_prefix (row, version);
}

static gboolean
check_snapshot (Proof *proof, const CubbyJournalRow *row, GError **error)
{
  g_autofree char *text = NULL, *key = NULL;
  proof->verdict->snapshots++;
  if (g_hash_table_steal_extended (proof->texts, &row->seq, (gpointer *)&key, (gpointer *)&text)) {
    g_autofree char *expected = text != NULL ? cubby_journal_describe_snapshot (text) : NULL;
    if (g_strcmp0 (expected, row->text) != 0)
      return cubby_journal_corrupt (proof->journal, row->seq, "has another hash than its snapshot", error);
  }
  if (proof->locker == NULL) {
    begin_with (proof, text);
    return TRUE;
  }
  g_autofree char *replayed = cubby_locker_save (proof->locker);
  g_autofree char *expected = cubby_journal_describe_snapshot (replayed);
  if (g_str_equal (expected, row->text)) {
    proof->verdict->replayed++;
    return TRUE;
  }
  if (is_of_version (row->text, replayed))
    return cubby_journal_corrupt (proof->journal, row->seq,
                                  "has a snapshot that is not what the rows before it come to", error);
  proof->verdict->unread++;
  return TRUE;
}

static gboolean
prove_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  Proof *proof = user_data;
  if (proof->progress != NULL && row->seq % PROGRESS_ROWS == 0)
    proof->progress (row->seq - proof->journal->origin.seq, proof->last - proof->journal->origin.seq,
                     proof->user_data);
  if (g_str_equal (row->type, CUBBY_JOURNAL_SNAPSHOT))
    return check_snapshot (proof, row, error);
  if (g_str_equal (row->type, CUBBY_JOURNAL_TRIMMED)) {
    g_free (proof->trimmed);
    proof->trimmed = g_strdup (row->text);
    return TRUE;
  }
  return proof->locker == NULL || cubby_journal_replay_row (proof->locker, row, error);
}

/* What was removed was removed by the journal, in a row that is in the chain. */
static gboolean
check_origin (Proof *proof, GError **error)
{
  CubbyJournal *journal = proof->journal;
  g_autofree char *expected =
      journal->origin.seq != 0 ? cubby_journal_describe_trim (&journal->origin) : NULL;
  return g_strcmp0 (expected, proof->trimmed) == 0 ||
         cubby_journal_corrupt (journal, journal->origin.seq + 1,
                                "is not where the journal says that it begins", error);
}

static gboolean
check_left_over (Proof *proof, GError **error)
{
  GHashTableIter iter;
  gpointer seq;
  g_hash_table_iter_init (&iter, proof->texts);
  return !g_hash_table_iter_next (&iter, &seq, NULL) ||
         cubby_journal_corrupt (proof->journal, *(gint64 *)seq, "is not that of its snapshot", error);
}

static gboolean
prove_all (Proof *proof, GError **error)
{
  CubbyJournal *journal = proof->journal;
  return cubby_journal_file_check (journal->file, CUBBY_JOURNAL_FILE_CHECK_ALL, error) &&
         cubby_journal_file_read_int (journal->file, "SELECT max(seq) FROM event", &proof->last, error) &&
         read_texts (proof, error) && cubby_journal_read (journal, prove_row, proof, error) &&
         check_origin (proof, error) && check_left_over (proof, error) &&
         cubby_journal_check_outbox (journal, error);
}

gboolean
cubby_journal_verify (CubbyJournal *self, CubbyJournalProgress progress, gpointer user_data,
                      CubbyJournalVerdict *ret_verdict, GError **error)
{
  g_autoptr (CubbyBank) bank = cubby_bank_new ();
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  *ret_verdict = (CubbyJournalVerdict){0};
  Proof proof = {.journal = self,
                 .bank = bank,
                 .texts = texts,
                 .progress = progress,
                 .user_data = user_data,
                 .verdict = ret_verdict};
  if (self->origin.seq == 0)
    proof.locker = cubby_locker_new (bank, no_groups, &no_rules);
  gboolean good = prove_all (&proof, error);
  cubby_locker_free (proof.locker);
  g_free (proof.trimmed);
  ret_verdict->first = cubby_journal_get_first (self);
  ret_verdict->last = cubby_journal_get_rows (self);
  return good;
}
