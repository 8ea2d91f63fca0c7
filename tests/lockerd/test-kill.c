/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-lockerd killed at the n-th fsync, or at the n-th write, of its journal, for n = 1, 2, 3 … until a
 * whole stow and pickup goes by; then started again, looked at, and the story brought to an end. strace
 * counts and kills: the program under test is the one that ships. */
#include "app/journal/journal.h"
#include "tests/lockerd/rig.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *calls;
  const char *fault;
  guint stride; /* neighbouring writes differ little; CUBBY_KILL_STRIDE=1 takes every one */
} Series;

static const Series series[] = {
    {"a kill at no fsync makes a second pulse", "fdatasync,fsync", "signal=KILL", 1},
    {"a kill at no write makes a second pulse", "pwrite64,ftruncate", "signal=KILL", 10},
    {"an fsync that fails ends the program, and makes no second pulse", "fdatasync", "error=EIO", 3},
    {"a full disk ends the program, and makes no second pulse", "pwrite64", "error=ENOSPC", 11},
};

typedef struct {
  guint points, unknown, collected, restowed;
} Tally;

static gboolean
is_reason (char *got, const char *expected)
{
  g_autofree char *reason = got;
  return g_strcmp0 (reason, expected) == 0;
}

/* As far as it comes. */
static gboolean
try_story (Rig *rig)
{
  g_autofree char *stowed = NULL, *opened = NULL;
  if (!rig_expect (rig) || !is_reason (rig_sign_in (rig, "B-1", "123456"), "granted") ||
      !is_reason (rig_stow (rig, &stowed), "granted") || !rig_wait (rig, stowed, "door", "open"))
    return FALSE;
  g_free (rig_sim (rig, "hand %s put %s", stowed, RIG_LABEL));
  g_free (rig_sim (rig, "hand %s shut", stowed));
  if (!rig_wait (rig, stowed, "content", "loaded"))
    return FALSE;
  g_usleep (700000); /* the lock rests */
  if (!is_reason (rig_present (rig, rig->pass, &opened), "granted") ||
      !rig_wait (rig, opened, "door", "open"))
    return FALSE;
  g_free (rig_sim (rig, "hand %s take", opened));
  g_usleep (2100000);
  g_free (rig_sim (rig, "hand %s shut", opened));
  return rig_wait (rig, opened, "content", "empty");
}

typedef struct {
  guint intents;
  guint unknown;
  GHashTable *pulsed; /* grant -> count of intents */
} Proof;

static gboolean
prove_row (const CubbyJournalRow *row, gpointer user_data, GError **error)
{
  Proof *proof = user_data;
  proof->unknown += g_str_equal (row->type, "grant.unknown");
  if (!g_str_equal (row->type, "grant.intent"))
    return TRUE;
  proof->intents++;
  g_assert_true (g_hash_table_add (proof->pulsed, g_strdup (row->text))); /* one intent a grant */
  return TRUE;
}

static Proof
prove_journal (Rig *rig)
{
  Proof proof = {.pulsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL)};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJournal) journal = cubby_journal_open (rig->journal, CUBBY_JOURNAL_READ, &error);
  g_assert_no_error (error);
  cubby_journal_read (journal, prove_row, &proof, &error);
  g_assert_no_error (error);
  g_hash_table_unref (proof.pulsed);
  return proof;
}

static void
shut_all (Rig *rig)
{
  static const char *const doors[] = {"A1", "A2", "A3", "A4"};
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++) {
    if (rig_is_open (rig, doors[i]))
      g_free (rig_sim (rig, "hand %s shut", doors[i]));
    g_assert_true (rig_wait (rig, doors[i], "door", "shut"));
  }
}

static void
stow_again (Rig *rig)
{
  g_autofree char *door = NULL;
  g_assert_true (is_reason (rig_sign_in (rig, "B-1", "123456"), "granted"));
  g_assert_true (is_reason (rig_stow (rig, &door), "granted"));
  g_assert_true (rig_wait (rig, door, "door", "open"));
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
  g_usleep (700000);
}

/* Staff bring it to an end: what is not loaded is scanned again; what is in doubt is looked into. */
static void
complete (Rig *rig, Tally *tally)
{
  g_autofree char *door = NULL;
  shut_all (rig);
  g_assert_true (rig_expect (rig));
  g_autofree char *first = rig_present (rig, rig->pass, &door);
  if (g_strcmp0 (first, "not_loaded") == 0 || g_strcmp0 (first, "not_here") == 0) {
    stow_again (rig);
    tally->restowed++;
    g_free (first);
    first = rig_present (rig, rig->pass, &door);
  }
  static const char *const ends[] = {"granted", "already_used", "out_of_service", NULL};
  g_assert_true (g_strv_contains (ends, first));
  if (!g_str_equal (first, "granted"))
    return;
  g_assert_true (rig_wait (rig, door, "door", "open"));
  gboolean reach_in = tally->points % 4 == 0; /* it takes two seconds */
  g_usleep (reach_in ? 2100000 : 0);
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", reach_in ? "empty" : "review"));
  tally->collected += reach_in;
}

/* Returns: FALSE when the story went by before the point came. */
static gboolean
kill_at (const Series *row, guint n, Tally *tally)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *trace = g_strdup_printf ("trace=%s", row->calls);
  g_autofree char *inject = g_strdup_printf ("inject=%s:%s:when=%u", row->calls, row->fault, n);
  const char *const strace[] = {"strace", "-f", "-qq", "-o", "/dev/null", "-e", trace, "-e", inject, NULL};
  gboolean whole = rig_start (rig, strace) && try_story (rig);
  if (whole) {
    rig_kill (rig);
    return FALSE;
  }
  rig_reap (rig);
  guint pulses = rig_count_pulses (rig);
  g_assert_true (rig_start (rig, NULL));
  g_usleep (300000);
  g_assert_cmpuint (rig_count_pulses (rig), ==, pulses); /* recovery never pulses */
  complete (rig, tally);
  pulses = rig_count_pulses (rig);
  rig_stop (rig);
  Proof proof = prove_journal (rig);
  g_assert_cmpuint (pulses, <=, proof.intents);
  tally->unknown += proof.unknown;
  tally->points++;
  return TRUE;
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
  const char *every = g_getenv ("CUBBY_KILL_STRIDE");
  guint stride = every != NULL ? (guint)g_ascii_strtoull (every, NULL, 10) : row->stride;
  for (guint n = 1; kill_at (row, n, &tally); n += MAX (stride, 1))
    g_test_message ("%s at %s %u", row->fault, row->calls, n);
  g_test_message ("%u points, %u unknown, %u stowed again, %u collected", tally.points, tally.unknown,
                  tally.restowed, tally.collected);
  g_assert_cmpuint (tally.points, >=, 5); /* a series that kills nothing proves nothing */
  g_assert_cmpuint (tally.restowed, >, 0);
  g_assert_cmpuint (tally.collected, >, 0);
  if (stride == 1)
    g_assert_cmpuint (tally.unknown, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  for (guint i = 0; i < G_N_ELEMENTS (series); i++) {
    g_autofree char *path = g_strconcat ("/lockerd/kill/", series[i].name, NULL);
    g_test_add_data_func (path, &series[i], every_point);
  }
  return g_test_run ();
}
