/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-bank.h"
#include "protocols/modbus/pdu.h"
#include "tests/hardware/sim/sim-fixture.h"
#include "tests/rig/steady.h"

/* A lock bank in front of a simulated one. */
typedef struct {
  SimFixture *sim;
  CubbyLockBank *locks;
  GString *heard; /* " A1=shut", " board1=yes" */
  gboolean answered;
  CubbyPulseResult result;
  gint64 at_us;
  GError *error;
} Stage;

static void
sensed_cb (CubbyLockBank *locks, guint door, int reading, gint64 at_us, gpointer data)
{
  Stage *stage = data;
  g_assert_cmpint (at_us, >, 0);
  g_assert_cmpint (at_us, <=, g_get_monotonic_time ());
  g_assert_cmpint (cubby_lock_bank_get_reading (locks, door), ==, reading);
  g_string_append_printf (stage->heard, " %s=%s",
                          cubby_bank_get_compartment (stage->sim->settings->bank, door)->name,
                          cubby_door_reading_to_string (reading));
}

static void
state_cb (CubbyLockBank *locks, guint board, gboolean answers, const char *why, gpointer data)
{
  Stage *stage = data;
  g_assert_nonnull (why);
  g_string_append_printf (stage->heard, " board%u=%s", board + 1, answers ? "yes" : "no");
}

static Stage *
stage_new (SimTransport transport, const char *boards, const char *extra)
{
  Stage *stage = g_new0 (Stage, 1);
  g_autoptr (GError) error = NULL;
  stage->sim = sim_fixture_new (transport, boards, extra);
  stage->heard = g_string_new (NULL);
  stage->locks = cubby_lock_bank_new (stage->sim->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (stage->locks, "door-sensed", G_CALLBACK (sensed_cb), stage);
  g_signal_connect (stage->locks, "board-state", G_CALLBACK (state_cb), stage);
  cubby_lock_bank_start (stage->locks);
  return stage;
}

static void
stage_free (Stage *stage)
{
  cubby_lock_bank_stop (stage->locks);
  g_object_unref (stage->locks);
  sim_fixture_free (stage->sim);
  g_string_free (stage->heard, TRUE);
  g_clear_error (&stage->error);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

typedef struct {
  Stage *stage;
  const char *what;
} Hearing;

static gboolean
was_heard (gpointer data)
{
  Hearing *hearing = data;
  return strstr (hearing->stage->heard->str, hearing->what) != NULL;
}

static void
wait_for (Stage *stage, const char *what, guint timeout_ms)
{
  Hearing hearing = {stage, what};
  run_until (was_heard, &hearing, timeout_ms);
  g_string_truncate (stage->heard, 0);
}

static void
pulsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Stage *stage = data;
  g_clear_error (&stage->error);
  stage->result =
      cubby_lock_bank_pulse_finish (CUBBY_LOCK_BANK (source), result, &stage->at_us, &stage->error);
  g_assert_true ((stage->error == NULL) == (stage->result == CUBBY_PULSE_ACKNOWLEDGED));
  stage->answered = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((Stage *)data)->answered;
}

static CubbyPulseResult
pulse (Stage *stage, guint door, guint patience_ms)
{
  stage->answered = FALSE;
  cubby_lock_bank_pulse_async (stage->locks, door, stage->sim->settings->locker.pulse_ms,
                               g_get_monotonic_time () + (gint64)patience_ms * 1000, NULL, pulsed_cb, stage);
  run_until (is_answered, stage, 5000);
  return stage->result;
}

static void
test_journey (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (*(const SimTransport *)data, NULL, NULL);
  wait_for (stage, "board1=yes A1=shut A2=shut", 3000);
  gint64 before_us = g_get_monotonic_time ();
  g_assert_cmpint (pulse (stage, 0, 1000), ==, CUBBY_PULSE_ACKNOWLEDGED);
  g_assert_cmpint (stage->at_us, >=, before_us);
  g_assert_cmpint (stage->at_us, <=, g_get_monotonic_time ());
  wait_for (stage, "A1=open", 1000);
  run_for (400);
  g_assert_null (cubby_sim_bank_hand_put (stage->sim->bank, 0, "parcel"));
  g_assert_null (cubby_sim_bank_hand_shut (stage->sim->bank, 0));
  wait_for (stage, "A1=shut", 2000);
  g_assert_cmpuint (sim_fixture_pulses (stage->sim, "A1"), ==, 1);
  g_assert_cmpuint (sim_fixture_pulses (stage->sim, "A2"), ==, 0);
}

static void
test_one_lock_a_group (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, "waveshare-rtu-d waveshare-rtu-d", NULL);
  wait_for (stage, "B2=shut", 3000);
  g_assert_cmpint (pulse (stage, 0, 1000), ==, CUBBY_PULSE_ACKNOWLEDGED);
  g_assert_cmpint (pulse (stage, 2, 1000), ==, CUBBY_PULSE_NOT_SENT);
  run_for (350);
  g_assert_cmpint (pulse (stage, 2, 1000), ==, CUBBY_PULSE_ACKNOWLEDGED);
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, 2);
}

