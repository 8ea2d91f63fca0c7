/* SPDX-License-Identifier: Apache-2.0 */
/* bench-bus [BAUD]
 *
 * The bus of the locks against its wire: how long a look at every board takes, and how soon after a pulse the
 * door is known to be open, on a line where every character takes its time. The limit is what the wire needs
 * for the same requests and answers and not a microsecond more: request, 3.5 characters of silence, the
 * board's turnaround, answer, 3.5 characters. */
#include "hardware/locks/lock-bank.h"
#include "tests/bench/paced-boards.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#define BENCH "bus"
#define WARM_UP_MS 200
#define RUN_MS 1200
#define CYCLES_LEAST 3
#define PULSES 20
#define PULSE_MS 100
#define REST_MS 150
#define WAIT_MS 10000
#define LATCH_MS 83 /* in step with no poll */

static const guint bauds[] = {9600, 19200, 115200};
static const guint boards[] = {1, 2, 4, 8, 16, 32};
static const guint turnarounds_ms[] = {0, 10};

static const char head[] =
    "[store]\nid=1\nname=Bench\n[kiosk]\nid=bench\n[link]\ncentral-url=https://central.example\n"
    "token-file=/nonexistent\nreplica-directory=/nonexistent\n"
    "[locker]\nstate-directory=/nonexistent\nstaff-file=/nonexistent\npass-keys-file=/nonexistent\n"
    "pulse-ms=100\n";

typedef struct {
  PacedBoards *far_end;
  CubbySettings *settings;
  CubbyLockBank *bank;
  guint n_boards;
  guint n_answer;
  gint64 open_us;  /* when the door was known to be open */
  gint64 pulse_us; /* the first byte of the pulse */
  guint looked_ms;
} Line;

static CubbySettings *
make_settings (const char *device, guint baud, guint n_boards)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (head);
  g_string_append_printf (text, "[bus main]\ntransport=rtu\ndevice=%s\nbaud=%u\npoll-ms=20\n", device, baud);
  for (guint i = 1; i <= n_boards; i++)
    g_string_append_printf (text, "[board %u]\nbus=main\nprofile=waveshare-rtu-d\nunit=%u\npower-group=%u\n",
                            i, i, i);
  for (guint i = 1; i <= n_boards; i++)
    g_string_append_printf (text, "[column C%u]\ndoors=D%u S %u/1\n", i, i, i);
  CubbySettings *settings = cubby_settings_load_from_data ("bench", text->str, &error);
  bench_check (error, "the configuration");
  /* Faster than anybody may configure: as often as the wire allows. */
  ((CubbyBusSettings *)g_ptr_array_index (settings->buses, 0))->poll_ms = 1;
  return settings;
}

static void
on_board_state (CubbyLockBank *bank, guint board, gboolean answers, const char *why, gpointer data)
{
  Line *line = data;
  if (!answers)
    bench_fail ("bus: board %u does not answer: %s", board + 1, why);
  line->n_answer++;
}

static void
on_door_sensed (CubbyLockBank *bank, guint door, int reading, gint64 at_us, gpointer data)
{
  Line *line = data;
  if (reading == CUBBY_DOOR_READING_OPEN)
    line->open_us = g_get_monotonic_time ();
}

static Line *
line_new (guint baud, guint n_boards, guint turnaround_ms)
{
  g_autoptr (GError) error = NULL;
  Line *self = g_new0 (Line, 1);
  self->n_boards = n_boards;
  self->far_end = paced_boards_new (baud, n_boards, turnaround_ms * 1000);
  self->settings = make_settings (paced_boards_get_device (self->far_end), baud, n_boards);
  self->bank = cubby_lock_bank_new (self->settings, &error);
  bench_check (error, "the lock bank");
  g_signal_connect (self->bank, "board-state", G_CALLBACK (on_board_state), self);
  g_signal_connect (self->bank, "door-sensed", G_CALLBACK (on_door_sensed), self);
  cubby_lock_bank_start (self->bank);
  for (gint64 end_us = g_get_monotonic_time () + WAIT_MS * 1000; self->n_answer < n_boards;) {
    if (g_get_monotonic_time () > end_us)
      bench_fail ("bus: %u of %u boards answered", self->n_answer, n_boards);
    g_main_context_iteration (NULL, TRUE);
  }
  return self;
}

static void
line_free (Line *self)
{
  cubby_lock_bank_stop (self->bank);
  g_object_unref (self->bank);
  cubby_settings_free (self->settings);
  if (paced_boards_count_collisions (self->far_end) > 0)
    bench_fail ("bus: %u requests came before the line had been silent for 3.5 characters",
                paced_boards_count_collisions (self->far_end));
  paced_boards_free (self->far_end);
  g_free (self);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_timeout_add (ms, quit_cb, loop);
  g_main_loop_run (loop);
}

