/* SPDX-License-Identifier: Apache-2.0 */
/* cubbyctl beside the daemon: it looks, it asks, and it proves the journal. */
#include "tests/lockerd/rig.h"
#include "tests/rig/steady.h"

#include <string.h>

static const char *ctl;

/* Runs cubbyctl with these words; its exit status and that what it writes has @part in it. */
static void
check (Rig *rig, int status, const char *part, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_ptr_array_add (argv, (gpointer)ctl);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)words[i]);
  g_ptr_array_add (argv, NULL);
  int got = rig_run (rig, (const char *const *)argv->pdata, &text);
  if (got != status || strstr (text, part) == NULL)
    g_test_message ("%s %s: status %d: %s", words[0], words[1], got, text);
  g_assert_cmpint (got, ==, status);
  g_assert_nonnull (strstr (text, part));
}

static char *
first_request (Rig *rig)
{
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "ListRequests", g_variant_new ("(s)", rig->session));
  g_autoptr (GVariant) rows = g_variant_get_child_value (answer, 0);
  char *id;
  g_assert_cmpuint (g_variant_n_children (rows), ==, 1);
  g_variant_get_child (rows, 0, "(s&s&s)", &id, NULL, NULL);
  return id;
}

static char *
answer_request (Rig *rig, const char *id)
{
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "AnswerRequest", g_variant_new ("(ssb)", rig->session, id, TRUE));
  char *reason;
  g_variant_get (answer, "(s&s&s)", &reason, NULL, NULL);
  return reason;
}

