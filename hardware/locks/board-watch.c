/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/board-watch.h"

/* Over TCP two answers may be one sample of the contact: so long is what proves the first left alone. On a
 * serial line an exchange takes that long by itself. */
#define CONFIRM_GAP_MS 5

typedef struct {
  guint door;
  guint channel;
  gint64 expected_until_us; /* it was pulsed, and has not been seen open; 0: it was not */
  CubbyDoorFilter filter;
} WatchedDoor;

struct _CubbyBoardWatch {
  guint index;
  const CubbyBoardSettings *settings;
  const CubbyLockBoard *board;
  CubbyLockListener listener;
  CubbyPollPlan plan;
  CubbyBoardSetup setup;
  guint confirm_gap_ms;
  gboolean set_up;
  gboolean told;
  gboolean answers;
  char *why;
  GArray *doors; /* of WatchedDoor */
};

CubbyBoardWatch *
cubby_board_watch_new (const CubbySettings *settings, guint index, const CubbyLockListener *listener)
{
  CubbyBoardWatch *self = g_new0 (CubbyBoardWatch, 1);
  self->index = index;
  self->settings = g_ptr_array_index (settings->boards, index);
  self->board = cubby_lock_board_find (self->settings->profile);
  self->listener = *listener;
  const CubbyBusSettings *bus = g_ptr_array_index (settings->buses, self->settings->bus);
  self->plan.poll_ms = bus->poll_ms;
  self->confirm_gap_ms = bus->transport == CUBBY_TRANSPORT_TCP ? CONFIRM_GAP_MS : 0;
  self->why = g_strdup ("it has not been asked yet");
  self->doors = g_array_new (FALSE, TRUE, sizeof (WatchedDoor));
  for (guint i = 0; i < cubby_bank_get_n_compartments (settings->bank); i++) {
    const CubbyCompartment *compartment = cubby_bank_get_compartment (settings->bank, i);
    const WatchedDoor door = {.door = i, .channel = compartment->channel};
    if (compartment->board == index)
      g_array_append_val (self->doors, door);
  }
  return self;
}

void
cubby_board_watch_free (CubbyBoardWatch *self)
{
  g_array_unref (self->doors);
  g_free (self->why);
  g_free (self);
}

guint
cubby_board_watch_get_index (CubbyBoardWatch *self)
{
  return self->index;
}

const CubbyLockBoard *
cubby_board_watch_get_board (CubbyBoardWatch *self)
{
  return self->board;
}

CubbyPollPlan *
cubby_board_watch_get_plan (CubbyBoardWatch *self)
{
  return &self->plan;
}

gboolean
cubby_board_watch_is_ready (CubbyBoardWatch *self, const char **ret_why)
{
  if (ret_why != NULL)
    *ret_why = self->why;
  return self->set_up && self->answers;
}

void
cubby_board_watch_make_request (CubbyBoardWatch *self, CubbyBusRequest *ret_request)
{
  ret_request->unit = self->settings->unit;
  ret_request->gap_ms =
      self->plan.confirming ? MAX (self->board->gap_ms, self->confirm_gap_ms) : self->board->gap_ms;
  ret_request->urgent = FALSE;
  self->set_up = !cubby_board_setup_next (&self->setup, self->board, &ret_request->pdu);
  if (self->set_up)
    cubby_lock_board_make_read (self->board, &ret_request->pdu);
}

static void
watch_tell_door (CubbyBoardWatch *self, const WatchedDoor *door, gint64 at_us)
{
  self->listener.door_sensed (door->door, door->filter.reading, at_us, self->listener.data);
}

static void
watch_set_state (CubbyBoardWatch *self, gboolean answers, const char *why)
{
  gboolean news = !self->told || self->answers != answers;
  self->told = TRUE;
  self->answers = answers;
  if (g_strcmp0 (self->why, why) != 0) {
    g_free (self->why);
    self->why = g_strdup (why);
  }
  if (news)
    self->listener.board_state (self->index, answers, self->why, self->listener.data);
}