static void
measure_cycles (guint baud, guint n_boards, guint turnaround_ms)
{
  double total_ms = 0;
  Line *line = line_new (baud, n_boards, turnaround_ms);
  double limit_ms = n_boards * paced_boards_get_look_ms (line->far_end);
  run_for (WARM_UP_MS);
  paced_boards_take_cycles (line->far_end, &total_ms);
  run_for ((guint)MAX (RUN_MS, (CYCLES_LEAST + 1) * limit_ms));
  guint n_cycles = paced_boards_take_cycles (line->far_end, &total_ms);
  if (n_cycles < CYCLES_LEAST)
    bench_fail ("bus: only %u looks at %u boards at %u baud", n_cycles, n_boards, baud);
  g_autofree char *name =
      g_strdup_printf ("a look at %u boards, %u baud, turnaround %u ms", n_boards, baud, turnaround_ms);
  bench_report_against (BENCH, name, total_ms / n_cycles, "ms", limit_ms, "the wire's arithmetic");
  line_free (line);
}

static void
on_pulsed (GObject *source, GAsyncResult *result, gpointer data)
{
  Line *line = data;
  g_autoptr (GError) error = NULL;
  if (cubby_lock_bank_pulse_finish (CUBBY_LOCK_BANK (source), result, &line->pulse_us, &error) !=
      CUBBY_PULSE_ACKNOWLEDGED)
    bench_fail ("bus: a pulse: %s", error->message);
}

static void
open_once (Line *line, guint door)
{
  line->open_us = line->pulse_us = 0;
  gint64 now_us = g_get_monotonic_time ();
  cubby_lock_bank_pulse_async (line->bank, door, PULSE_MS, now_us + G_USEC_PER_SEC, NULL, on_pulsed, line);
  while (line->open_us == 0 || line->pulse_us == 0) {
    if (g_get_monotonic_time () > now_us + WAIT_MS * 1000)
      bench_fail ("bus: a door that opened was not seen");
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
report_percentiles (BenchSamples *samples, const char *what, double limit_ms, const char *against)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name = g_strdup_printf ("%s p%.0f", what, percents[i]);
    bench_report_against (BENCH, name, bench_samples_get_percentile (samples, percents[i]), "ms", limit_ms,
                          against);
  }
}

/* A door that opens with its pulse: from the first byte of the request; and one that takes its time: from the
 * moment it is open. */
static void
measure_openings (guint baud, guint n_boards, guint turnaround_ms)
{
  g_autoptr (BenchSamples) at_once = bench_samples_new ();
  g_autoptr (BenchSamples) later = bench_samples_new ();
  Line *line = line_new (baud, n_boards, turnaround_ms);
  for (guint i = 0; i < 2 * PULSES; i++) {
    gint64 asked_us, opened_us;
    gboolean late = i >= PULSES;
    paced_boards_set_latch_us (line->far_end, late ? LATCH_MS * 1000 + i * 1000 : 0);
    run_for (REST_MS + i % 7 * 3); /* the power group is free again; in step with no poll */
    open_once (line, i % n_boards);
    paced_boards_take_opening (line->far_end, &asked_us, &opened_us);
    gint64 from_us = late ? opened_us : line->pulse_us;
    bench_samples_add (late ? later : at_once, (double)(line->open_us - from_us) / 1e3);
  }
  double look_ms = paced_boards_get_look_ms (line->far_end);
  double open_ms = paced_boards_get_open_ms (line->far_end);
  g_autofree char *place =
      g_strdup_printf ("%u boards, %u baud, turnaround %u ms", n_boards, baud, turnaround_ms);
  g_autofree char *first = g_strdup_printf ("pulse to open seen, %s", place);
  g_autofree char *second = g_strdup_printf ("open to open seen, %s", place);
  report_percentiles (at_once, first, open_ms + 2 * look_ms,
                      "the wire: the pulse, the first look, one to confirm");
  report_percentiles (later, second, 2 * look_ms, "the wire: a look that begins with it, one to confirm");
  line_free (line);
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  guint64 only = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (bauds); i++)
    for (guint t = 0; t < G_N_ELEMENTS (turnarounds_ms) && (only == 0 || only == bauds[i]); t++) {
      bench_progress ("bus: %u baud, boards that take %u ms", bauds[i], turnarounds_ms[t]);
      for (guint n = 0; n < G_N_ELEMENTS (boards); n++)
        measure_cycles (bauds[i], boards[n], turnarounds_ms[t]);
      measure_openings (bauds[i], 8, turnarounds_ms[t]);
    }
  return 0;
}
