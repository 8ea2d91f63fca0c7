/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-pulse.h"

#define OFF_PATIENCE_US (1000 * 1000)
#define OFF_RETRY_FIRST_MS 100
#define OFF_RETRY_DOUBLINGS 5

typedef struct {
  CubbyPulseResult result;
  gint64 at_us;
  GError *error;
} Outcome;

struct _CubbyLockPulse {
  CubbyLockPulsePlace place;
  guint pulse_ms;
  GTask *task; /* NULL once it returned */
  guint64 id;
  gulong cancelled;
  GSource *off_timer;
  guint n_offs;
  void (*ended) (CubbyLockPulse *self, gpointer data);
  gpointer ended_data;
};

static const CubbyPulseResult results[] = {
    [CUBBY_BUS_NOT_SENT] = CUBBY_PULSE_NOT_SENT,
    [CUBBY_BUS_ACKNOWLEDGED] = CUBBY_PULSE_ACKNOWLEDGED,
    [CUBBY_BUS_EXCEPTION] = CUBBY_PULSE_REFUSED,
    [CUBBY_BUS_UNCERTAIN] = CUBBY_PULSE_UNCERTAIN,
};

/* A board that says no is believed only when its word proves that the lock was not energised. */
static CubbyPulseResult
get_result (const CubbyBusReply *reply)
{
  if (reply->result == CUBBY_BUS_EXCEPTION && !cubby_modbus_exception_is_refusal (reply->exception))
    return CUBBY_PULSE_UNCERTAIN;
  return results[reply->result];
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;
  g_clear_error (&outcome->error);
  g_free (outcome);
}

static void
task_return (GTask *task, CubbyPulseResult result, gint64 at_us, GError *error)
{
  Outcome *outcome = g_new0 (Outcome, 1);
  outcome->result = result;
  outcome->at_us = at_us;
  outcome->error = error;
  g_task_return_pointer (task, outcome, outcome_free);
}

void
cubby_lock_pulse_refuse (GTask *task, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  GError *error = g_error_new_valist (CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED, format, arguments);
  va_end (arguments);
  task_return (task, CUBBY_PULSE_NOT_SENT, 0, error);
}

CubbyPulseResult
cubby_lock_pulse_finish_task (GTask *task, gint64 *ret_at_us, GError **error)
{
  Outcome *outcome = g_task_propagate_pointer (task, error);
  g_return_val_if_fail (outcome != NULL, CUBBY_PULSE_UNCERTAIN);
  CubbyPulseResult result = outcome->result;
  if (ret_at_us != NULL)
    *ret_at_us = outcome->at_us;
  if (outcome->error != NULL)
    g_propagate_error (error, g_steal_pointer (&outcome->error));
  outcome_free (outcome);
  return result;
}

static void
pulse_release (CubbyLockPulse *self, gint64 free_us)
{
  cubby_power_groups_release (self->place.groups, self->place.settings->power_group, free_us);
}

static CubbyBus *
pulse_get_bus (CubbyLockPulse *self)
{
  return cubby_lock_poller_get_bus (self->place.poller);
}

static gboolean off_cb (gpointer data);

static void
pulse_switch_off_in (CubbyLockPulse *self, gint64 at_us)
{
  if (self->off_timer != NULL) {
    g_source_destroy (self->off_timer);
    g_source_unref (self->off_timer);
  }
  gint64 wait_ms = MAX (0, (at_us - g_get_monotonic_time () + 999) / 1000);
  self->off_timer = g_timeout_source_new ((guint)wait_ms);
  g_source_set_priority (self->off_timer, G_PRIORITY_HIGH);
  g_source_set_callback (self->off_timer, off_cb, self, NULL);
  g_source_attach (self->off_timer, g_main_context_get_thread_default ());
}

/* "Off" does no harm when it is repeated, and a lock that stays energised burns. */
static void
off_reply_cb (const CubbyBusReply *reply, gpointer data)
{
  CubbyLockPulse *self = data;
  gint64 now_us = g_get_monotonic_time ();
  if (reply->result == CUBBY_BUS_ACKNOWLEDGED) {
    pulse_release (self, now_us);
    self->ended (self, self->ended_data);
    return;
  }
  if (g_error_matches (reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED))
    return;
  guint doublings = MIN (self->n_offs++, OFF_RETRY_DOUBLINGS);
  pulse_switch_off_in (self, now_us + (gint64)(OFF_RETRY_FIRST_MS << doublings) * 1000);
}

static gboolean
off_cb (gpointer data)
{
  CubbyLockPulse *self = data;
  CubbyBusRequest request = {
      .unit = self->place.settings->unit,
      .gap_ms = self->place.board->gap_ms,
      .urgent = TRUE,
      .deadline_us = g_get_monotonic_time () + OFF_PATIENCE_US,
  };
  cubby_lock_board_make_off (self->place.board, self->place.channel, &request.pdu);
  cubby_bus_send (pulse_get_bus (self), &request, off_reply_cb, self);
  g_clear_pointer (&self->off_timer, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  CubbyLockPulse *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  gint64 ends_us = reply->written_us + (gint64)self->pulse_ms * 1000;
  GError *error = reply->error != NULL ? g_error_copy (reply->error) : NULL;
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled);
  CubbyPulseResult result = get_result (reply);
  gboolean sent = result != CUBBY_PULSE_NOT_SENT;
  gboolean software = sent && cubby_lock_board_is_software_timed (self->place.board);
  if (sent)
    cubby_lock_poller_expect (self->place.poller, self->place.board_index, self->place.channel,
                              reply->written_us + (gint64)self->place.open_wait_ms * 1000);
  cubby_lock_poller_release (self->place.poller);
  if (software)
    pulse_switch_off_in (self, ends_us);
  else
    pulse_release (self, sent && result != CUBBY_PULSE_REFUSED ? ends_us : 0);
  if (!software)
    self->ended (self, self->ended_data);
  task_return (task, result, reply->written_us, error);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  CubbyLockPulse *self = data;
  cubby_bus_drop (pulse_get_bus (self), self->id);
}

CubbyLockPulse *
cubby_lock_pulse_new (const CubbyLockPulsePlace *place, guint pulse_ms, gint64 deadline_us, GTask *task,
                      void (*ended) (CubbyLockPulse *self, gpointer data), gpointer data)
{
  CubbyLockPulse *self = g_new0 (CubbyLockPulse, 1);
  CubbyBusRequest request = {.unit = place->settings->unit,
                             .gap_ms = place->board->gap_ms,
                             .urgent = TRUE,
                             .deadline_us = deadline_us};
  self->place = *place;
  self->pulse_ms = cubby_lock_board_round_pulse (place->board, pulse_ms);
  self->task = g_object_ref (task);
  self->ended = ended;
  self->ended_data = data;
  cubby_lock_board_make_pulse (place->board, place->channel, pulse_ms, &request.pdu);
  cubby_lock_poller_hold (place->poller);
  self->id = cubby_bus_send (pulse_get_bus (self), &request, reply_cb, self);
  if (g_task_get_cancellable (task) != NULL)
    self->cancelled =
        g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled_cb), self, NULL);
  return self;
}

void
cubby_lock_pulse_free (CubbyLockPulse *self)
{
  if (self->off_timer != NULL) {
    g_source_destroy (self->off_timer);
    g_source_unref (self->off_timer);
  }
  g_clear_object (&self->task);
  g_free (self);
}