static void
watch_lose_doors (CubbyBoardWatch *self, gint64 now_us)
{
  for (guint i = 0; i < self->doors->len; i++) {
    WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    if (cubby_door_filter_lose (&door->filter))
      watch_tell_door (self, door, now_us);
  }
}

static void
watch_read_door (CubbyBoardWatch *self, WatchedDoor *door, const CubbyBusReply *reply)
{
  gboolean one = cubby_lock_board_decode_input (self->board, &reply->pdu, door->channel);
  if (cubby_door_filter_feed (&door->filter, one == self->settings->shut_is_one))
    watch_tell_door (self, door, reply->answered_us);
}

/* Only a door that is expected to open is looked at again at once: the rebound of one that was slammed, or a
 * neighbour's knock, must last from one poll to the next to be believed. */
static void
watch_look_forward (CubbyBoardWatch *self, gint64 now_us)
{
  gboolean confirm = FALSE;
  gint64 until_us = 0;
  for (guint i = 0; i < self->doors->len; i++) {
    WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    gboolean over = door->filter.reading == CUBBY_DOOR_READING_OPEN || now_us >= door->expected_until_us;
    door->expected_until_us = over ? 0 : door->expected_until_us;
    until_us = MAX (until_us, door->expected_until_us);
    confirm |= !over && door->filter.last == CUBBY_DOOR_READING_OPEN && door->filter.n_restless == 1;
  }
  if (until_us == 0)
    cubby_poll_plan_calm (&self->plan);
  if (confirm)
    cubby_poll_plan_confirm (&self->plan, now_us);
}

static void
watch_read_doors (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us)
{
  for (guint i = 0; i < self->doors->len; i++)
    watch_read_door (self, &g_array_index (self->doors, WatchedDoor, i), reply);
  watch_look_forward (self, now_us);
}

void
cubby_board_watch_expect (CubbyBoardWatch *self, guint channel, gint64 now_us, gint64 until_us)
{
  for (guint i = 0; i < self->doors->len; i++) {
    WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    if (door->channel == channel)
      door->expected_until_us = until_us;
  }
  cubby_poll_plan_hurry (&self->plan, now_us, MAX (until_us, self->plan.fast_until_us));
}

/* It may have lost its power, so it is met anew. */
static void
watch_fail (CubbyBoardWatch *self, const GError *why, gint64 now_us)
{
  if (g_error_matches (why, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LINK))
    cubby_poll_plan_cut (&self->plan, now_us);
  else
    cubby_poll_plan_failed (&self->plan, now_us);
  if (!cubby_poll_plan_is_lost (&self->plan))
    return;
  if (self->set_up)
    cubby_board_setup_restart (&self->setup);
  self->set_up = FALSE;
  watch_set_state (self, FALSE, why->message);
  watch_lose_doors (self, now_us);
}

static void
watch_feed_setup (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gboolean good = cubby_board_setup_feed (&self->setup, self->board, reply, &error);
  if (good && reply->result == CUBBY_BUS_ACKNOWLEDGED)
    cubby_poll_plan_hurry (&self->plan, now_us, self->plan.fast_until_us);
  else
    watch_fail (self, error != NULL ? error : reply->error, now_us);
}

/* The bus was too busy to ask; that is not the board's fault. */
static gboolean
reply_says_nothing (const CubbyBusReply *reply)
{
  return g_error_matches (reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_LATE) ||
         g_error_matches (reply->error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_DROPPED);
}

static void
watch_feed_poll (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED) {
    watch_fail (self, reply->error, now_us);
    return;
  }
  gboolean first = !self->answers;
  cubby_poll_plan_answered (&self->plan, now_us);
  watch_set_state (self, TRUE, "it answers");
  if (cubby_lock_board_has_inputs (self->board))
    watch_read_doors (self, reply, now_us);
  else if (first)
    watch_lose_doors (self, now_us);
}

void
cubby_board_watch_feed (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us)
{
  if (reply_says_nothing (reply))
    cubby_poll_plan_postpone (&self->plan, now_us);
  else if (self->set_up)
    watch_feed_poll (self, reply, now_us);
  else
    watch_feed_setup (self, reply, now_us);
}
