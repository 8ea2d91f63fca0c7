/* SPDX-License-Identifier: Apache-2.0 */
/* From the pass to the lock: a real cubby-lockerd with 32 boards that it looks at without pause, over TCP
 * (cubby-sim) and over serial lines where every character takes its time (the bench's own boards). Parcels
 * are stowed and collected as people do; what is timed is from the call of PresentPass to the first byte of
 * the open request on the bus. On a slow line that byte waits for the end of the look under way. */
#include "app/common/hash.h"
#include "protocols/dbus/names.h"
#include "protocols/pass/pass.h"
#include "tests/bench/open-bus.h"
#include "tests/bench/paced-boards.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/lockerd/rig.h"

#define BENCH "open"
#define BOARDS 32
#define COLUMN 8
#define PARCELS_MAX 28 /* a round; the doors less some */
#define TURNAROUND_US 10000
#define WAIT_US (20 * G_USEC_PER_SEC)
#define CAPS_US (90 * G_USEC_PER_SEC)
#define RETRY_US 200000
#define TICK_US 500
#define SHUT_US 50000
#define REACH_IN_US 2150000 /* a shorter look counts as nothing taken */

/* @baud: 0 is TCP */
typedef struct {
  const char *name;
  guint baud;
  guint rounds;
  guint parcels;
} Place;

static const Place places[] = {
    {"TCP", 0, 4, PARCELS_MAX},
    {"115200 baud", 115200, 1, PARCELS_MAX},
    {"9600 baud", 9600, 1, 16},
};

typedef struct {
  const Place *place;
  PacedBoards *far_end; /* NULL: cubby-sim */
  char *boards;
  Rig *rig;
  CubbyPassSigningKey *key;
  GHashTable *pulses; /* grant -> gint64 µs of its first byte on the bus */
  BenchSamples *pulse_ms;
  BenchSamples *answer_ms;
} Fixture;

static void
on_grant (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
          const char *signal, GVariant *parameters, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *grant = NULL;
  g_autoptr (GVariant) detail = NULL;
  gint64 pulse_us;
  g_variant_get (parameters, "(ssss@a{sv})", &grant, NULL, NULL, NULL, &detail);
  if (g_variant_lookup (detail, "pulse_us", "x", &pulse_us) &&
      !g_hash_table_contains (fixture->pulses, grant))
    g_hash_table_insert (fixture->pulses, g_steal_pointer (&grant), g_memdup2 (&pulse_us, sizeof pulse_us));
}

/* A key of the bench's own, with which it makes a pass for every parcel. */
static void
replace_keys (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture->key = cubby_pass_signing_key_generate ();
  g_autofree char *kid = cubby_hex_encode (cubby_pass_signing_key_get_kid (fixture->key), CUBBY_KID_SIZE);
  g_autofree char *public =
      cubby_hex_encode (cubby_pass_signing_key_get_public_key (fixture->key), CUBBY_PUBLIC_KEY_SIZE);
  g_autofree char *text = g_strdup_printf ("[pass-keys]\n%s=%s\n[codes]\nkey=%064d\n", kid, public, 0);
  g_autofree char *path = g_build_filename (fixture->rig->directory, "pass-keys.conf", NULL);
  g_file_set_contents (path, text, -1, &error);
  bench_check (error, path);
}

