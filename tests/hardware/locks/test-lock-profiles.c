/* SPDX-License-Identifier: Apache-2.0 */
/* Every board that can be configured, as its simulated counterpart, behind the real lock bank, bus and wire.
 * All of them are played at the same time, because most of it is waiting; the cases then say what came of
 * each. */
#include "hardware/locks/lock-bank.h"
#include "hardware/locks/lock-board.h"
#include "tests/hardware/locks/board-words.h"
#include "tests/hardware/sim/sim-fixture.h"
#include "tests/rig/steady.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>

#define READY_MS 15000
#define PULSE_MOST_MS 2000
#define WATCHDOG_MS 400
#define TOLERANCE_MS 300 /* a machine that is busy with other tests */

/* Which side is told in words what the other knows by name. */
typedef enum { BY_NAME, LOCKS_BY_WORDS, SIM_BY_WORDS } Words;

typedef struct {
  const CubbyLockBoard *board;
  const char *words;
  guint shut_is; /* what the inputs read when a door is shut */
  Words by;
  gboolean kill;
  guint watchdog_ms;
  const char *fault; /* of the board, from the start; or NULL */
  guint16 mode;      /* of all its channels, at the start */

  SimFixture *sim;
  CubbyLockBank *locks;
  GSubprocess *driver;
  GString *heard;
  gint64 on_us; /* the lock of door A2 */
  gint64 off_us;
  gboolean on_at_ready; /* a lock was on when the board was said to be ready */
  gboolean other;       /* another lock was on */
  CubbyPulseResult result;
  gboolean answered;
  gboolean opened;
  guint n_pulses;
} Play;

static gboolean
is_network (const Play *play)
{
  static const char *const makers[] = {"adam-", "moxa-", "waveshare-poe-"};
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_has_prefix (play->board->profile, makers[i]))
      return TRUE;
  return FALSE;
}

/* What the configuration says: not less than the board can. */
static guint
get_pulse_ms (const Play *play)
{
  return g_str_has_prefix (play->board->profile, "eletechsup") ? 1000 : 300;
}

static char *
write_rest (const Play *play, gboolean words)
{
  guint pulse_ms = get_pulse_ms (play);
  guint unit = g_str_equal (play->board->profile, "lc-modbus") ? 255 : play->board->unit_min;
  return g_strdup_printf (
      "response-timeout-ms=300\npoll-ms=100\n[locker]\nopen-wait-ms=3000\npulse-ms=%u\n%s%s"
      "[board 1]\nbus=main\nprofile=%s\nunit=%u\ninput-when-shut=%u\n"
      "[column A]\ndoors=A1 S 1/1; A2 M 1/2; A6 S 1/6\n",
      pulse_ms, words ? "[profile own]\n" : "", words ? play->words : "",
      words ? "own" : play->board->profile, unit, play->shut_is);
}

static void
event_cb (CubbySimBank *bank, const char *event, gpointer data)
{
  Play *play = data;
  if (g_str_equal (event, "lock A2 on")) {
    play->on_us = g_get_monotonic_time ();
    play->off_us = 0;
    if (play->kill && play->driver != NULL)
      g_subprocess_send_signal (play->driver, SIGKILL);
  } else if (g_str_equal (event, "lock A2 off")) {
    play->off_us = g_get_monotonic_time ();
  } else if (g_str_has_prefix (event, "lock ")) {
    play->other = TRUE;
  }
}

static void
sensed_cb (CubbyLockBank *locks, guint door, int reading, gint64 at_us, gpointer data)
{
  Play *play = data;
  g_string_append_printf (play->heard, " %s=%s",
                          cubby_bank_get_compartment (play->sim->settings->bank, door)->name,
                          cubby_door_reading_to_string (reading));
}

static void
state_cb (CubbyLockBank *locks, guint board, gboolean answers, const char *why, gpointer data)
{
  Play *play = data;
  play->on_at_ready = answers && cubby_sim_bank_get_board (play->sim->bank, 0)->outputs[1];
  g_string_append_printf (play->heard, " ready=%s", answers ? "yes" : "no");
}

