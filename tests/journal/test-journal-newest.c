/* SPDX-License-Identifier: Apache-2.0 */
/* The journal that is being written is proved again, from its newest snapshot on. */
#include "app/journal/journal-newest.h"
#include "app/journal/journal-private.h"
#include "app/journal/journal-snapshot.h"

#include <glib/gstdio.h>

typedef struct {
  char *directory;
  char *path;
  CubbyBank *bank;
  CubbyLocker *locker;
  CubbyJournal *journal;
} Desk;

static gboolean
append (Desk *desk, gint64 time_ms)
{
  g_autoptr (GPtrArray) outbox = g_ptr_array_new ();
  g_autoptr (CubbyDecision) start = cubby_locker_decide_start (desk->locker, time_ms, "test");
  if (!cubby_journal_append (desk->journal, start->events, outbox, NULL))
    return FALSE;
  return cubby_locker_step (desk->locker, g_ptr_array_index (start->events, 0), NULL, NULL);
}

/* Twenty rows, and a snapshot after the tenth where @snapshot is set. */
static Desk
desk_new (gboolean snapshot)
{
  static const guint groups[] = {0};
  static const CubbyLockerRules rules = {.pulse_ms = 500};
  g_autoptr (GError) error = NULL;
  Desk desk = {.directory = g_dir_make_tmp ("cubby-newest-XXXXXX", &error), .bank = cubby_bank_new ()};
  g_assert_no_error (error);
  desk.path = g_build_filename (desk.directory, "journal.db", NULL);
  cubby_bank_add_column (desk.bank, "A", 450, FALSE);
  cubby_bank_add_compartment (desk.bank, "A1", CUBBY_SIZE_S, 140, 120, 0, 0);
  desk.locker = cubby_locker_new (desk.bank, groups, &rules);
  desk.journal = cubby_journal_open (desk.path, CUBBY_JOURNAL_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (cubby_journal_read (desk.journal, NULL, NULL, &error));
  for (gint64 i = 1; i <= 20; i++) {
    g_assert_true (append (&desk, i * 1000));
    if (snapshot && i == 10)
      g_assert_true (cubby_journal_save (desk.journal, desk.locker, i * 1000, &error));
  }
  g_assert_no_error (error);
  return desk;
}

static void
desk_clear (Desk *desk)
{
  cubby_journal_free (desk->journal);
  cubby_locker_free (desk->locker);
  cubby_bank_free (desk->bank);
  g_unlink (desk->path);
  g_rmdir (desk->directory);
  g_free (desk->path);
  g_free (desk->directory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

typedef struct {
  const char *name;
  gboolean snapshot;
  const char *harm; /* SQL, or NULL */
  gboolean good;
} Row;

static const Row rows[] = {
    {"a whole journal", FALSE, NULL, TRUE},
    {"a whole journal with a snapshot", TRUE, NULL, TRUE},
    {"a changed row", FALSE, "UPDATE event SET text = 'why=x' WHERE seq = 5", FALSE},
    {"a changed row after the snapshot", TRUE, "UPDATE event SET text = 'why=x' WHERE seq = 15", FALSE},
    {"a row before the snapshot is not looked at", TRUE, "UPDATE event SET text = 'why=x' WHERE seq = 5",
     TRUE},
    {"a missing row", TRUE, "DELETE FROM event WHERE seq = 15", FALSE},
    {"a missing snapshot row", TRUE, "DELETE FROM event WHERE seq = 11", FALSE},
    {"a cut-off end", TRUE, "DELETE FROM event WHERE seq > 18", FALSE},
    {"an older state of the whole file", TRUE,
     "DELETE FROM event WHERE seq > 18;"
     "UPDATE head SET seq = 18, hash = (SELECT hash FROM event WHERE seq = 18)",
     FALSE},
};

static void
prove (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = NULL;
  g_auto (Desk) desk = desk_new (row->snapshot);
  if (row->harm != NULL)
    g_assert_true (cubby_sqlite_file_execute (desk.journal->file, row->harm, NULL));
  gboolean good = cubby_journal_prove_newest (desk.journal, &error);
  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_cmpint (good, ==, row->good);
  g_assert_cmpint (error == NULL, ==, row->good);
  g_assert_cmpint (append (&desk, 30000), ==, row->good); /* and it goes on, or does not */
  g_assert_cmpint (cubby_journal_prove_newest (desk.journal, NULL), ==, row->good);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/journal/newest/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], prove);
  }
  return g_test_run ();
}
