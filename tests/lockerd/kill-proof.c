/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lockerd/kill-proof.h"

#include "app/common/settings.h"
#include "app/domain/locker.h"
#include "app/journal/journal.h"

#include <string.h>

typedef struct {
  Proof proof;
  gint64 began_ms;
  gboolean trimmed; /* its first rows are gone */
  CubbyLocker *locker;
  GHashTable *doors;    /* grant -> its door */
  GHashTable *intended; /* set of grants */
  GHashTable *doubted;  /* set of doors: nobody could say what their last pulse did */
  GPtrArray *reports;   /* of CubbyReport: what the outbox must hold */
} Reading;

static void
count_intent (Reading *self, const CubbyLockerEvent *event)
{
  const char *door = g_hash_table_lookup (self->doors, event->grant);
  g_assert_nonnull (door);
  g_assert_true (g_hash_table_add (self->intended, g_strdup (event->grant))); /* one a grant */
  for (guint i = 0; i < BENCH_DOORS; i++)
    self->proof.intents[i] += event->time_ms >= self->began_ms && g_str_equal (door, bench_doors[i]);
}

/* A door that opens after all, when nothing was heard of its pulse in time, opened by that. */
static void
count_forced (Reading *self, const CubbyLockerEvent *event)
{
  const char *door = event->grant != NULL ? g_hash_table_lookup (self->doors, event->grant) : event->door;
  if (event->type == CUBBY_EVENT_GRANT_UNKNOWN)
    g_hash_table_add (self->doubted, g_strdup (door));
  if (event->type == CUBBY_EVENT_GRANT_INTENT)
    g_hash_table_remove (self->doubted, door);
  if (event->type == CUBBY_EVENT_DOOR_FORCED)
    self->proof.forced += !g_hash_table_remove (self->doubted, door);
}

static gboolean
read_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  const char *problem = NULL;
  if (g_str_has_prefix (row->type, "journal."))
    return TRUE; /* about the journal itself */
  g_autoptr (CubbyLockerEvent) event = cubby_locker_event_parse (row->type, row->time_ms, row->text, error);
  if (event == NULL)
    return FALSE;
  self->proof.rows = row->seq;
  g_test_message ("%" G_GINT64_FORMAT " %s %s", row->seq, row->type, row->text); /* told when it fails */
  if (event->type == CUBBY_EVENT_GRANT_ISSUED)
    g_hash_table_insert (self->doors, g_strdup (event->grant), g_strdup (event->door));
  if (event->type == CUBBY_EVENT_GRANT_INTENT)
    count_intent (self, event);
  self->proof.unknown += event->type == CUBBY_EVENT_GRANT_UNKNOWN;
  count_forced (self, event);
  if (self->trimmed)
    return TRUE;
  cubby_locker_report (self->locker, event, self->reports);
  if (!cubby_locker_step (self->locker, event, NULL, &problem))
    g_error ("row %" G_GINT64_FORMAT " %s %s: %s", row->seq, row->type, row->text, problem);
  return TRUE;
}

/* Nobody has acknowledged anything: every report is there, once, in its order. */
static void
check_outbox (Reading *self, CubbyJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = cubby_journal_list_outbox (journal, 0, 10000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MIN (rows->len, self->reports->len); i++) {
    const CubbyOutboxRow *row = g_ptr_array_index (rows, i);
    const CubbyReport *report = g_ptr_array_index (self->reports, i);
    g_assert_cmpstr (row->type, ==, report->type);
    g_assert_cmpstr (row->data, ==, report->data);
    g_assert_true (g_hash_table_add (ids, row->id));
  }
  g_assert_cmpuint (rows->len, ==, self->reports->len);
}

/* A crash while the file is made leaves a rollback journal, which only a writer may apply, or an empty file.
 */
static gboolean
was_never_made (const char *path, const GError *error)
{
  g_autofree char *rollback = g_strconcat (path, "-journal", NULL);
  return !g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (rollback, G_FILE_TEST_EXISTS) ||
         g_error_matches (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_FOREIGN);
}

static CubbyJournal *
open_journal (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "journal.db", NULL);
  g_autoptr (GError) error = NULL;
  CubbyJournal *journal = cubby_journal_open (path, CUBBY_JOURNAL_READ, &error);
  if (journal == NULL && !was_never_made (path, error))
    g_error ("%s", error->message);
  return journal;
}

static void
read_all (Reading *self, CubbyJournal *journal)
{
  g_autoptr (GError) error = NULL;
  cubby_journal_read (journal, read_row, self, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  if (!self->trimmed)
    check_outbox (self, journal);
}

Proof
proof_read (Bench *self, const char *directory, gboolean trimmed)
{
  g_autoptr (CubbyJournal) journal = open_journal (directory);
  if (journal == NULL)
    return (Proof){0};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySettings) settings = cubby_settings_load (self->rig->config, &error);
  g_assert_no_error (error);
  g_autofree guint *groups = g_new0 (guint, BENCH_DOORS);
  const CubbyLockerRules rules = {.pulse_ms = 100};
  Reading reading = {
      .began_ms = self->began_ms,
      .trimmed = trimmed,
      .locker = cubby_locker_new (settings->bank, groups, &rules),
      .doors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
      .intended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
      .doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
      .reports = cubby_locker_reports_new (),
  };
  read_all (&reading, journal);
  g_hash_table_unref (reading.doors);
  g_hash_table_unref (reading.intended);
  g_hash_table_unref (reading.doubted);
  g_ptr_array_unref (reading.reports);
  cubby_locker_free (reading.locker);
  return reading.proof;
}

void
proof_check_pulses (Bench *self, const Proof *proof)
{
  guint pulses[BENCH_DOORS];
  bench_count_pulses (self, pulses);
  for (guint i = 0; i < BENCH_DOORS; i++)
    if (pulses[i] > proof->intents[i])
      g_error ("door %s was pulsed %u times, and the journal allowed %u", bench_doors[i], pulses[i],
               proof->intents[i]);
}

void
proof_run_verify (Bench *self, const char *cubbyctl)
{
  const char *const argv[] = {cubbyctl, "journal", "verify", self->rig->journal, NULL};
  g_autofree char *text = NULL;
  int status = rig_run (self->rig, argv, &text);
  if (status != 0)
    g_error ("cubbyctl journal verify: status %d: %s", status, text);
}
