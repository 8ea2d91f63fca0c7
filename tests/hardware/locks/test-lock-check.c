/* SPDX-License-Identifier: Apache-2.0 */
/* The look at boards and locks that moves nothing. */
#include "hardware/locks/lock-bank.h"
#include "hardware/locks/lock-board.h"
#include "tests/hardware/sim/sim-fixture.h"
#include "tests/rig/steady.h"

#include <string.h>

typedef struct {
  SimFixture *sim;
  CubbyLockBank *locks;
  guint n_up; /* boards that answer */
  gboolean checked;
  GPtrArray *findings;
  GError *error;
  gboolean pulsed;
  CubbyPulseResult result;
  gint64 at_us;
} Stage;

static void
state_cb (CubbyLockBank *locks, guint board, gboolean answers, const char *why, gpointer data)
{
  Stage *stage = data;
  stage->n_up += answers ? 1U : 0;
}

static gboolean
are_up (gpointer data)
{
  const Stage *stage = data;
  return stage->n_up == stage->sim->settings->boards->len;
}

static Stage *
stage_new (const char *boards)
{
  Stage *stage = g_new0 (Stage, 1);
  g_autoptr (GError) error = NULL;
  stage->sim = sim_fixture_new (SIM_OVER_TCP, boards, NULL);
  stage->locks = cubby_lock_bank_new (stage->sim->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (stage->locks, "board-state", G_CALLBACK (state_cb), stage);
  cubby_lock_bank_start (stage->locks);
  run_until (are_up, stage, 5000);
  run_for (100);
  return stage;
}

static void
stage_free (Stage *stage)
{
  cubby_lock_bank_stop (stage->locks);
  g_object_unref (stage->locks);
  sim_fixture_free (stage->sim);
  g_clear_pointer (&stage->findings, g_ptr_array_unref);
  g_clear_error (&stage->error);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Stage *stage = data;
  stage->findings = cubby_lock_bank_check_finish (CUBBY_LOCK_BANK (source), result, &stage->error);
  stage->checked = TRUE;
}

static gboolean
is_checked (gpointer data)
{
  return ((const Stage *)data)->checked;
}

static void
check (Stage *stage)
{
  cubby_lock_bank_check_async (stage->locks, checked_cb, stage);
  run_until (is_checked, stage, 20000);
  g_assert_no_error (stage->error);
}

/* Asserts that exactly the findings whose names are in @bad are bad. */
static void
assert_bad (const Stage *stage, const char *const *bad)
{
  guint n_bad = 0;
  for (guint i = 0; i < stage->findings->len; i++) {
    const CubbyLockFinding *finding = g_ptr_array_index (stage->findings, i);
    gboolean expected = g_strv_contains (bad, finding->what);
    if (finding->good == expected)
      g_test_message ("%s: %s", finding->what, finding->sentence);
    g_assert_cmpint (finding->good, ==, !expected);
    n_bad += !finding->good;
  }
  g_assert_cmpuint (n_bad, ==, g_strv_length ((char **)bad));
}

static const char *const nothing[] = {NULL};

/* Every lock of every kind of board has its line, and none was moved. */
static void
moves_nothing (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new (data);
  check (stage);
  const CubbyLockBoard *board = cubby_lock_board_of (stage->sim->settings, 0);
  assert_bad (stage, nothing);
  g_assert_cmpuint (stage->findings->len, ==,
                    2 + cubby_lock_board_count_reads (board) + (board->modes.count > 0 ? 1 : 0));
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, 0);
  g_assert_false (cubby_sim_bank_get_door (stage->sim->bank, 0)->open);
  g_assert_cmpint (cubby_lock_bank_has_sensor (stage->locks, 0), ==, cubby_lock_board_has_input (board, 0));
}

static void
dead_board (gconstpointer data)
{
  static const char *const bad[] = {"board 2", "modes of board 2", "lock B1", "lock B2", NULL};
  g_autoptr (Stage) stage = stage_new ("waveshare-rtu-d waveshare-rtu-d");
  sim_fixture_fault (stage->sim, 1, "dead", 0);
  check (stage);
  assert_bad (stage, bad);
}

static void
wrong_echo (gconstpointer data)
{
  static const char *const bad[] = {"lock A1", "lock A2", NULL};
  g_autoptr (Stage) stage = stage_new ("lc-modbus");
  sim_fixture_fault (stage->sim, 0, "wrong-echo", 0);
  check (stage);
  assert_bad (stage, bad);
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, 0);
}