static void
play_set_up (Play *play)
{
  g_autofree char *sim_rest = write_rest (play, play->by == SIM_BY_WORDS);
  g_autofree char *rest = write_rest (play, play->by == LOCKS_BY_WORDS);
  play->sim = sim_fixture_new_apart (is_network (play) ? SIM_OVER_TCP : SIM_OVER_PTY, sim_rest, rest);
  play->heard = g_string_new (NULL);
  g_signal_connect (play->sim->bank, "event", G_CALLBACK (event_cb), play);
  if (play->watchdog_ms > 0)
    g_assert_null (cubby_sim_bank_set_watchdog (play->sim->bank, 0, play->watchdog_ms));
  if (play->mode != 0)
    cubby_sim_bank_set_modes (play->sim->bank, 0, play->mode);
  if (play->fault != NULL)
    sim_fixture_fault (play->sim, 0, play->fault, 0);
}

static void
play_start (Play *play)
{
  g_autoptr (GError) error = NULL;
  play->locks = cubby_lock_bank_new (play->sim->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (play->locks, "door-sensed", G_CALLBACK (sensed_cb), play);
  g_signal_connect (play->locks, "board-state", G_CALLBACK (state_cb), play);
  cubby_lock_bank_start (play->locks);
}

static void
play_tear_down (Play *play)
{
  /* A bank that stops has nobody to answer it: the simulated one lives in this thread. */
  if (play->sim != NULL)
    cubby_sim_bank_set_cable (play->sim->bank, 0, CUBBY_SIM_CABLE_UNPLUGGED);
  if (play->locks != NULL)
    cubby_lock_bank_stop (play->locks);
  g_clear_object (&play->locks);
  if (play->driver != NULL)
    g_subprocess_force_exit (play->driver);
  g_clear_object (&play->driver);
  g_clear_pointer (&play->sim, sim_fixture_free);
}

static void
pulsed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Play *play = data;
  play->result = cubby_lock_bank_pulse_finish (play->locks, result, NULL, NULL);
  play->answered = TRUE;
}

static void
play_pulse (Play *play)
{
  cubby_lock_bank_pulse_async (play->locks, 1, play->sim->settings->locker.pulse_ms,
                               g_get_monotonic_time () + 3 * G_USEC_PER_SEC, NULL, pulsed_cb, play);
}

static void
play_note (Play *play)
{
  const CubbySimDoor *door = cubby_sim_bank_get_door (play->sim->bank, 1);
  play->opened = door->open;
  play->n_pulses = door->pulses->len;
}

/* What the sensors say at rest is told, or that there are none. */
static gboolean
is_ready (gpointer data)
{
  const Play *play = data;
  gboolean senses = play->board->inputs.kind != CUBBY_INPUTS_NONE;
  return strstr (play->heard->str, "ready=") != NULL &&
         strstr (play->heard->str, senses ? "A2=shut" : "A2=") != NULL;
}

static gboolean
was_told_of_board (gpointer data)
{
  return strstr (((const Play *)data)->heard->str, "ready=") != NULL;
}

static gboolean
is_over (gpointer data)
{
  const Play *play = data;
  gboolean senses = play->board->inputs.kind != CUBBY_INPUTS_NONE;
  return play->answered && play->off_us > 0 && (!senses || strstr (play->heard->str, "A2=open") != NULL);
}

static gboolean
was_on (gpointer data)
{
  return ((const Play *)data)->on_us > 0;
}

typedef struct {
  GPtrArray *plays;
  gboolean (*done) (gpointer play);
} All;

static gboolean
are_done (gpointer data)
{
  const All *all = data;
  for (guint i = 0; i < all->plays->len; i++)
    if (!all->done (g_ptr_array_index (all->plays, i)))
      return FALSE;
  return TRUE;
}

static gboolean
mark_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until all of them are done, or the time is over: then a case fails, and not the whole program. */
static void
wait_for_all (GPtrArray *plays, gboolean (*done) (gpointer play), guint timeout_ms)
{
  All all = {plays, done};
  gboolean over = FALSE;
  guint timer = g_timeout_add (timeout_ms, mark_cb, &over);
  while (!are_done (&all) && !over)
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (timer);
}

static void
for_all (GPtrArray *plays, void (*act) (Play *play))
{
  for (guint i = 0; i < plays->len; i++)
    act (g_ptr_array_index (plays, i));
}

/* Open, and look. */

static void
run_openings (GPtrArray *plays)
{
  for_all (plays, play_set_up);
  for_all (plays, play_start);
  wait_for_all (plays, is_ready, READY_MS);
  for_all (plays, play_pulse);
  wait_for_all (plays, is_over, READY_MS);
  for_all (plays, play_note);
}

