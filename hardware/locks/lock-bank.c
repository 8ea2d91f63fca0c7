/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-bank.h"

#include "hardware/locks/lock-board.h"
#include "hardware/locks/lock-check.h"
#include "hardware/locks/lock-poller.h"
#include "hardware/locks/lock-pulse.h"
#include "hardware/locks/power-groups.h"

#define PULSE_LEAST_MS 100
#define PULSE_MOST_MS 2000

struct _CubbyLockBank {
  GObject parent_instance;
  const CubbySettings *settings;
  GPtrArray *pollers; /* of CubbyLockPoller, a bus each; empty: not started */
  GPtrArray *pulses;  /* of CubbyLockPulse, under way */
  CubbyPowerGroups *groups;
  CubbyLockCheck *check; /* under way, or NULL */
  GTask *check_task;
  GArray *readings; /* of CubbyDoorReading */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (CubbyLockBank, cubby_lock_bank, G_TYPE_OBJECT)

enum { SIGNAL_DOOR_SENSED, SIGNAL_BOARD_STATE, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
cubby_door_reading_to_string (CubbyDoorReading reading)
{
  static const char *const names[] = {
      [CUBBY_DOOR_READING_UNKNOWN] = "unknown",
      [CUBBY_DOOR_READING_SHUT] = "shut",
      [CUBBY_DOOR_READING_OPEN] = "open",
  };
  return names[reading];
}

const char *
cubby_pulse_result_to_string (CubbyPulseResult result)
{
  static const char *const names[] = {
      [CUBBY_PULSE_ACKNOWLEDGED] = "acknowledged",
      [CUBBY_PULSE_NOT_SENT] = "not-sent",
      [CUBBY_PULSE_REFUSED] = "refused",
      [CUBBY_PULSE_UNCERTAIN] = "uncertain",
  };
  return names[result];
}

static void
door_sensed (guint door, CubbyDoorReading reading, gint64 at_us, gpointer data)
{
  CubbyLockBank *self = data;
  g_array_index (self->readings, CubbyDoorReading, door) = reading;
  g_signal_emit (self, signals[SIGNAL_DOOR_SENSED], 0, door, (int)reading, at_us);
}

static void
board_state (guint board, gboolean answers, const char *why, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_BOARD_STATE], 0, board, answers, why);
}

void
cubby_lock_bank_start (CubbyLockBank *self)
{
  g_return_if_fail (CUBBY_IS_LOCK_BANK (self) && !self->running);
  const CubbyLockListener listener = {.door_sensed = door_sensed, .board_state = board_state, .data = self};
  self->running = TRUE;
  for (guint i = 0; i < self->settings->buses->len; i++)
    g_ptr_array_add (self->pollers, cubby_lock_poller_new (self->settings, i, &listener));
}

void
cubby_lock_bank_stop (CubbyLockBank *self)
{
  g_return_if_fail (CUBBY_IS_LOCK_BANK (self));
  self->running = FALSE;
  /* The buses tell every pulse that waits; after that the pulses have nothing to wait for. */
  g_ptr_array_set_size (self->pollers, 0);
  g_ptr_array_set_size (self->pulses, 0);
  g_clear_pointer (&self->check, cubby_lock_check_free);
  g_autoptr (GTask) task = g_steal_pointer (&self->check_task);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the lock bank is stopped");
}

static void
pulse_ended (CubbyLockPulse *pulse, gpointer data)
{
  CubbyLockBank *self = data;
  g_ptr_array_remove_fast (self->pulses, pulse);
}

/* Returns: TRUE, and the lock's power group is taken; otherwise @task has ended. */
static gboolean
bank_admit (CubbyLockBank *self, guint door, guint pulse_ms, gint64 deadline_us, GTask *task)
{
  gint64 now_us = g_get_monotonic_time ();
  const char *why = "the lock bank is stopped";
  const CubbyCompartment *compartment = cubby_bank_get_compartment (self->settings->bank, door);
  const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, compartment->board);
  gboolean ready = self->running && cubby_lock_poller_is_ready (g_ptr_array_index (self->pollers, board->bus),
                                                                compartment->board, &why);
  if (pulse_ms < PULSE_LEAST_MS || pulse_ms > PULSE_MOST_MS)
    cubby_lock_pulse_refuse (task, "a pulse of %u ms is not from %d to %d", pulse_ms, PULSE_LEAST_MS,
                             PULSE_MOST_MS);
  else if (deadline_us <= now_us || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    cubby_lock_pulse_refuse (task, "its time is over");
  else if (!ready)
    cubby_lock_pulse_refuse (task, "board %s cannot be used: %s", board->name, why);
  else if (!cubby_power_groups_take (self->groups, board->power_group, now_us))
    cubby_lock_pulse_refuse (task, "another lock of power group %s is energised", board->power_group);
  else
    return TRUE;
  return FALSE;
}