/* Somebody changed it behind our back: the check says so and does not touch it. */
static void
linkage (gconstpointer data)
{
  static const char *const bad[] = {"modes of board 1", NULL};
  g_autoptr (Stage) stage = stage_new ("waveshare-rtu-d");
  cubby_sim_bank_set_modes (stage->sim->bank, 0, 1);
  check (stage);
  assert_bad (stage, bad);
}

static void
pulsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Stage *stage = data;
  stage->result = cubby_lock_bank_pulse_finish (CUBBY_LOCK_BANK (source), result, &stage->at_us, NULL);
  stage->pulsed = TRUE;
}

static gboolean
is_off (gpointer data)
{
  const Stage *stage = data;
  return stage->pulsed && !cubby_sim_bank_get_door (stage->sim->bank, 0)->energised;
}

/* An "off" behind a pulse would end it early; a check under way keeps its "off" to itself. */
static void
pulse_goes_first (gconstpointer data)
{
  const guint pulse_ms = 300, n_rounds = 4;
  g_autoptr (Stage) stage = stage_new (data);
  for (guint wait_ms = 0; wait_ms < n_rounds; wait_ms++) {
    stage->checked = stage->pulsed = FALSE;
    g_clear_pointer (&stage->findings, g_ptr_array_unref);
    cubby_lock_bank_check_async (stage->locks, checked_cb, stage);
    run_for (wait_ms);
    gint64 asked_us = g_get_monotonic_time ();
    cubby_lock_bank_pulse_async (stage->locks, 0, pulse_ms, asked_us + G_USEC_PER_SEC, NULL, pulsed_cb,
                                 stage);
    run_until (is_off, stage, 5000);
    g_assert_cmpint (stage->result, ==, CUBBY_PULSE_ACKNOWLEDGED);
    g_assert_cmpint (g_get_monotonic_time () - stage->at_us, >=, (pulse_ms - 50) * 1000);
    g_test_message ("written after %" G_GINT64_FORMAT " µs", stage->at_us - asked_us);
    run_until (is_checked, stage, 20000);
    assert_bad (stage, nothing);
    cubby_sim_bank_hand_shut (stage->sim->bank, 0);
  }
  g_assert_cmpuint (cubby_sim_bank_count_pulses (stage->sim->bank), ==, n_rounds);
}

static void
stopped (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new ("waveshare-rtu-d");
  sim_fixture_fault (stage->sim, 0, "late", 400);
  cubby_lock_bank_check_async (stage->locks, checked_cb, stage);
  run_for (50);
  cubby_lock_bank_stop (stage->locks);
  run_until (is_checked, stage, 2000);
  g_assert_error (stage->error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_null (stage->findings);
}

static void
twice (gconstpointer data)
{
  g_autoptr (Stage) stage = stage_new ("waveshare-rtu-d");
  Stage second = {.locks = stage->locks};
  cubby_lock_bank_check_async (stage->locks, checked_cb, stage);
  cubby_lock_bank_check_async (stage->locks, checked_cb, &second);
  run_until (is_checked, &second, 2000);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&second.error);
  run_until (is_checked, stage, 2000);
  assert_bad (stage, nothing);
}

int
main (int argc, char **argv)
{
  static const char *const profiles[] = {"waveshare-rtu-d", "waveshare-rtu-16", "waveshare-poe-eth-b",
                                         "lc-modbus",       "eletechsup-fc06",  "eletechsup-n4d8b08",
                                         "adam-6050",       "adam-6060"};
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++) {
    g_autofree char *path = g_strconcat ("/locks/check/moves nothing on ", profiles[i], NULL);
    test_steady_add (path, profiles[i], moves_nothing);
  }
  test_steady_add ("/locks/check/a dead board and its locks are named", NULL, dead_board);
  test_steady_add ("/locks/check/a wrong echo is no proof", NULL, wrong_echo);
  test_steady_add ("/locks/check/linkage is named and left alone", NULL, linkage);
  test_steady_add ("/locks/check/a pulse of the board's timer goes first and is not cut short",
                   "waveshare-rtu-d", pulse_goes_first);
  test_steady_add ("/locks/check/a pulse of ours goes first and is not cut short", "adam-6060",
                   pulse_goes_first);
  test_steady_add ("/locks/check/it ends when the bank stops", NULL, stopped);
  test_steady_add ("/locks/check/one at a time", NULL, twice);
  return g_test_run ();
}