/* The simulated board does it and answers with an exception all the same. */
static void
test_exception (gconstpointer data)
{
  const guint code = GPOINTER_TO_UINT (data);
  gboolean refusal = code == 6;
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, "waveshare-rtu-d waveshare-rtu-d", NULL);
  wait_for (stage, "B2=shut", 3000);
  sim_fixture_fault (stage->sim, 0, "exception", code);
  g_assert_cmpint (pulse (stage, 0, 1000), ==, refusal ? CUBBY_PULSE_REFUSED : CUBBY_PULSE_UNCERTAIN);
  g_assert_cmpint (pulse (stage, 2, 1000), ==, refusal ? CUBBY_PULSE_ACKNOWLEDGED : CUBBY_PULSE_NOT_SENT);
}

static void
test_dead_board (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, "waveshare-rtu-d waveshare-rtu-d", NULL);
  wait_for (stage, "B2=shut", 3000);
  sim_fixture_fault (stage->sim, 0, "dead", 0);
  wait_for (stage, "board1=no A1=unknown A2=unknown", 3000);
  g_assert_cmpint (pulse (stage, 0, 500), ==, CUBBY_PULSE_NOT_SENT);
  g_assert_cmpint (pulse (stage, 3, 1000), ==, CUBBY_PULSE_ACKNOWLEDGED);
  wait_for (stage, "B2=open", 1500);
  sim_fixture_fault (stage->sim, 0, "alive", 0);
  wait_for (stage, "board1=yes A1=shut A2=shut", 15000);
}

/* That a door stayed shut is proven only by having been looked at all the time. */
static void
test_missed_look (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  wait_for (stage, "A2=shut", 3000);
  cubby_sim_bank_set_latch (stage->sim->bank, 0, CUBBY_SIM_LATCH_STUCK);
  g_assert_cmpint (pulse (stage, 0, 1000), ==, CUBBY_PULSE_ACKNOWLEDGED);
  sim_fixture_fault (stage->sim, 0, "silent-first", 0);
  wait_for (stage, "A1=unknown", 1500);
  wait_for (stage, "A1=shut", 1500);
  g_assert_null (strstr (stage->heard->str, "board1"));
}

static void
test_cable_cut (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (*(const SimTransport *)data, NULL, NULL);
  wait_for (stage, "A2=shut", 3000);
  sim_fixture_cut (stage->sim);
  run_for (10);
  /* The bank still believes in the board: the bus has to be the careful one. */
  CubbyPulseResult result = pulse (stage, 0, 400);
  g_assert_cmpint (result, ==, CUBBY_PULSE_NOT_SENT);
  g_assert_cmpint (stage->at_us, ==, 0);
  wait_for (stage, "board1=no A1=unknown A2=unknown", 4000);
  sim_fixture_mend (stage->sim);
  wait_for (stage, "board1=yes A1=shut A2=shut", 10000);
  run_for (300);
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, 0);
}

static void
test_linkage (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  cubby_sim_bank_set_modes (stage->sim->bank, 0, 3);
  wait_for (stage, "board1=yes", 3000);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (cubby_sim_bank_get_board (stage->sim->bank, 0)->modes[i], ==, 0);
}

static void
test_flap (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  cubby_sim_bank_set_sensor (stage->sim->bank, 0, CUBBY_SIM_SENSOR_FLAP);
  wait_for (stage, "A1=unknown", 3000);
  run_for (500);
  g_assert_null (strstr (stage->heard->str, "A1"));
}

static void
test_forced (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  wait_for (stage, "A2=shut", 3000);
  cubby_sim_bank_force (stage->sim->bank, 1);
  wait_for (stage, "A2=open", 1000);
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, 0);
}

/* What is under way on the bus may take a whole response time-out; the pulse itself would wait for longer. */
#define ONE_EXCHANGE_MS 4000

static void
test_stop_drops (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  wait_for (stage, "A2=shut", 3000);
  sim_fixture_cut (stage->sim);
  run_for (10);
  cubby_lock_bank_pulse_async (stage->locks, 0, 300, g_get_monotonic_time () + 5 * G_USEC_PER_SEC, NULL,
                               pulsed_cb, stage);
  cubby_lock_bank_stop (stage->locks);
  run_until (is_answered, stage, ONE_EXCHANGE_MS);
  g_assert_cmpint (stage->result, ==, CUBBY_PULSE_NOT_SENT);
}