void
cubby_lock_bank_pulse_async (CubbyLockBank *self, guint door, guint pulse_ms, gint64 deadline_us,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CUBBY_IS_LOCK_BANK (self));
  g_return_if_fail (door < cubby_bank_get_n_compartments (self->settings->bank));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_name (task, "pulse");
  g_task_set_check_cancellable (task, FALSE); /* what was sent counts, whoever lost interest */
  if (!bank_admit (self, door, pulse_ms, deadline_us, task))
    return;
  if (self->check != NULL)
    cubby_lock_check_yield (self->check);
  const CubbyCompartment *compartment = cubby_bank_get_compartment (self->settings->bank, door);
  const CubbyBoardSettings *board = g_ptr_array_index (self->settings->boards, compartment->board);
  const CubbyLockPulsePlace place = {
      .poller = g_ptr_array_index (self->pollers, board->bus),
      .groups = self->groups,
      .board = cubby_lock_board_of (self->settings, compartment->board),
      .settings = board,
      .board_index = compartment->board,
      .channel = compartment->channel,
      .open_wait_ms = self->settings->locker.open_wait_ms,
  };
  g_ptr_array_add (self->pulses,
                   cubby_lock_pulse_new (&place, pulse_ms, deadline_us, task, pulse_ended, self));
}

CubbyPulseResult
cubby_lock_bank_pulse_finish (CubbyLockBank *self, GAsyncResult *result, gint64 *ret_at_us, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), CUBBY_PULSE_UNCERTAIN);
  return cubby_lock_pulse_finish_task (G_TASK (result), ret_at_us, error);
}

static void
check_done (CubbyLockCheck *check, gpointer data)
{
  CubbyLockBank *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->check_task);
  self->check = NULL;
  g_task_return_pointer (task, cubby_lock_check_take_findings (check), (GDestroyNotify)g_ptr_array_unref);
  cubby_lock_check_free (check);
}

void
cubby_lock_bank_check_async (CubbyLockBank *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CUBBY_IS_LOCK_BANK (self));
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_name (task, "check");
  if (!self->running || self->check != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, self->running ? G_IO_ERROR_BUSY : G_IO_ERROR_CLOSED,
                             self->running ? "the lock bank is being checked" : "the lock bank is stopped");
    return;
  }
  const CubbyLockCheckPlace place = {
      .settings = self->settings, .pollers = self->pollers, .groups = self->groups};
  self->check_task = g_steal_pointer (&task);
  self->check = cubby_lock_check_new (&place, check_done, self);
}

GPtrArray *
cubby_lock_bank_check_finish (CubbyLockBank *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
cubby_lock_bank_has_sensor (CubbyLockBank *self, guint door)
{
  const CubbyCompartment *compartment = cubby_bank_get_compartment (self->settings->bank, door);
  return cubby_lock_board_has_input (cubby_lock_board_of (self->settings, compartment->board),
                                     compartment->channel);
}

CubbyDoorReading
cubby_lock_bank_get_reading (CubbyLockBank *self, guint door)
{
  g_return_val_if_fail (door < self->readings->len, CUBBY_DOOR_READING_UNKNOWN);
  return g_array_index (self->readings, CubbyDoorReading, door);
}

gboolean
cubby_lock_bank_get_board_answers (CubbyLockBank *self, guint board, const char **ret_why)
{
  g_return_val_if_fail (board < self->settings->boards->len, FALSE);
  const CubbyBoardSettings *it = g_ptr_array_index (self->settings->boards, board);
  if (ret_why != NULL)
    *ret_why = "the lock bank is stopped";
  return self->running &&
         cubby_lock_poller_is_ready (g_ptr_array_index (self->pollers, it->bus), board, ret_why);
}

CubbyLockBank *
cubby_lock_bank_new (const CubbySettings *settings, GError **error)
{
  if (!cubby_lock_boards_check (settings, error))
    return NULL;
  CubbyLockBank *self = g_object_new (CUBBY_TYPE_LOCK_BANK, NULL);
  self->settings = settings;
  g_array_set_size (self->readings, cubby_bank_get_n_compartments (settings->bank));
  return self;
}

static void
cubby_lock_bank_dispose (GObject *object)
{
  cubby_lock_bank_stop (CUBBY_LOCK_BANK (object));
  G_OBJECT_CLASS (cubby_lock_bank_parent_class)->dispose (object);
}

static void
cubby_lock_bank_finalize (GObject *object)
{
  CubbyLockBank *self = CUBBY_LOCK_BANK (object);
  g_ptr_array_unref (self->pollers);
  g_ptr_array_unref (self->pulses);
  g_array_unref (self->readings);
  cubby_power_groups_free (self->groups);
  G_OBJECT_CLASS (cubby_lock_bank_parent_class)->finalize (object);
}

static void
cubby_lock_bank_class_init (CubbyLockBankClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = cubby_lock_bank_dispose;
  object_class->finalize = cubby_lock_bank_finalize;
  signals[SIGNAL_DOOR_SENSED] =
      g_signal_new ("door-sensed", CUBBY_TYPE_LOCK_BANK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    3, G_TYPE_UINT, G_TYPE_INT, G_TYPE_INT64);
  signals[SIGNAL_BOARD_STATE] =
      g_signal_new ("board-state", CUBBY_TYPE_LOCK_BANK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    3, G_TYPE_UINT, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
cubby_lock_bank_init (CubbyLockBank *self)
{
  self->pollers = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_lock_poller_free);
  self->pulses = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_lock_pulse_free);
  self->readings = g_array_new (FALSE, TRUE, sizeof (CubbyDoorReading));
  self->groups = cubby_power_groups_new ();
}
