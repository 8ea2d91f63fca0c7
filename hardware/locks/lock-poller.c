/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-poller.h"

#include "hardware/locks/board-watch.h"

/* A poll that waited longer for its turn is worth nothing. */
#define PATIENCE_US (500 * 1000)

struct _CubbyLockPoller {
  CubbyBus *bus;
  GPtrArray *watches; /* of CubbyBoardWatch */
  GPtrArray *plans;   /* of CubbyPollPlan, in the same order */
  guint response_timeout_ms;
  CubbyBoardWatch *asked; /* whose answer is awaited; NULL: nobody's */
  guint64 asked_id;
  gboolean asked_fast; /* the last one asked was in a hurry */
  guint n_holds;       /* pulses on their way */
  GSource *timer;
  gboolean ending;
};

static void poller_go_on (CubbyLockPoller *self);

static void
reply_cb (const CubbyBusReply *reply, gpointer data)
{
  CubbyLockPoller *self = data;
  CubbyBoardWatch *watch = self->asked;
  self->asked = NULL;
  if (self->ending)
    return;
  /* Taken back for a pulse, its turn has not been. */
  if (!g_error_matches (reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED))
    cubby_board_watch_feed (watch, reply, g_get_monotonic_time ());
  poller_go_on (self);
}

/* Unless there is nothing to ask it. */
static void
poller_ask (CubbyLockPoller *self, CubbyBoardWatch *watch, gint64 now_us)
{
  CubbyBusRequest request = {0};
  if (!cubby_board_watch_make_request (watch, now_us, &request))
    return;
  request.deadline_us = now_us + PATIENCE_US + (gint64)self->response_timeout_ms * 1000;
  self->asked = watch;
  self->asked_fast = cubby_poll_plan_is_fast (cubby_board_watch_get_plan (watch), now_us);
  self->asked_id = cubby_bus_send (self->bus, &request, reply_cb, self);
}

/* Until the next board is due; for ever when none can be asked. */
static void
poller_sleep (CubbyLockPoller *self)
{
  gint64 due_us = G_MAXINT64;
  for (guint i = 0; i < self->plans->len; i++)
    due_us = MIN (due_us, ((const CubbyPollPlan *)g_ptr_array_index (self->plans, i))->due_us);
  g_source_set_ready_time (self->timer, due_us == G_MAXINT64 ? -1 : due_us);
}

/* Asks the board whose turn it is, or sleeps until it is. */
static void
poller_go_on (CubbyLockPoller *self)
{
  if (self->ending || self->asked != NULL || self->n_holds > 0 || self->watches->len == 0)
    return;
  gint64 now_us = g_get_monotonic_time ();
  while (self->asked == NULL && self->n_holds == 0) {
    guint next = cubby_poll_plan_choose ((CubbyPollPlan *const *)self->plans->pdata, self->plans->len, now_us,
                                         !self->asked_fast);
    const CubbyPollPlan *plan = g_ptr_array_index (self->plans, next);
    if (plan->due_us > now_us)
      break;
    poller_ask (self, g_ptr_array_index (self->watches, next), now_us);
  }
  if (self->asked == NULL)
    poller_sleep (self);
}

static gboolean
timer_cb (gpointer data)
{
  poller_go_on (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static GSourceFuncs timer_funcs = {.dispatch = timer_dispatch};

static void
poller_add_board (CubbyLockPoller *self, const CubbySettings *settings, guint index,
                  const CubbyLockListener *listener)
{
  const CubbyBoardSettings *board = g_ptr_array_index (settings->boards, index);
  CubbyBoardWatch *watch = cubby_board_watch_new (settings, index, listener);
  const CubbyLockBoard *profile = cubby_board_watch_get_board (watch);
  g_ptr_array_add (self->watches, watch);
  g_ptr_array_add (self->plans, cubby_board_watch_get_plan (watch));
  guint n_offs = cubby_lock_board_is_software_timed (profile) ? cubby_lock_board_count_all_off (profile) : 0;
  for (guint i = 0; i < n_offs; i++) {
    CubbyBusRequest farewell = {.unit = board->unit, .gap_ms = profile->gap_ms};
    cubby_lock_board_make_all_off (profile, i, &farewell.pdu);
    cubby_bus_add_farewell (self->bus, &farewell);
  }
}

CubbyLockPoller *
cubby_lock_poller_new (const CubbySettings *settings, guint bus, const CubbyLockListener *listener)
{
  CubbyLockPoller *self = g_new0 (CubbyLockPoller, 1);
  const CubbyBusSettings *bus_settings = g_ptr_array_index (settings->buses, bus);
  self->response_timeout_ms = bus_settings->response_timeout_ms;
  self->watches = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_board_watch_free);
  self->plans = g_ptr_array_new ();
  self->bus = cubby_bus_new (bus_settings);
  for (guint i = 0; i < settings->boards->len; i++)
    if (((const CubbyBoardSettings *)g_ptr_array_index (settings->boards, i))->bus == bus)
      poller_add_board (self, settings, i, listener);
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_set_ready_time (self->timer, 0);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  return self;
}

void
cubby_lock_poller_free (CubbyLockPoller *self)
{
  self->ending = TRUE;
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  cubby_bus_free (self->bus);
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->watches);
  g_free (self);
}

CubbyBus *
cubby_lock_poller_get_bus (CubbyLockPoller *self)
{
  return self->bus;
}

static CubbyBoardWatch *
poller_find (CubbyLockPoller *self, guint board)
{
  for (guint i = 0; i < self->watches->len; i++)
    if (cubby_board_watch_get_index (g_ptr_array_index (self->watches, i)) == board)
      return g_ptr_array_index (self->watches, i);
  return NULL;
}

gboolean
cubby_lock_poller_is_ready (CubbyLockPoller *self, guint board, const char **ret_why)
{
  CubbyBoardWatch *watch = poller_find (self, board);
  g_return_val_if_fail (watch != NULL, FALSE);
  return cubby_board_watch_is_ready (watch, ret_why);
}

void
cubby_lock_poller_hold (CubbyLockPoller *self)
{
  self->n_holds++;
  if (self->asked != NULL)
    cubby_bus_drop (self->bus, self->asked_id);
}

void
cubby_lock_poller_release (CubbyLockPoller *self)
{
  g_return_if_fail (self->n_holds > 0);
  self->n_holds--;
  poller_go_on (self);
}

void
cubby_lock_poller_expect (CubbyLockPoller *self, guint board, guint channel, gint64 until_us)
{
  CubbyBoardWatch *watch = poller_find (self, board);
  g_return_if_fail (watch != NULL);
  cubby_board_watch_expect (watch, channel, g_get_monotonic_time (), until_us);
  self->asked_fast = FALSE; /* the board just pulsed is the first */
  poller_go_on (self);
}
