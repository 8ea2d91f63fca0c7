/* SPDX-License-Identifier: Apache-2.0 */
/* The daemon as it runs: on a bus, with a simulated bank, killed and started again. */
#include "app/journal/journal.h"
#include "protocols/sql/sqlite-file.h"
#include "tests/lockerd/rig.h"
#include "tests/rig/steady.h"

#include <glib/gstdio.h>
#include <string.h>

/* @got: (transfer full) */
static void
assert_reason (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static char *
load (Rig *rig)
{
  char *door = NULL;
  g_assert_true (rig_expect (rig));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (rig_stow (rig, &door), "granted");
  g_assert_true (rig_wait_open (rig, door));
  g_assert_true (rig_wait (rig, door, "door", "open"));
  g_free (rig_sim (rig, "hand %s put %s", door, RIG_LABEL));
  g_free (rig_sim (rig, "hand %s shut", door));
  g_assert_true (rig_wait (rig, door, "content", "loaded"));
  return door;
}

static gboolean
has_event (Rig *rig, const char *type)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Link", "ReadEvents", g_variant_new ("(tu)", (guint64)0, 100));
  g_autofree char *text = g_variant_print (answer, FALSE);
  return strstr (text, type) != NULL;
}

static void
whole_story (gconstpointer data)
{
  g_autoptr (Rig) rig = data != NULL ? rig_new_rtu () : rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_autofree char *stowed = load (rig);
  g_autofree char *opened = NULL;
  g_assert_true (has_event (rig, "parcel.loaded"));
  assert_reason (rig_present (rig, rig->pass, &opened), "granted");
  g_assert_cmpstr (opened, ==, stowed);
  g_assert_true (rig_wait_open (rig, opened));
  g_free (rig_sim (rig, "hand %s take", opened));
  g_usleep (2200000); /* less is not enough to reach in */
  g_free (rig_sim (rig, "hand %s shut", opened));
  g_assert_true (rig_wait (rig, opened, "content", "empty"));
  g_assert_true (has_event (rig, "parcel.picked_up"));
  assert_reason (rig_present (rig, rig->pass, NULL), "already_used");
  g_assert_cmpuint (rig_count_pulses (rig), ==, 2);
  rig_stop (rig);
}

/* A board that can only open: nobody knows what became of it, so staff have to look, and nothing is tried
 * again. */
static void
no_sensors (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new_with_boards ("[board 1]\nbus=main\nprofile=xunming-16\n"
                                             "[column A]\ndoors=A1 S 1/1; A2 S 1/2; A3 M 1/3; A4 L 1/16\n");
  g_assert_true (rig_start_distrusted (rig)); /* no door will be shut */
  g_assert_true (rig_expect (rig));
  g_autofree char *door = NULL;
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  g_autofree char *reason = rig_stow (rig, &door);
  /* The board may not have been heard of yet. */
  for (guint i = 0; i < 50 && !g_str_equal (reason, "granted"); i++) {
    g_usleep (100000);
    g_free (reason);
    g_clear_pointer (&door, g_free);
    reason = rig_stow (rig, &door);
  }
  g_assert_cmpstr (reason, ==, "granted");
  g_assert_true (rig_wait_open (rig, door));
  g_assert_true (rig_wait (rig, door, "content", "review"));
  g_assert_true (has_event (rig, "parcel.review"));
  g_assert_true (has_event (rig, "staff.called"));
  g_assert_cmpuint (rig_count_pulses (rig), ==, 1);
  rig_stop (rig);
}

static void
refusals (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  g_autofree char *forged = g_strdup (rig->pass);
  gsize last = strlen (forged) - 1;
  forged[last - 6] = forged[last - 6] == 'A' ? 'B' : 'A';
  g_autofree char *reason = rig_present (rig, forged, NULL);
  g_assert_true (g_str_equal (reason, "forged") || g_str_equal (reason, "not_a_pass"));
  assert_reason (rig_present (rig, "hello", NULL), "not_a_pass");
  assert_reason (rig_present (rig, rig->pass, NULL), "not_loaded");
  assert_reason (rig_sign_in (rig, "B-1", "654321"), "wrong_badge_or_pin");
  assert_reason (rig_sign_in (rig, "B-9", "123456"), "wrong_badge_or_pin");
  g_free (rig->session);
  rig->session = g_strdup ("nobody");
  assert_reason (rig_stow (rig, NULL), "not_signed_in");
  g_assert_null (rig_call (rig, "Counter", "CallStaff", g_variant_new ("(s)", "frob")));
  g_assert_null (rig_call (rig, "Service", "RequestOpen", g_variant_new ("(ss)", "Z9", "x")));
  g_assert_cmpuint (rig_count_pulses (rig), ==, 0);
  rig_stop (rig);
}