static void
test_opens (gconstpointer data)
{
  const Play *play = data;
  g_test_message ("%s; on for %" G_GINT64_FORMAT " ms", play->heard->str,
                  (play->off_us - play->on_us) / 1000);
  g_assert_cmpint (play->result, ==, CUBBY_PULSE_ACKNOWLEDGED);
  g_assert_cmpuint (play->n_pulses, ==, 1);
  g_assert_true (play->opened);
  g_assert_false (play->other);
  g_assert_nonnull (strstr (play->heard->str, "ready=yes"));
  guint pulse_ms = cubby_lock_board_round_pulse (play->board, get_pulse_ms (play));
  /* When this thread is late to see the lock go on, it has seen less of the pulse than there was. */
  g_assert_cmpint (play->off_us - play->on_us, >=, (gint64)pulse_ms * 1000 / 3);
  g_assert_cmpint (play->off_us - play->on_us, <=, (gint64)PULSE_MOST_MS * 1000);
  gboolean senses = play->board->inputs.kind != CUBBY_INPUTS_NONE;
  const char *told = strstr (play->heard->str, senses ? "A2=shut" : "A2=unknown");
  g_assert_nonnull (told);
  g_assert_true ((strstr (told, "A2=open") != NULL) == senses);
  g_assert_null (strstr (play->heard->str, "A1=open"));
  g_assert_null (strstr (play->heard->str, "A6=open"));
}

/* Kill it while the lock is energised. */

static void
play_drive (Play *play)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (play->sim->directory, "cubby.conf", NULL);
  g_assert_true (g_file_set_contents (path, play->sim->conf, -1, &error));
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  play->driver = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("CUBBY_LOCK_DRIVER"), path, NULL);
  g_assert_no_error (error);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Play *play = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (line == NULL || play->driver == NULL)
    return;
  GOutputStream *words = g_subprocess_get_stdin_pipe (play->driver);
  if (g_str_has_prefix (line, "board 1 yes"))
    g_output_stream_write_all (words, "pulse A2\n", 9, NULL, NULL, NULL);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, line_cb, play);
}

static void
play_listen (Play *play)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (play->driver));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, play);
}

