/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps the bank in order, with the daemon as it runs: no room and the queue, doors out of service,
 * the clock, the self-test, many notices. */
#include "app/journal/journal.h"
#include "tests/lockerd/rig.h"
#include "tests/rig/steady.h"

#include <string.h>

/* @got: (transfer full) */
static void
assert_reason (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static char *
set_service (Rig *rig, const char *door, gboolean in_service, const char *why)
{
  char *reason;
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "SetService", g_variant_new ("(ssbs)", rig->session, door, in_service, why));
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(s)", &reason);
  return reason;
}

/* Whether what staff have to do, printed, has @part in it. */
static gboolean
is_listed (Rig *rig, const char *part)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Counter", "ListParcels", g_variant_new ("(s)", rig->session));
  g_autofree char *text = g_variant_print (answer, FALSE);
  g_test_message ("%s", text);
  return strstr (text, part) != NULL;
}

static guint
stow_place (Rig *rig)
{
  guint place = 0;
  const char *reason;
  g_autoptr (GVariant) answer =
      rig_call (rig, "Counter", "BeginStow", g_variant_new ("(ss)", rig->session, RIG_LABEL));
  g_autoptr (GVariant) detail = g_variant_get_child_value (answer, 3);
  g_variant_get_child (answer, 0, "&s", &reason);
  g_assert_cmpstr (reason, ==, "no_room");
  g_variant_lookup (detail, "place", "u", &place);
  return place;
}

static void
no_room (gconstpointer data)
{
  static const char *const doors[] = {"A1", "A2", "A3", "A4"};
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *door = NULL;
  g_assert_true (rig_start (rig, NULL));
  g_assert_true (rig_expect (rig));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (set_service (rig, "A1", FALSE, "x"), "not_allowed");
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  assert_reason (set_service (rig, "Z9", FALSE, "x"), "unknown_door");
  g_assert_null (set_service (rig, "A1", FALSE, ""));
  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    assert_reason (set_service (rig, doors[i], FALSE, "being painted"), "granted");
  g_assert_cmpuint (stow_place (rig), ==, 1);
  g_assert_true (is_listed (rig, "'S', 'queued', ''"));
  assert_reason (set_service (rig, "A2", TRUE, "dry"), "granted");
  g_assert_true (is_listed (rig, "'S', 'assigned', 'A2'"));
  rig_kill (rig);
  g_assert_true (rig_start (rig, NULL));
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  g_assert_true (is_listed (rig, "'S', 'assigned', 'A2'"));
  g_assert_true (rig_wait (rig, "A1", "content", "out_of_service"));
  assert_reason (rig_stow (rig, &door), "granted");
  g_assert_cmpstr (door, ==, "A2");
  g_assert_true (rig_wait (rig, "A2", "door", "open"));
  g_free (rig_sim (rig, "hand A2 put %s", RIG_LABEL));
  g_free (rig_sim (rig, "hand A2 shut"));
  g_assert_true (rig_wait (rig, "A2", "content", "loaded"));
  assert_reason (set_service (rig, "A2", FALSE, "the hinge"), "granted");
  assert_reason (rig_present (rig, rig->pass, NULL), "out_of_service");
  g_assert_cmpuint (rig_count_pulses (rig), ==, 1);
  rig_stop (rig);
}

/* ---- many notices ---- */

static GVariant *
make_withdrawals (guint n, const char *prefix)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++) {
    GVariantDict parcel;
    g_autofree char *label = g_strdup_printf ("%s%u", prefix, i);
    g_variant_dict_init (&parcel, NULL);
    g_variant_dict_insert (&parcel, "label", "s", label);
    g_variant_dict_insert (&parcel, "version", "t", (guint64)1);
    g_variant_dict_insert (&parcel, "state", "s", "withdrawn");
    g_variant_builder_add_value (&builder, g_variant_dict_end (&parcel));
  }
  return g_variant_new ("(aa{sv})", &builder);
}

static guint
count_syncs (const char *trace)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (trace, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;
  for (char **line = lines; *line != NULL; line++)
    n += strstr (*line, "sync(") != NULL;
  return n;
}