/* The link carries what the centre says of parcels; it cannot say anything itself. */
static void
unsealed (gconstpointer data)
{
  const char *const ctis[] = {"01000000000000000000000000000000", NULL};
  CubbyNotice notice = {.label = RIG_LABEL, .version = 1, .fulfilment = "f-1", .ctis = ctis, .code_hash = ""};
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (CubbyPassSigningKey) stranger = cubby_pass_signing_key_generate ();
  g_assert_true (rig_start (rig, NULL));
  g_assert_false (rig_expect_notice (rig, stranger, &notice));
  assert_reason (rig_present (rig, rig->pass, NULL), "not_here");
  g_assert_true (rig_expect_notice (rig, rig->key, &notice));
  assert_reason (rig_present (rig, rig->pass, NULL), "not_loaded");
  g_assert_true (rig_expect_notice (rig, stranger, &notice)); /* it says nothing new */
  notice.version = 2;
  g_assert_false (rig_expect_notice (rig, stranger, &notice));
  rig_stop (rig);
}

static void
typed_code (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_free (load (rig));
  g_usleep (700000);
  g_autoptr (GVariant) wrong = rig_call (rig, "Counter", "PresentCode", g_variant_new ("(s)", "00000-00000"));
  g_autoptr (GVariant) right = rig_call (rig, "Counter", "PresentCode", g_variant_new ("(s)", "abcdefghjk"));
  const char *reason;
  g_variant_get_child (wrong, 0, "&s", &reason);
  g_assert_cmpstr (reason, ==, "wrong_code");
  g_variant_get_child (right, 0, "&s", &reason);
  g_assert_cmpstr (reason, ==, "granted");
  rig_stop (rig);
}

static void
session_of_another (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  GDBusConnection *own = rig->bus;
  rig->bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (rig->dbus),
                                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                     NULL, NULL, &error);
  g_assert_no_error (error);
  assert_reason (rig_stow (rig, NULL), "not_signed_in");
  g_dbus_connection_close_sync (own, NULL, NULL);
  g_object_unref (own);
  rig_stop (rig);
}

static void
forced (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_free (rig_sim (rig, "force A2"));
  g_assert_true (rig_wait (rig, "A2", "door", "forced"));
  g_assert_true (has_event (rig, "door.forced"));
  rig_stop (rig);
}

static void
silent_board (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_autofree char *door = load (rig);
  g_free (rig_sim (rig, "board 1 dead"));
  g_assert_true (rig_wait_alarm (rig, "board"));
  g_usleep (700000);
  assert_reason (rig_present (rig, rig->pass, NULL), "out_of_service");
  g_assert_cmpuint (rig_count_pulses (rig), ==, 1);
  rig_stop (rig);
}

static void
stuck (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *first = NULL, *second = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  g_free (rig_sim (rig, "jam A1 on"));
  g_free (rig_sim (rig, "jam A2 on"));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (rig_stow (rig, &first), "granted");
  g_assert_true (rig_wait (rig, first, "content", "out_of_service"));
  assert_reason (rig_stow (rig, &second), "granted");
  g_assert_cmpstr (first, !=, second);
  rig_stop (rig);
}

static void
second_instance (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyJournal) journal = cubby_journal_open (rig->journal, CUBBY_JOURNAL_WRITE, &error);
  g_assert_null (journal);
  g_assert_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE);
  g_autofree char *problem = rig_run_second (rig);
  g_assert_nonnull (strstr (problem, "the journal is in use"));
  rig_stop (rig);
}