static void
play_remove_conf (Play *play)
{
  g_autofree char *path = g_build_filename (play->sim->directory, "cubby.conf", NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_clear_object (&play->driver);
}

static void
run_deaths (GPtrArray *plays)
{
  for_all (plays, play_set_up);
  for_all (plays, play_drive);
  for_all (plays, play_listen);
  wait_for_all (plays, was_on, READY_MS);
  run_for (PULSE_MOST_MS + TOLERANCE_MS);
  for_all (plays, play_remove_conf);
  for_all (plays, play_start);
  wait_for_all (plays, was_told_of_board, READY_MS);
  for_all (plays, play_note);
}

static void
test_dies (gconstpointer data)
{
  const Play *play = data;
  gint64 on_ms = (play->off_us - play->on_us) / 1000;
  gboolean ours = cubby_lock_board_is_software_timed (play->board) && play->watchdog_ms == 0;
  g_test_message ("%s; on for %" G_GINT64_FORMAT " ms", play->heard->str, on_ms);
  g_assert_cmpint (play->on_us, >, 0);
  g_assert_cmpuint (play->n_pulses, ==, 1);
  g_assert_false (play->other);
  /* Of a board that we time the next process switches all off, before it calls the board ready. */
  g_assert_cmpint (play->off_us, >, play->on_us);
  g_assert_false (play->on_at_ready);
  g_assert_true (ours == (on_ms > PULSE_MOST_MS));
  g_assert_nonnull (strstr (play->heard->str, "ready=yes"));
}

/* Linkage: a door contact would move a lock. */

static void
play_look (Play *play)
{
  play->answered = TRUE;
  for (guint i = 0; i < play->board->n_channels; i++)
    play->answered = play->answered && cubby_sim_bank_get_board (play->sim->bank, 0)->modes[i] == 0;
}

static void
run_linkages (GPtrArray *plays)
{
  for_all (plays, play_set_up);
  for_all (plays, play_start);
  wait_for_all (plays, was_told_of_board, READY_MS);
  for_all (plays, play_look);
}

static void
test_linkage (gconstpointer data)
{
  const Play *play = data;
  g_test_message ("%s", play->heard->str);
  gboolean stubborn = play->fault != NULL;
  g_assert_nonnull (strstr (play->heard->str, stubborn ? "ready=no" : "ready=yes"));
  g_assert_true (play->answered == !stubborn);
}

static Play *
add_play (GPtrArray *plays, const Play *how)
{
  Play *play = g_memdup2 (how, sizeof *how);
  g_ptr_array_add (plays, play);
  return play;
}

static void
add_case (const char *path, const Play *play, GTestDataFunc test)
{
  g_autofree char *full = g_strdup_printf ("/locks/profiles/%s/%s", play->board->profile, path);
  g_test_add_data_func (full, play, test);
}

static void
play_free (gpointer data)
{
  Play *play = data;
  play_tear_down (play);
  g_string_free (play->heard, TRUE);
  g_free (play);
}

/* So many are played at a time: each has a thread, a wire and, to be killed, a process. */
static void
add_openings (GPtrArray *plays, Words by)
{
  static const char *const paths[] = {
      [BY_NAME] = "its door opens, the lock is let go",
      [LOCKS_BY_WORDS] = "described in words to the locks, its door opens",
      [SIM_BY_WORDS] = "described in words to the simulator, its door opens",
  };
  for (guint i = 0; i < G_N_ELEMENTS (board_words); i++) {
    const Play play = {.board = cubby_lock_board_find (board_words[i].profile),
                       .words = board_words[i].words,
                       .shut_is = by == SIM_BY_WORDS ? 0 : 1,
                       .by = by};
    add_case (paths[by], add_play (plays, &play), test_opens);
    const Play other = {.board = play.board, .words = play.words, .shut_is = 0};
    if (by == BY_NAME && play.board->inputs.kind != CUBBY_INPUTS_NONE)
      add_case ("with contacts that a shut door opens, its door opens", add_play (plays, &other), test_opens);
  }
}

static void
add_deaths (GPtrArray *plays)
{
  for (guint i = 0; i < G_N_ELEMENTS (board_words); i++) {
    const CubbyLockBoard *board = cubby_lock_board_find (board_words[i].profile);
    const Play play = {.board = board, .words = board_words[i].words, .shut_is = 1, .kill = TRUE};
    gboolean software = cubby_lock_board_is_software_timed (board);
    add_case (software ? "killed, the lock stays on until the next start"
                       : "killed, the board lets go by itself",
              add_play (plays, &play), test_dies);
    Play watched = play;
    watched.watchdog_ms = WATCHDOG_MS;
    if (g_str_has_prefix (board->profile, "adam") || g_str_has_prefix (board->profile, "moxa"))
      add_case ("killed, its watchdog lets go", add_play (plays, &watched), test_dies);
  }
}

static void
add_linkages (GPtrArray *plays)
{
  for (guint i = 0; i < G_N_ELEMENTS (board_words); i++) {
    Play play = {.board = cubby_lock_board_find (board_words[i].profile),
                 .words = board_words[i].words,
                 .shut_is = 1,
                 .mode = 1};
    if (play.board->modes.count == 0)
      continue;
    add_case ("linkage is set to normal", add_play (plays, &play), test_linkage);
    play.fault = "stubborn";
    add_case ("a board that stays in linkage is refused", add_play (plays, &play), test_linkage);
  }
}

static int
run_all (int argc, char **argv)
{
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (play_free);
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (play_free);
  g_autoptr (GPtrArray) dying = g_ptr_array_new_with_free_func (play_free);
  g_autoptr (GPtrArray) linked = g_ptr_array_new_with_free_func (play_free);
  g_test_init (&argc, &argv, NULL);
  add_openings (named, BY_NAME);
  add_openings (told, LOCKS_BY_WORDS);
  add_openings (told, SIM_BY_WORDS);
  add_deaths (dying);
  add_linkages (linked);
  run_openings (named);
  for_all (named, play_tear_down);
  run_openings (told);
  for_all (told, play_tear_down);
  run_linkages (linked);
  for_all (linked, play_tear_down);
  run_deaths (dying);
  for_all (dying, play_tear_down);
  return g_test_run ();
}

int
main (int argc, char **argv)
{
  return test_steady_program (run_all, argc, argv);
}