/* Three hundred notices are one transaction; and there is an end to them. */
static void
many_notices (gconstpointer data)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *trace = g_build_filename (rig->directory, "trace", NULL);
  const char *const strace[] = {"strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", trace, NULL};
  g_assert_true (rig_start (rig, strace));
  guint before = count_syncs (trace);
  g_autoptr (GVariant) answer = rig_call (rig, "Link", "Expect", make_withdrawals (300, "A"));
  g_assert_nonnull (answer);
  guint syncs = count_syncs (trace) - before;
  g_test_message ("%u syncs", syncs);
  g_assert_cmpuint (syncs, >=, 1);
  g_assert_cmpuint (syncs, <=, 3); /* and the WAL may be copied into the file */
  g_assert_null (rig_call (rig, "Link", "Expect", make_withdrawals (800, "B"))); /* 1064 is the most */
  g_assert_true (rig_wait_alarm (rig, "parcels"));
  g_assert_null (rig_call (rig, "Link", "Expect", make_withdrawals (1, "C")));
  g_autoptr (GVariant) known = rig_call (rig, "Link", "Expect", make_withdrawals (300, "A"));
  g_assert_nonnull (known);
  rig_kill (rig);
}

/* ---- the self-test ---- */

/* Whether a report has a line of this part. */
static gboolean
has_line (GVariant *report, const char *what, gboolean good)
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (report, "lines", G_VARIANT_TYPE ("a(sbs)"));
  g_autofree char *text = g_variant_print (lines, FALSE);
  g_autofree char *line = g_strdup_printf ("('%s', %s,", what, good ? "true" : "false");
  if (strstr (text, line) == NULL)
    g_test_message ("%s is not in %s", line, text);
  return strstr (text, line) != NULL;
}

static GVariant *
run_self_test (Rig *rig)
{
  g_autoptr (GVariant) answer = rig_call (rig, "Service", "RunSelfTest", NULL);
  g_assert_nonnull (answer);
  return g_variant_get_child_value (answer, 0);
}

static gint64
get_last_at (Rig *rig, const char *expected)
{
  const char *reason;
  gint64 at_ms = -1;
  g_autoptr (GVariant) answer = rig_call (rig, "Counter", "GetSelfTest", g_variant_new ("(s)", rig->session));
  g_autoptr (GVariant) report = g_variant_get_child_value (answer, 1);
  g_variant_get_child (answer, 0, "&s", &reason);
  g_assert_cmpstr (reason, ==, expected);
  g_variant_lookup (report, "at", "x", &at_ms);
  return at_ms;
}

static void
self_test (gconstpointer data)
{
  static const char *const good[] = {
      "board 1", "modes of board 1", "lock A1", "lock A4", "sensor A1", "sensor A4", "disk",
      "clock",   "journal",          "outbox"};
  g_autoptr (Rig) rig = rig_new ();
  g_assert_true (rig_start (rig, NULL));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  get_last_at (rig, "not_allowed");
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  g_assert_cmpint (get_last_at (rig, "granted"), ==, 0);
  g_autoptr (GVariant) first = run_self_test (rig);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (has_line (first, good[i], TRUE));
  g_free (rig_sim (rig, "force A2"));
  g_assert_true (rig_wait (rig, "A2", "door", "forced"));
  g_autoptr (GVariant) second = run_self_test (rig);
  g_assert_true (has_line (second, "sensor A2", FALSE));
  g_assert_true (rig_wait_alarm (rig, "self-test"));
  gint64 at_ms = get_last_at (rig, "granted");
  g_assert_cmpint (at_ms, >, 0);
  rig_kill (rig);
  g_assert_true (rig_start (rig, NULL));
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  g_assert_cmpint (get_last_at (rig, "granted"), ==, at_ms); /* the report is kept */
  g_assert_true (rig_wait_alarm (rig, "self-test"));
  g_assert_cmpuint (rig_count_pulses (rig), ==, 0);
  rig_stop (rig);
}

/* ---- the clock, by libfaketime: the machine's, not the monotonic one ---- */

typedef struct {
  Rig *rig;
  char *file;
  char *variable;
} Clock;

static void
set_clock (Clock *clock, const char *offset)
{
  g_assert_true (g_file_set_contents (clock->file, offset, -1, NULL));
}

static Clock
clock_new (const char *offset)
{
  Clock clock = {.rig = rig_new ()};
  clock.file = g_build_filename (clock.rig->directory, "clock", NULL);
  clock.variable = g_strconcat ("FAKETIME_TIMESTAMP_FILE=", clock.file, NULL);
  set_clock (&clock, offset);
  return clock;
}

static gboolean
clock_start (Clock *clock)
{
  const char *const wrapper[] = {"env",
                                 "LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1",
                                 "FAKETIME_NO_CACHE=1",
                                 "FAKETIME_DONT_FAKE_MONOTONIC=1",
                                 "FAKETIME_DONT_RESET=1",
                                 clock->variable,
                                 NULL};
  return rig_start (clock->rig, wrapper);
}