/* Some seconds after the last row. */
static void
wait_snapshot (Rig *rig)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  for (gboolean found = FALSE; !found; g_usleep (200000)) {
    g_autoptr (GVariant) answer =
        rig_call (rig, "Service", "ReadJournal", g_variant_new ("(tu)", (guint64)0, 200U));
    g_autofree char *rows = g_variant_print (answer, FALSE);
    found = strstr (rows, "journal.snapshot") != NULL;
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* What was put in is still there when it starts from a snapshot. */
static void
snapshot (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *door = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  g_free (rig_sign_in (rig, "B-1", "123456"));
  g_free (rig_stow (rig, &door));
  g_assert_true (rig_wait (rig, door, "door", "open"));
  g_free (rig_sim (rig, "hand %s put %s", door, RIG_LABEL));
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
  wait_snapshot (rig);
  rig_stop (rig);
  check (rig, 0, "snapshots\t1, of which 1 are",
         (const char *const[]){"journal", "verify", rig->journal, NULL});
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
  rig_stop (rig);
}

static void
look (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  check (rig, 1, "does not run", (const char *const[]){"status", "--session", NULL});
  g_assert_true (rig_start (rig, NULL));
  check (rig, 0, "board 1\tanswers", (const char *const[]){"status", "--session", NULL});
  check (rig, 0, "A1\tS\tshut\tempty\n", (const char *const[]){"doors", "--session", NULL});
  check (rig, 3, "in use", (const char *const[]){"journal", "verify", rig->journal, NULL});
  check (rig, 0, "cubby-lockerd started", (const char *const[]){"journal", "show", "--session", NULL});
  check (rig, 1, "no file is named", (const char *const[]){"journal", "show", rig->journal, NULL});
  rig_stop (rig);
  check (rig, 0, "good\t1 rows", (const char *const[]){"journal", "verify", rig->journal, NULL});
}

static void
open_door (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  check (rig, 1, "no door of that name",
         (const char *const[]){"open", "--session", "--why", "test", "Z9", NULL});
  check (rig, 0, "waits for a supervisor",
         (const char *const[]){"open", "--session", "--why", "lost key", "A2", NULL});
  g_free (rig_sign_in (rig, "B-2", "123456"));
  g_autofree char *id = first_request (rig);
  g_assert_cmpuint (rig_count_pulses (rig), ==, 0);
  g_autofree char *reason = answer_request (rig, id);
  g_assert_cmpstr (reason, ==, "granted");
  g_assert_true (rig_wait (rig, "A2", "door", "open"));
  g_free (rig_sim (rig, "hand A2 shut"));
  g_assert_true (rig_wait (rig, "A2", "door", "shut"));
  check (rig, 0, "waits for a supervisor", (const char *const[]){"open", "--session", "A3", NULL});
  rig_stop (rig);
  check (rig, 0, "A2      somebody far away asks for it to be opened: lost key",
         (const char *const[]){"journal", "show", "--door", "A2", rig->journal, NULL});
  check (rig, 0, "A2      opened: service",
         (const char *const[]){"journal", "show", "--door", "A2", "--last", "3", rig->journal, NULL});
  check (rig, 0, "\"fields\":{\"door\":\"A2\",\"request\"",
         (const char *const[]){"journal", "show", "--json", "--since", "2020-01-01", rig->journal, NULL});
  check (rig, 0, "no such row",
         (const char *const[]){"journal", "show", "--since", "2099-01-01 10:00", rig->journal, NULL});
  check (rig, 0, "no such row", (const char *const[]){"journal", "show", "--label", "X", rig->journal, NULL});
  check (rig, 2, "is no time",
         (const char *const[]){"journal", "show", "--since", "teatime", rig->journal, NULL});
  check (rig, 2, "--last", (const char *const[]){"journal", "show", "--last", "0", rig->journal, NULL});
}

static void
self_test (gconstpointer data)
{
  static const char *const verb[] = {"self-test", "--session", NULL};
  g_autoptr (Rig) rig = rig_new ();
  check (rig, 1, "does not run", verb);
  g_assert_true (rig_start (rig, NULL));
  check (rig, 0, "good\tlock A4\t", verb);
  g_free (rig_sim (rig, "force A3"));
  g_assert_true (rig_wait (rig, "A3", "door", "forced"));
  check (rig, 1, "bad\tsensor A3\tDoor A3 stands open.", verb);
  g_assert_cmpuint (rig_count_pulses (rig), ==, 0);
  rig_stop (rig);
}

/* Whoever wires boards opens no door while the daemon runs, nor while anything lies behind one. */
static void
wire (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *door = NULL;
  const char *const probe[] = {"board", "probe", "--config", rig->config, NULL};
  const char *const learn[] = {"board", "learn",       "--config",   rig->config, "--board",
                               "1",     "--by-sensor", "--channels", "1",         "--yes-doors-will-open",
                               NULL};
  g_assert_true (rig_start (rig, NULL));
  check (rig, 1, "systemctl stop cubby-lockerd first", probe);
  check (rig, 1, "systemctl stop cubby-lockerd first", learn);
  g_assert_true (rig_expect (rig));
  g_free (rig_sign_in (rig, "B-1", "123456"));
  g_free (rig_stow (rig, &door));
  g_assert_true (rig_wait (rig, door, "door", "open"));
  g_free (rig_sim (rig, "hand %s put %s", door, RIG_LABEL));
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
  rig_stop (rig);
  guint n_pulses = rig_count_pulses (rig);
  g_autofree char *full = g_strdup_printf ("compartment %s is not known to be empty (loaded)", door);
  check (rig, 0, "waveshare-rtu-d", probe);
  check (rig, 1, full, learn);
  g_assert_true (g_file_set_contents (rig->journal, "no journal", -1, NULL));
  check (rig, 1, "nobody can say what is locked away", learn);
  g_assert_cmpuint (rig_count_pulses (rig), ==, n_pulses);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 4);
  rig_set_programs (argv[1], argv[2]);
  ctl = argv[3];
  test_steady_add ("/lockerd/ctl/status, doors and the journal", NULL, look);
  test_steady_add ("/lockerd/ctl/boards are wired in an empty bank, without the daemon", NULL, wire);
  test_steady_add ("/lockerd/ctl/a self-test names what is bad", NULL, self_test);
  test_steady_add ("/lockerd/ctl/a snapshot is written when nothing happens, and started from", NULL,
                   snapshot);
  test_steady_add ("/lockerd/ctl/a request opens a door when a supervisor confirms it", NULL, open_door);
  return g_test_run ();
}
