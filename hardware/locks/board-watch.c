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
  GArray *reads;  /* of guint: the requests of a poll that tell of a door */
  guint next;     /* of them */
  guint asked;    /* the request whose answer is awaited */
  gboolean aside; /* it is out of turn */
  gboolean told;
  gboolean answers;
  char *why;
  GArray *doors; /* of WatchedDoor */
};

static gboolean
watch_needs_read (CubbyBoardWatch *self, guint read)
{
  for (guint i = 0; i < self->doors->len; i++) {
    guint channel = g_array_index (self->doors, WatchedDoor, i).channel;
    if (cubby_lock_board_has_input (self->board, channel) &&
        cubby_lock_board_find_read (self->board, channel) == read)
      return TRUE;
  }
  return FALSE;
}

/* Inputs on which no door hangs need not be read, but something must be: it shows that the board is there. */
static void
watch_choose_reads (CubbyBoardWatch *self)
{
  const guint first = 0;
  guint n_reads = cubby_lock_board_count_reads (self->board);
  self->reads = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint read = 0; read < n_reads; read++)
    if (watch_needs_read (self, read))
      g_array_append_val (self->reads, read);
  if (self->reads->len == 0 && n_reads > 0)
    g_array_append_val (self->reads, first);
}

CubbyBoardWatch *
cubby_board_watch_new (const CubbySettings *settings, guint index, const CubbyLockListener *listener)
{
  CubbyBoardWatch *self = g_new0 (CubbyBoardWatch, 1);
  self->index = index;
  self->settings = g_ptr_array_index (settings->boards, index);
  self->board = cubby_lock_board_of (settings, index);
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
  watch_choose_reads (self);
  return self;
}

void
cubby_board_watch_free (CubbyBoardWatch *self)
{
  g_array_unref (self->doors);
  g_array_unref (self->reads);
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

/* Nobody will ever say how these stand. */
static void
watch_lose_blind_doors (CubbyBoardWatch *self, gint64 now_us)
{
  for (guint i = 0; i < self->doors->len; i++) {
    WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    if (!cubby_lock_board_has_input (self->board, door->channel) && cubby_door_filter_lose (&door->filter))
      watch_tell_door (self, door, now_us);
  }
}

/* Whether the last request told of this door. */
static gboolean
watch_has_read (CubbyBoardWatch *self, const WatchedDoor *door)
{
  return cubby_lock_board_has_input (self->board, door->channel) &&
         cubby_lock_board_find_read (self->board, door->channel) == self->asked;
}

static void
watch_read_door (CubbyBoardWatch *self, WatchedDoor *door, const CubbyBusReply *reply)
{
  if (!watch_has_read (self, door))
    return;
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
    confirm |= !over && watch_has_read (self, door) && door->filter.last == CUBBY_DOOR_READING_OPEN &&
               door->filter.n_restless == 1;
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
  if (cubby_lock_board_has_input (self->board, channel))
    cubby_poll_plan_hurry (&self->plan, now_us, MAX (until_us, self->plan.fast_until_us));
}

/* Returns: the request that tells of a door that is expected to open, or -1. */
static int
watch_find_expected (CubbyBoardWatch *self, gint64 now_us)
{
  for (guint i = 0; i < self->doors->len; i++) {
    const WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    if (now_us < door->expected_until_us && cubby_lock_board_has_input (self->board, door->channel))
      return (int)cubby_lock_board_find_read (self->board, door->channel);
  }
  return -1;
}

/* Where a poll takes several requests, the one that tells of the door just pulsed comes between the others,
 * and again at once when its answer needs a second one. */
static guint
watch_choose_read (CubbyBoardWatch *self, gint64 now_us)
{
  int expected = self->reads->len > 1 ? watch_find_expected (self, now_us) : -1;
  gboolean confirming = self->plan.confirming && self->reads->len > 1;
  self->aside = confirming || (expected >= 0 && !self->aside);
  if (confirming)
    return self->asked;
  return self->aside ? (guint)expected : g_array_index (self->reads, guint, self->next);
}

/* A board that can only be opened: what is known of it is what its echoes say. */
static void
watch_take_for_granted (CubbyBoardWatch *self, gint64 now_us)
{
  cubby_poll_plan_never (&self->plan);
  watch_set_state (self, TRUE, "it cannot be asked whether it is there; it is taken to be");
  watch_lose_blind_doors (self, now_us);
}

gboolean
cubby_board_watch_make_request (CubbyBoardWatch *self, gint64 now_us, CubbyBusRequest *ret_request)
{
  ret_request->unit = self->settings->unit;
  ret_request->gap_ms =
      self->plan.confirming ? MAX (self->board->gap_ms, self->confirm_gap_ms) : self->board->gap_ms;
  ret_request->urgent = FALSE;
  self->set_up = !cubby_board_setup_next (&self->setup, self->board, &ret_request->pdu);
  if (!self->set_up)
    return TRUE;
  if (self->reads->len == 0) {
    watch_take_for_granted (self, now_us);
    return FALSE;
  }
  self->asked = watch_choose_read (self, now_us);
  cubby_lock_board_make_read (self->board, self->asked, &ret_request->pdu);
  return TRUE;
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
  self->next = 0;
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
  self->next = (self->next + (self->aside ? 0 : 1)) % self->reads->len;
  cubby_poll_plan_answered (&self->plan, now_us);
  if (self->aside || self->next > 0)
    cubby_poll_plan_hurry (&self->plan, now_us, self->plan.fast_until_us); /* the poll is not over */
  watch_set_state (self, TRUE, "it answers");
  watch_read_doors (self, reply, now_us);
  if (first)
    watch_lose_blind_doors (self, now_us);
}

/* A door just pulsed could have been opened and shut while nobody looked: from then on it is not known to
 * have stayed shut. */
static void
watch_miss_expected (CubbyBoardWatch *self, gint64 now_us)
{
  for (guint i = 0; i < self->doors->len; i++) {
    WatchedDoor *door = &g_array_index (self->doors, WatchedDoor, i);
    if (now_us < door->expected_until_us && cubby_door_filter_lose (&door->filter))
      watch_tell_door (self, door, now_us);
  }
}

void
cubby_board_watch_feed (CubbyBoardWatch *self, const CubbyBusReply *reply, gint64 now_us)
{
  if (reply->result != CUBBY_BUS_ACKNOWLEDGED)
    watch_miss_expected (self, now_us);
  if (reply_says_nothing (reply))
    cubby_poll_plan_postpone (&self->plan, now_us);
  else if (self->set_up)
    watch_feed_poll (self, reply, now_us);
  else
    watch_feed_setup (self, reply, now_us);
}