static void
clock_free (Clock *clock)
{
  g_autoptr (GError) error = NULL;
  rig_stop (clock->rig);
  g_autoptr (CubbyJournal) journal = cubby_journal_open (clock->rig->journal, CUBBY_JOURNAL_READ, &error);
  g_assert_no_error (error);
  g_assert_true (cubby_journal_read (journal, NULL, NULL, &error)); /* it still proves */
  g_clear_pointer (&journal, cubby_journal_free);
  rig_free (clock->rig);
  g_free (clock->file);
  g_free (clock->variable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clock, clock_free)

static gboolean
is_report_kept (Rig *rig)
{
  g_autofree char *directory = g_build_filename (rig->directory, "state", "self-tests", NULL);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  return dir != NULL && g_dir_read_name (dir) != NULL;
}

/* The time in the shop is brought to two seconds before half past three. */
static void
at_night (gconstpointer data)
{
  g_auto (Clock) clock = clock_new ("+0");
  g_assert_true (clock_start (&clock));
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Ho_Chi_Minh");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  gint64 seconds =
      3 * 3600 + 30 * 60 - 2 -
      (g_date_time_get_hour (now) * 3600 + g_date_time_get_minute (now) * 60 + g_date_time_get_second (now));
  g_autofree char *offset =
      g_strdup_printf ("+%" G_GINT64_FORMAT, seconds <= 0 ? seconds + 24 * 3600 : seconds);
  g_assert_false (is_report_kept (clock.rig));
  set_clock (&clock, offset);
  for (guint i = 0; i < 300 && !is_report_kept (clock.rig); i++)
    g_usleep (50000);
  g_assert_true (is_report_kept (clock.rig));
}

static void
set_back (gconstpointer data)
{
  g_auto (Clock) clock = clock_new ("+2h");
  g_assert_true (clock_start (&clock));
  g_assert_true (rig_expect (clock.rig));
  assert_reason (rig_present (clock.rig, clock.rig->pass, NULL), "expired");
  set_clock (&clock, "-3650d");
  assert_reason (rig_present (clock.rig, clock.rig->pass, NULL), "expired");
  rig_kill (clock.rig);
  g_assert_true (clock_start (&clock));
  assert_reason (rig_present (clock.rig, clock.rig->pass, NULL), "expired");
  g_assert_true (rig_wait_alarm (clock.rig, "clock"));
}

static char *
reset_clock (Rig *rig)
{
  char *reason;
  g_autoptr (GVariant) answer = rig_call (rig, "Counter", "ResetClock", g_variant_new ("(s)", rig->session));
  g_variant_get (answer, "(s)", &reason);
  return reason;
}

static void
ran_ahead (gconstpointer data)
{
  g_auto (Clock) clock = clock_new ("+0");
  Rig *rig = clock.rig;
  g_assert_true (clock_start (&clock));
  g_assert_true (rig_expect (rig));
  assert_reason (rig_present (rig, rig->pass, NULL), "not_loaded");
  set_clock (&clock, "+3650d");
  assert_reason (rig_present (rig, rig->pass, NULL), "expired"); /* followed */
  g_assert_true (rig_wait_alarm (rig, "clock"));
  assert_reason (rig_sign_in (rig, "B-1", "123456"), "granted");
  assert_reason (reset_clock (rig), "not_allowed");
  assert_reason (rig_sign_in (rig, "B-2", "123456"), "granted");
  assert_reason (reset_clock (rig), "not_behind");
  set_clock (&clock, "+0");
  assert_reason (rig_present (rig, rig->pass, NULL), "expired"); /* time goes on from the mark */
  assert_reason (reset_clock (rig), "granted");
  assert_reason (rig_present (rig, rig->pass, NULL), "not_loaded");
  rig_kill (rig);
  g_assert_true (clock_start (&clock));
  assert_reason (rig_present (rig, rig->pass, NULL), "not_loaded");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  rig_set_programs (argv[1], argv[2]);
  test_steady_add ("/lockerd/upkeep/without room a parcel waits, also over a crash", NULL, no_room);
  test_steady_add ("/lockerd/upkeep/many notices are one transaction, and they have an end", NULL,
                   many_notices);
  test_steady_add ("/lockerd/upkeep/a self-test moves nothing and its report is kept", NULL, self_test);
  test_steady_add ("/lockerd/upkeep/the self-test runs at night", NULL, at_night);
  test_steady_add ("/lockerd/upkeep/an expired pass stays expired when the clock is set back ten years", NULL,
                   set_back);
  test_steady_add ("/lockerd/upkeep/a clock that ran ten years ahead is reset by a supervisor", NULL,
                   ran_ahead);
  return g_test_run ();
}