static void
test_cancel (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (SIM_OVER_TCP, NULL, NULL);
  wait_for (stage, "A2=shut", 3000);
  sim_fixture_cut (stage->sim);
  run_for (10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  cubby_lock_bank_pulse_async (stage->locks, 0, 300, g_get_monotonic_time () + 5 * G_USEC_PER_SEC,
                               cancellable, pulsed_cb, stage);
  g_cancellable_cancel (cancellable);
  run_until (is_answered, stage, ONE_EXCHANGE_MS);
  g_assert_cmpint (stage->result, ==, CUBBY_PULSE_NOT_SENT);
}

/* The simulator's turn, while the main thread is busy stopping the bank. */
static gpointer
serve_sim (gpointer data)
{
  const gboolean *over = data;
  while (!g_atomic_int_get (over)) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (500);
  }
  return NULL;
}

static void
run_both (GMainContext *context, gboolean (*done) (gpointer data), gpointer data)
{
  for (guint i = 0; i < 5000 && !done (data); i++) {
    g_main_context_iteration (NULL, FALSE);
    g_main_context_iteration (context, FALSE);
    g_usleep (500);
  }
  g_assert_true (done (data));
}

/* Nobody but us ends a pulse of such a board; when we end, it must not stay energised. */
static void
test_stop_switches_off (gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (Stage) stage = g_new0 (Stage, 1);
  Hearing hearing = {stage, "A2=shut"};
  gboolean over = FALSE;
  stage->sim = sim_fixture_new (SIM_OVER_TCP, "adam-6060", NULL);
  stage->heard = g_string_new (NULL);
  stage->locks = cubby_lock_bank_new (stage->sim->settings, NULL);
  g_signal_connect (stage->locks, "door-sensed", G_CALLBACK (sensed_cb), stage);

  g_main_context_push_thread_default (context);
  cubby_lock_bank_start (stage->locks);
  run_both (context, was_heard, &hearing);
  cubby_lock_bank_pulse_async (stage->locks, 0, 2000, g_get_monotonic_time () + G_USEC_PER_SEC, NULL,
                               pulsed_cb, stage);
  run_both (context, is_answered, stage);
  g_assert_cmpint (stage->result, ==, CUBBY_PULSE_ACKNOWLEDGED);
  g_assert_true (cubby_sim_bank_get_board (stage->sim->bank, 0)->outputs[0]);

  GThread *server = g_thread_new ("sim", serve_sim, &over);
  cubby_lock_bank_stop (stage->locks);
  g_atomic_int_set (&over, TRUE);
  g_thread_join (server);
  g_main_context_pop_thread_default (context);
  g_assert_false (cubby_sim_bank_get_board (stage->sim->bank, 0)->outputs[0]);
}

int
main (int argc, char **argv)
{
  static const SimTransport tcp = SIM_OVER_TCP;
  static const SimTransport pty = SIM_OVER_PTY;
  g_test_init (&argc, &argv, NULL);
  test_steady_add ("/locks/bank/a parcel's journey over TCP", &tcp, test_journey);
  test_steady_add ("/locks/bank/a parcel's journey over RTU", &pty, test_journey);
  test_steady_add ("/locks/bank/one energised lock a power group", NULL, test_one_lock_a_group);
  test_steady_add ("/locks/bank/a busy board refused", GUINT_TO_POINTER (6), test_exception);
  test_steady_add ("/locks/bank/a gateway whose board is silent may have opened the door",
                   GUINT_TO_POINTER (11), test_exception);
  test_steady_add ("/locks/bank/a dead board does not stall the others and comes back", NULL,
                   test_dead_board);
  test_steady_add ("/locks/bank/a look that failed leaves the door just pulsed unknown", NULL,
                   test_missed_look);
  test_steady_add ("/locks/bank/a cut cable opens nothing when it is mended", &tcp, test_cable_cut);
  test_steady_add ("/locks/bank/an adapter that was out opens nothing when it is back at its place", &pty,
                   test_cable_cut);
  test_steady_add ("/locks/bank/a board in another control mode is set to normal", NULL, test_linkage);
  test_steady_add ("/locks/bank/a flapping sensor is unknown", NULL, test_flap);
  test_steady_add ("/locks/bank/a forced door is sensed", NULL, test_forced);
  test_steady_add ("/locks/bank/stopping drops what was not sent", NULL, test_stop_drops);
  test_steady_add ("/locks/bank/cancelling drops what was not sent", NULL, test_cancel);
  test_steady_add ("/locks/bank/stopping switches off what it timed", NULL, test_stop_switches_off);
  return g_test_run ();
}