/* A door a board: 32 of them in four columns. */
static char *
make_boards (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 1; i <= BOARDS; i++)
    g_string_append_printf (text, "[board %u]\nbus=main\nprofile=waveshare-rtu-d\nunit=%u\npower-group=%u\n",
                            i, i, i);
  for (guint i = 0; i < BOARDS; i++) {
    char column = (char)('A' + i / COLUMN);
    if (i % COLUMN == 0)
      g_string_append_printf (text, "\n[column %c]\ndoors=", column);
    g_string_append_printf (text, "%c%u S %u/1; ", column, i % COLUMN + 1, i + 1);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static Rig *
make_rig (Fixture *fixture)
{
  fixture->boards = make_boards ();
  if (fixture->place->baud == 0)
    return rig_new_with_boards (fixture->boards);
  fixture->far_end = paced_boards_new (fixture->place->baud, BOARDS, TURNAROUND_US);
  g_autofree char *bus = g_strdup_printf ("transport=rtu\ndevice=%s\nbaud=%u",
                                          paced_boards_get_device (fixture->far_end), fixture->place->baud);
  return rig_new_on_bus (bus, fixture->boards);
}

static void
set_up (Fixture *fixture)
{
  fixture->rig = make_rig (fixture);
  fixture->pulses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fixture->pulse_ms = bench_samples_new ();
  fixture->answer_ms = bench_samples_new ();
  replace_keys (fixture);
  g_dbus_connection_signal_subscribe (fixture->rig->bus, CUBBY_LOCKER_BUS_NAME, CUBBY_LOCKER_BUS_NAME ".Bank",
                                      "GrantChanged", CUBBY_LOCKER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                      on_grant, fixture, NULL);
  if (!rig_start (fixture->rig, NULL))
    bench_fail ("open: cubby-lockerd does not come up");
}

static void
tear_down (Fixture *fixture)
{
  cubby_pass_signing_key_free (fixture->key);
  g_hash_table_unref (fixture->pulses);
  bench_samples_free (fixture->pulse_ms);
  bench_samples_free (fixture->answer_ms);
  rig_free (fixture->rig);
  paced_boards_free (fixture->far_end);
  g_free (fixture->boards);
}

static void
use_hand (Fixture *fixture, const char *door, const char *what)
{
  gint64 asked_us, opened_us;
  if (fixture->far_end == NULL)
    g_free (rig_sim (fixture->rig, "hand %s %s", door, what));
  else if (g_str_equal (what, "shut"))
    paced_boards_take_opening (fixture->far_end, &asked_us, &opened_us);
}

static char *
make_label (guint number)
{
  return g_strdup_printf ("0089300000%08u", number);
}

static void
make_cti (guint number, guint8 *cti)
{
  for (guint i = 0; i < CUBBY_CTI_SIZE; i++)
    cti[i] = (guint8)(number >> (i % 4 * 8));
}

static void
expect (Fixture *fixture, guint number)
{
  guint8 cti[CUBBY_CTI_SIZE];
  make_cti (number, cti);
  g_autofree char *label = make_label (number);
  g_autofree char *hex = cubby_hex_encode (cti, sizeof cti);
  const char *const ctis[] = {hex, NULL};
  CubbyNotice notice = {.label = label,
                        .version = number,
                        .fulfilment = label,
                        .size = CUBBY_SIZE_S,
                        .ctis = ctis,
                        .code_hash = ""};
  if (!rig_expect_notice (fixture->rig, fixture->key, &notice))
    bench_fail ("open: a parcel was not accepted");
}

static void
require (gboolean good, const char *door, const char *what)
{
  if (!good)
    bench_fail ("open: door %s: %s", door, what);
}

/* The caps of a bank make people wait; how long is not what is measured. @call is repeated meanwhile. */
static void
call_until_granted (Fixture *fixture, const char *method, GVariant *arguments, char **ret_grant,
                    char **ret_door, double *ret_begun_ms)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (arguments);
  for (gint64 end_us = g_get_monotonic_time () + CAPS_US;; g_usleep (RETRY_US)) {
    g_autofree char *reason = NULL;
    *ret_begun_ms = bench_wall_ms ();
    g_autoptr (GVariant) answer = rig_call (fixture->rig, "Counter", method, kept);
    if (answer == NULL)
      bench_fail ("open: %s failed", method);
    g_variant_get (answer, "(sss@a{sv})", &reason, ret_grant, ret_door, NULL);
    if (g_str_equal (reason, "granted"))
      return;
    if (g_get_monotonic_time () > end_us || !(g_str_equal (reason, "wait") || g_str_equal (reason, "busy")))
      bench_fail ("open: %s answered %s", method, reason);
    g_clear_pointer (ret_grant, g_free);
    g_clear_pointer (ret_door, g_free);
  }
}

static void
sign_in (Fixture *fixture)
{
  g_autofree char *reason = rig_sign_in (fixture->rig, "B-1", "123456");
  if (g_strcmp0 (reason, "granted") != 0)
    bench_fail ("open: the staff's badge is refused: %s", reason);
}

static void
stow (Fixture *fixture, guint number)
{
  Rig *rig = fixture->rig;
  g_autofree char *label = make_label (number);
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  double begun;
  call_until_granted (fixture, "BeginStow", g_variant_new ("(ss)", rig->session, label), &grant, &door,
                      &begun);
  require (rig_wait (rig, door, "door", "open"), door, "did not open for staff");
  g_autofree char *put = g_strconcat ("put ", label, NULL);
  use_hand (fixture, door, put);
  g_usleep (SHUT_US);
  use_hand (fixture, door, "shut");
  require (rig_wait (rig, door, "content", "loaded"), door, "is not loaded");
}

static gint64
wait_for_pulse (Fixture *fixture, const char *grant)
{
  for (gint64 end_us = g_get_monotonic_time () + WAIT_US; g_get_monotonic_time () < end_us;
       g_usleep (TICK_US)) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    const gint64 *pulse_us = g_hash_table_lookup (fixture->pulses, grant);
    if (pulse_us != NULL)
      return *pulse_us;
  }
  bench_fail ("open: the grant %s was never pulsed", grant);
}