static void
damaged_journal (gconstpointer nothing)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_free (load (rig));
  rig_stop (rig);
  g_autofree char *data = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (rig->journal, &data, &size, NULL));
  char *found = memmem (data, size, "label=0089", 10);
  g_assert_nonnull (found);
  found[9] = '8';
  g_assert_true (g_file_set_contents (rig->journal, data, (gssize)size, &error));
  guint pulses = rig_count_pulses (rig);
  g_assert_true (rig_start_distrusted (rig));
  g_assert_null (rig_present (rig, rig->pass, NULL));
  g_assert_cmpuint (rig_count_pulses (rig), ==, pulses);
  rig_stop (rig);
  g_autofree char *after = NULL;
  gsize after_size;
  g_assert_true (g_file_get_contents (rig->journal, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, data, size); /* left as it was */
}

static const struct {
  const char *name;
  const char *from, *to; /* in cubby.conf */
  const char *journal;   /* SQL on the journal, or NULL */
  const char *says;
} broken_rows[] = {
    {"a key that nobody knows", "pulse-ms=100", "pulse-mss=100", NULL, "pulse-mss"},
    {"a value out of range", "pulse-ms=100", "pulse-ms=99999", NULL, "pulse-ms"},
    {"a board nobody makes", "profile=waveshare-rtu-d", "profile=toaster", NULL, "toaster"},
    {"no door", "doors=A1 S 1/1; A2 S 1/2; A3 M 1/3; A4 L 1/4", "kiosk=true", NULL, "no door"},
    {"a journal of another version", "", "", "PRAGMA user_version = 7", "version 7"},
    {"a database of another program", "", "", "PRAGMA application_id = 7", "another program"},
};

/* The program ends with 1 and one line that names what is wrong. */
static void
broken (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (rig_start (rig, NULL));
  rig_stop (rig);
  g_assert_true (g_file_get_contents (rig->config, &text, NULL, NULL));
  g_autoptr (GString) changed = g_string_new (text);
  if (broken_rows[i].from[0] != '\0')
    g_assert_cmpuint (g_string_replace (changed, broken_rows[i].from, broken_rows[i].to, 1), ==, 1);
  g_assert_true (g_file_set_contents (rig->config, changed->str, -1, NULL));
  if (broken_rows[i].journal != NULL) {
    CubbySqliteFile *file = cubby_sqlite_file_open (rig->journal, CUBBY_SQLITE_READ_WRITE, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (cubby_sqlite_file_execute (file, broken_rows[i].journal, &error));
    cubby_sqlite_file_free (file);
  }
  g_autofree char *said = rig_run_second (rig);
  g_assert_nonnull (strstr (said, broken_rows[i].says));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  test_steady_add ("/lockerd/story/a parcel is stowed, collected, and its pass is used once", NULL,
                   whole_story);
  test_steady_add ("/lockerd/story/the same over RTU", "rtu", whole_story);
  test_steady_add ("/lockerd/story/a silent board is an alarm and keeps its parcels", NULL, silent_board);
  test_steady_add ("/lockerd/story/without a sensor nobody knows what became of an opening", NULL,
                   no_sensors);
  test_steady_add ("/lockerd/story/what is refused moves no door", NULL, refusals);
  test_steady_add ("/lockerd/story/a notice that the centre did not seal is not taken", NULL, unsealed);
  test_steady_add ("/lockerd/story/a typed code opens, a wrong one does not", NULL, typed_code);
  test_steady_add ("/lockerd/story/a session is worth nothing to another connection", NULL,
                   session_of_another);
  test_steady_add ("/lockerd/story/a door opened with a crowbar is an alarm", NULL, forced);
  test_steady_add ("/lockerd/story/a stuck door is put out of service and another one chosen", NULL, stuck);
  test_steady_add ("/lockerd/story/nobody else opens the journal", NULL, second_instance);
  test_steady_add ("/lockerd/story/a damaged journal opens no door and stays as it is", NULL,
                   damaged_journal);
  for (guint i = 0; i < G_N_ELEMENTS (broken_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/lockerd/story/it ends and says why: %s", broken_rows[i].name);
    test_steady_add (path, GUINT_TO_POINTER (i), broken);
  }
  return g_test_run ();
}
