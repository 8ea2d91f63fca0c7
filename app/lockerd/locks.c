/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-locks"
#include "app/lockerd/lockerd.h"

#include "app/common/log.h"
#include "app/lockerd/self-test.h"

/* A pulse that could not be written by then never is: the person has gone, or asks again. The rules wait
 * open-wait-ms for the sensor, counted from the intent: a late pulse must leave the door half of it, or a
 * door that opens would have been written off before. */
#define PULSE_DEADLINE_US 1500000

typedef struct {
  CubbyLockerd *lockerd;
  char *grant;
  char *door;
} Pulse;

static void
pulse_free (Pulse *pulse)
{
  g_free (pulse->grant);
  g_free (pulse->door);
  g_free (pulse);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pulse, pulse_free)

static void
commit_outcome (CubbyLockerd *self, const char *grant, CubbyPulseOutcome outcome)
{
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_pulse (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), grant, outcome);
  cubby_core_commit (self->core, decision);
}

static void
on_pulsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const CubbyPulseOutcome outcomes[] = {
      [CUBBY_PULSE_ACKNOWLEDGED] = CUBBY_PULSE_OUTCOME_SENT,
      [CUBBY_PULSE_NOT_SENT] = CUBBY_PULSE_OUTCOME_NOT_SENT,
      [CUBBY_PULSE_REFUSED] = CUBBY_PULSE_OUTCOME_REFUSED,
      [CUBBY_PULSE_UNCERTAIN] = CUBBY_PULSE_OUTCOME_SENT,
  };
  g_autoptr (Pulse) pulse = user_data;
  g_autoptr (GError) error = NULL;
  gint64 at_us = 0;
  CubbyPulseResult sent = cubby_lock_bank_pulse_finish (CUBBY_LOCK_BANK (source), result, &at_us, &error);
  if (error != NULL)
    g_warning ("door %s: the pulse is %s: %s", pulse->door, cubby_pulse_result_to_string (sent),
               error->message);
  if (at_us != 0) {
    g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, at_us);
    cubby_log_event ("pulse", "grant", pulse->grant, "door", pulse->door, "at_us", at, "result",
                     cubby_pulse_result_to_string (sent), NULL);
    cubby_lockerd_tell_pulse (pulse->lockerd, pulse->grant, at_us);
  }
  commit_outcome (pulse->lockerd, pulse->grant, outcomes[sent]);
}

void
cubby_lockerd_pulse (const CubbyEffect *effect, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_return_if_fail (effect->door >= 0);
  Pulse *pulse = g_new0 (Pulse, 1);
  pulse->lockerd = self;
  pulse->grant = g_strdup (effect->grant);
  pulse->door = g_strdup (effect->door_name);
  gint64 patience_us = MIN (PULSE_DEADLINE_US, (gint64)self->settings->locker.open_wait_ms * 1000 / 2);
  cubby_lock_bank_pulse_async (self->locks, (guint)effect->door, effect->pulse_ms,
                               g_get_monotonic_time () + patience_us, NULL, on_pulsed, pulse);
}

static void
on_sensed (CubbyLockBank *locks, guint door, int reading, gint64 at_us, gpointer user_data)
{
  static const CubbyReading readings[] = {
      [CUBBY_DOOR_READING_UNKNOWN] = CUBBY_READING_UNKNOWN,
      [CUBBY_DOOR_READING_SHUT] = CUBBY_READING_SHUT,
      [CUBBY_DOOR_READING_OPEN] = CUBBY_READING_OPEN,
  };
  CubbyLockerd *self = user_data;
  g_return_if_fail (reading >= 0 && reading < (int)G_N_ELEMENTS (readings));
  cubby_self_tests_count_change (self->self_tests, door);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_reading (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), door, readings[reading]);
  cubby_core_commit (self->core, decision);
}

static gboolean
are_all_heard (const CubbyLockerd *self)
{
  for (guint i = 0; i < self->settings->boards->len; i++)
    if (!self->boards_heard[i])
      return FALSE;
  return TRUE;
}

static void
on_board_state (CubbyLockBank *locks, guint board, gboolean answers, const char *why, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  const CubbyBoardSettings *settings = g_ptr_array_index (self->settings->boards, board);
  if (answers)
    g_message ("board %s answers", settings->name);
  else
    g_warning ("board %s does not answer: %s", settings->name, why);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_board (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), board, answers);
  cubby_core_commit (self->core, decision);
  self->boards_heard[board] = TRUE;
  cubby_locker_bank_set_ready (self->bank, are_all_heard (self));
  cubby_lockerd_tell_alarms (self);
}

void
cubby_lockerd_connect_locks (CubbyLockerd *self)
{
  g_signal_connect (self->locks, "door-sensed", G_CALLBACK (on_sensed), self);
  g_signal_connect (self->locks, "board-state", G_CALLBACK (on_board_state), self);
}