static void
collect (Fixture *fixture, guint number)
{
  Rig *rig = fixture->rig;
  guint8 cti[CUBBY_CTI_SIZE];
  g_autoptr (GError) error = NULL;
  g_autofree char *grant = NULL;
  g_autofree char *door = NULL;
  double begun;
  make_cti (number, cti);
  g_autofree char *pass =
      cubby_pass_mint (fixture->key, "4711", g_get_real_time () / G_USEC_PER_SEC + 3600, cti, &error);
  bench_check (error, "a pass");
  call_until_granted (fixture, "PresentPass", g_variant_new ("(s)", pass), &grant, &door, &begun);
  bench_samples_add (fixture->answer_ms, bench_wall_ms () - begun);
  bench_samples_add (fixture->pulse_ms, (double)wait_for_pulse (fixture, grant) / 1e3 - begun);
  require (rig_wait (rig, door, "door", "open"), door, "did not open for the pass");
  use_hand (fixture, door, "take");
  g_usleep (REACH_IN_US);
  use_hand (fixture, door, "shut");
  require (rig_wait (rig, door, "content", "empty"), door, "is not empty");
}

static void
play_round (Fixture *fixture, guint round)
{
  const Place *place = fixture->place;
  bench_progress ("open: %s, round %u of %u: %u parcels stowed and collected", place->name, round + 1,
                  place->rounds, place->parcels);
  sign_in (fixture);
  for (guint i = 1; i <= place->parcels; i++) {
    expect (fixture, round * place->parcels + i);
    stow (fixture, round * place->parcels + i);
  }
  for (guint i = 1; i <= place->parcels; i++)
    collect (fixture, round * place->parcels + i);
}

/* What a byte on the wire cannot be before: one fdatasync and, at the worst, the look under way. */
static double
get_limit_ms (const Fixture *fixture, BenchSamples *fsyncs, double percent)
{
  double fsync_ms = bench_samples_get_percentile (fsyncs, percent);
  double look_ms = fixture->far_end != NULL ? paced_boards_get_look_ms (fixture->far_end) : 0;
  return fsync_ms + look_ms * percent / 100;
}

static void
report (Fixture *fixture, BenchSamples *fsyncs)
{
  static const double percents[] = {50, 99};
  const char *place = fixture->place->name;
  gboolean serial = fixture->far_end != NULL;
  g_autofree char *openings = g_strdup_printf ("%s: openings, %u boards polled", place, BOARDS);
  bench_report (BENCH, openings, bench_samples_get_count (fixture->pulse_ms), "pickups");
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    double fsync_ms = bench_samples_get_percentile (fsyncs, percents[i]);
    g_autofree char *fsync = g_strdup_printf ("%s: one fdatasync of 4 KiB p%.0f", place, percents[i]);
    g_autofree char *pulse =
        g_strdup_printf ("%s: PresentPass to the first byte on the bus p%.0f", place, percents[i]);
    g_autofree char *answer = g_strdup_printf ("%s: PresentPass to its answer p%.0f", place, percents[i]);
    bench_report (BENCH, fsync, fsync_ms, "ms");
    bench_report_against (BENCH, pulse, bench_samples_get_percentile (fixture->pulse_ms, percents[i]), "ms",
                          get_limit_ms (fixture, fsyncs, percents[i]),
                          serial ? "one fdatasync, and that share of the look under way"
                                 : "one fdatasync in the same directory");
    bench_report_against (BENCH, answer, bench_samples_get_percentile (fixture->answer_ms, percents[i]), "ms",
                          fsync_ms, "one fdatasync in the same directory");
  }
}

/* The disk is shared: its time is taken before every round and after the last. */
static BenchSamples *
play (Fixture *fixture)
{
  BenchSamples *fsyncs = bench_sample_fsyncs (fixture->rig->directory);
  for (guint round = 0; round < fixture->place->rounds; round++) {
    play_round (fixture, round);
    g_autoptr (BenchSamples) more = bench_sample_fsyncs (fixture->rig->directory);
    bench_samples_join (fsyncs, more);
  }
  return fsyncs;
}

static void
run_place (const Place *place)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = {.place = place};
  set_up (&fixture);
  g_autoptr (CubbySettings) settings = cubby_settings_load (fixture.rig->config, &error);
  bench_check (error, "the configuration");
  g_autoptr (BenchSamples) fsyncs = play (&fixture);
  report (&fixture, fsyncs);
  rig_stop (fixture.rig);
  if (fixture.far_end == NULL)
    bench_compare_buses (settings);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  if (argc != 3 && argc != 4)
    bench_fail ("usage: bench-open CUBBY-LOCKERD CUBBY-SIM [PLACE]");
  rig_set_programs (argv[1], argv[2]);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (argc == 3 || g_str_has_prefix (places[i].name, argv[3]))
      run_place (&places[i]);
  return 0;
}
