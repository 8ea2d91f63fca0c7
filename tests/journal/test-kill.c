/* SPDX-License-Identifier: Apache-2.0 */
/* tidy-driver killed, or its disk failing, at the n-th call that writes, for n = 1, 2, 3 … until its story
 * goes by. After each: the journal is whole, and what was said to be on the disk is there, whatever snapshot
 * or removal was under way. */
#include "app/journal/journal-verify.h"
#include "tests/journal/tidy-story.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *calls;
  const char *fault;
  guint stride; /* CUBBY_KILL_STRIDE=1 takes every one */
} Series;

static const Series series[] = {
    {"a kill at an fsync loses nothing", "fdatasync,fsync", "signal=KILL", 5},
    {"a kill at a write loses nothing", "pwrite64,ftruncate", "signal=KILL", 29},
    {"an fsync that fails loses nothing", "fdatasync,fsync", "error=EIO", 13},
    {"a full disk loses nothing", "pwrite64,ftruncate", "error=ENOSPC", 61},
};

static char *driver;

typedef struct {
  guint points, with_snapshot, trimmed;
} Tally;

/* What the locker is after each decision of the story. */
static GPtrArray *
tell_states (void)
{
  GPtrArray *states = g_ptr_array_new_with_free_func (g_free);
  g_auto (Place) place = place_new ();
  static const Life fresh;
  g_autoptr (GError) error = NULL;
  g_autoptr (Keeper) keeper = keeper_open (place.path, &fresh, &error);
  g_assert_no_error (error);
  g_ptr_array_add (states, cubby_locker_save (keeper->locker));
  for (guint i = 0; i < TIDY_STORY_DECISIONS; i++) {
    g_assert_true (keeper_live (keeper, 1, NULL));
    g_ptr_array_add (states, cubby_locker_save (keeper->locker));
  }
  return states;
}

/* Returns: how many decisions it said are on the disk. @ret_whole: its story went by */
static guint
run_driver (const Place *place, const Series *row, guint n, gboolean *ret_whole)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *trace = g_strdup_printf ("trace=%s", row->calls);
  g_autofree char *inject = g_strdup_printf ("inject=%s:%s:when=%u", row->calls, row->fault, n);
  char *argv[] = {(char *)"strace", (char *)"-f", (char *)"-qq", (char *)"-o", (char *)"/dev/null",
                  (char *)"-e",     trace,        (char *)"-e",  inject,       driver,
                  place->path,      NULL};
  int status;
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);
  *ret_whole = status == 0;
  return n_lines > 1 ? (guint)g_ascii_strtoull (lines[n_lines - 2], NULL, 10) : 0;
}

static void
check_state (const Place *place, GPtrArray *states, guint said, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  static const Life fresh;
  g_autoptr (Keeper) keeper = keeper_open (place->path, &fresh, &error);
  g_assert_no_error (error);
  g_autofree char *state = cubby_locker_save (keeper->locker);
  gboolean found = FALSE; /* what was under way may be there, or not */
  for (guint i = said; i < states->len && i <= said + 1; i++)
    found |= g_str_equal (state, g_ptr_array_index (states, i));
  g_assert_true (found);
  tally->with_snapshot += keeper->load.snapshot > 0;
  tally->trimmed += cubby_journal_get_first (keeper->journal) > 1;
  g_assert_true (keeper_live (keeper, 1, &error)); /* and it goes on */
  g_assert_no_error (error);
}

static void
check_proof (const Place *place)
{
  g_autoptr (GError) error = NULL;
  CubbyJournalVerdict verdict;
  g_autoptr (CubbyJournal) journal = place_open (place, CUBBY_JOURNAL_READ);
  cubby_journal_verify (journal, NULL, NULL, &verdict, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (verdict.unread, ==, 0);
}

static void
every_point (gconstpointer data)
{
  const Series *row = data;
  Tally tally = {0};
  g_autofree char *strace = g_find_program_in_path ("strace");
  if (strace == NULL) {
    g_test_fail_printf ("strace is not installed: apt install strace");
    return;
  }
  g_autoptr (GPtrArray) states = tell_states ();
  const char *every = g_getenv ("CUBBY_KILL_STRIDE");
  guint stride = every != NULL ? MAX ((guint)g_ascii_strtoull (every, NULL, 10), 1) : row->stride;
  for (guint n = 1;; n += stride) {
    g_auto (Place) place = place_new ();
    gboolean whole;
    guint said = run_driver (&place, row, n, &whole);
    if (whole)
      break;
    check_state (&place, states, said, &tally);
    check_proof (&place);
    tally.points++;
  }
  g_test_message ("%u points, %u with a snapshot, %u with rows removed", tally.points, tally.with_snapshot,
                  tally.trimmed);
  g_assert_cmpuint (tally.points, >=, 5);
  g_assert_cmpuint (tally.with_snapshot, >, 0);
  g_assert_cmpuint (tally.trimmed, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  driver = argv[1];
  for (guint i = 0; i < G_N_ELEMENTS (series); i++) {
    g_autofree char *path = g_strconcat ("/journal/kill/", series[i].name, NULL);
    g_test_add_data_func (path, &series[i], every_point);
  }
  return g_test_run ();
}
