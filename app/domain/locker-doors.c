/* SPDX-License-Identifier: Apache-2.0 */
/* What sensors, boards and pulses say, and what it means for grants. */
#include "app/domain/locker-private.h"

#include <string.h>

static CubbyLockerEvent *
add_grant_event (CubbyDecision *decision, CubbyLockerEventType type, const CubbyGrant *grant, gint64 now_ms)
{
  CubbyLockerEvent *event = cubby_decision_add (decision, type, now_ms);
  event->grant = g_strdup (grant->id);
  return event;
}

static void
add_door_event (CubbyDecision *decision, CubbyLockerEventType type, const char *door, gint64 now_ms)
{
  cubby_decision_add (decision, type, now_ms)->door = g_strdup (door);
}

/* A pulse that was sent has moved its door by then, or never will. */
static gint64
get_settled_ms (const CubbyLocker *self, const CubbyGrant *grant)
{
  return grant->intent_ms + grant->pulse_ms + self->rules.open_wait_ms;
}

static void
decide_shut (const CubbyLocker *self, guint door, const CubbyGrant *grant, gint64 now_ms,
             CubbyDecision *decision)
{
  if (self->doors[door].forced_ms != 0)
    add_door_event (decision, CUBBY_EVENT_DOOR_SETTLED, cubby_locker_door_name (self, door), now_ms);
  if (grant == NULL)
    return;
  if (grant->state == CUBBY_GRANT_OPENED)
    cubby_locker_decide_closed (self, grant, now_ms, decision);
  /* it may have been opened and shut while nobody watched; or it is just about to spring open */
  if (grant->state == CUBBY_GRANT_INTENT && grant->recovering && now_ms >= get_settled_ms (self, grant))
    add_grant_event (decision, CUBBY_EVENT_GRANT_UNKNOWN, grant, now_ms)->why = g_strdup ("restart");
}

static void
decide_open (const CubbyLocker *self, guint door, const CubbyGrant *grant, gint64 now_ms,
             CubbyDecision *decision)
{
  if (grant != NULL && grant->state == CUBBY_GRANT_INTENT)
    add_grant_event (decision, CUBBY_EVENT_GRANT_OPENED, grant, now_ms);
  if (grant != NULL && cubby_grant_holds_door (grant))
    return;
  if (grant != NULL)
    cubby_locker_add_closed (decision, grant, "lapsed", CUBBY_REVIEW_NONE, now_ms);
  if (self->doors[door].forced_ms == 0)
    add_door_event (decision, CUBBY_EVENT_DOOR_FORCED, cubby_locker_door_name (self, door), now_ms);
}

CubbyDecision *
cubby_locker_decide_reading (const CubbyLocker *self, gint64 now_ms, guint door, CubbyReading reading)
{
  CubbyDecision *decision = cubby_decision_new ();
  g_return_val_if_fail (door < self->n_doors && reading < CUBBY_N_READINGS, decision);
  const CubbyGrant *grant = cubby_locker_grant_at (self, cubby_locker_door_name (self, door));
  if (reading == CUBBY_READING_SHUT)
    decide_shut (self, door, grant, now_ms, decision);
  if (reading == CUBBY_READING_OPEN)
    decide_open (self, door, grant, now_ms, decision);
  CubbyLockerEvent *event = cubby_locker_event_new (CUBBY_EVENT_DOOR_READ, now_ms);
  event->door = g_strdup (cubby_locker_door_name (self, door));
  event->reading = g_strdup (cubby_reading_to_string (reading));
  g_ptr_array_insert (decision->events, 0, event);
  return decision;
}

CubbyDecision *
cubby_locker_decide_board (const CubbyLocker *self, gint64 now_ms, guint board, gboolean answers)
{
  CubbyDecision *decision = cubby_decision_new ();
  if (board >= self->n_boards)
    return decision; /* no door hangs on it */
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_BOARD_ANSWERS, now_ms);
  event->board = board;
  event->yes = answers;
  return decision;
}

/* A shopper stands before a door that does not open: the order goes to the counter. */
static void
call_for_shopper (const CubbyLocker *self, const CubbyGrant *grant, const char *result, gint64 now_ms,
                  CubbyDecision *decision)
{
  if (g_str_equal (result, "stuck") && cubby_purpose_is_of_shopper (grant->purpose))
    cubby_locker_add_call (self, now_ms, "door", decision);
}

CubbyDecision *
cubby_locker_decide_pulse (const CubbyLocker *self, gint64 now_ms, const char *id, CubbyPulseOutcome outcome)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyGrant *grant = cubby_locker_find_grant (self, id);
  if (outcome == CUBBY_PULSE_OUTCOME_SENT || grant == NULL || grant->state != CUBBY_GRANT_INTENT)
    return decision;
  CubbyLockerEvent *event = add_grant_event (decision, CUBBY_EVENT_GRANT_NOT_OPENED, grant, now_ms);
  gboolean refused = outcome == CUBBY_PULSE_OUTCOME_REFUSED;
  event->result = g_strdup (refused ? cubby_locker_result_of_failure (self, grant) : "not_sent");
  call_for_shopper (self, grant, event->result, now_ms, decision);
  return decision;
}

static gint64
get_deadline_ms (const CubbyLocker *self, const CubbyGrant *grant)
{
  int door = cubby_locker_find_door (self, grant->door);
  gboolean unread = door < 0 || self->doors[door].reading == CUBBY_READING_UNKNOWN;
  gint64 settled_ms = get_settled_ms (self, grant);
  return grant->recovering && unread ? MAX (settled_ms, self->started_ms + CUBBY_RECOVERY_WAIT_MS)
                                     : settled_ms;
}

/* Only a sensor that said "shut" all the time proves that a door did not open. */
static void
decide_deadline (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  int door = cubby_locker_find_door (self, grant->door);
  gboolean shut = door >= 0 && self->doors[door].reading == CUBBY_READING_SHUT;
  if (shut && grant->blind_ms == 0 && !grant->recovering) {
    CubbyLockerEvent *event = add_grant_event (decision, CUBBY_EVENT_GRANT_NOT_OPENED, grant, now_ms);
    event->result = g_strdup (cubby_locker_result_of_failure (self, grant));
    call_for_shopper (self, grant, event->result, now_ms, decision);
    return;
  }
  CubbyLockerEvent *event = add_grant_event (decision, CUBBY_EVENT_GRANT_UNKNOWN, grant, now_ms);
  event->why = g_strdup (grant->recovering ? "restart" : "no-sensor");
}

/* When something has to be done about the grant; G_MAXINT64: not by time. */
static gint64
get_grant_due_ms (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms)
{
  int door = cubby_locker_find_door (self, grant->door);
  gint64 at_ms = G_MAXINT64;
  if (grant->state == CUBBY_GRANT_INTENT)
    return get_deadline_ms (self, grant);
  if (grant->state == CUBBY_GRANT_OPENED) {
    gboolean told = door < 0 || self->doors[door].left_open_ms != 0;
    return told ? G_MAXINT64 : grant->opened_ms + (gint64)self->rules.shut_alarm_s * 1000;
  }
  if (cubby_locker_is_pointless (self, grant, now_ms))
    return now_ms;
  if (cubby_locker_is_first_of_sequence (self, grant))
    cubby_locker_judge_caps (self, (guint)door, now_ms, &at_ms);
  return MIN (at_ms, MAX (grant->issued_ms, grant->turn_ms) + CUBBY_MAX_GRANTS_WAIT_MS);
}

static void
decide_grant_due (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  if (grant->state == CUBBY_GRANT_INTENT) {
    decide_deadline (self, grant, now_ms, decision);
  } else if (grant->state == CUBBY_GRANT_OPENED) {
    add_door_event (decision, CUBBY_EVENT_DOOR_LEFT_OPEN, grant->door, now_ms);
  } else if (cubby_locker_is_pointless (self, grant, now_ms)) {
    cubby_locker_add_closed (decision, grant, "lapsed", CUBBY_REVIEW_NONE, now_ms);
  } else {
    CubbyLockerEvent *event = add_grant_event (decision, CUBBY_EVENT_GRANT_INTENT, grant, now_ms);
    event->pulse_ms = self->rules.pulse_ms;
  }
}

static const CubbyStaffSession *
find_idle_session (const CubbyLocker *self, gint64 *ret_at_ms)
{
  const CubbyStaffSession *oldest = NULL;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CubbyStaffSession *session = value;
    gint64 older_ms = oldest != NULL ? oldest->used_ms - session->used_ms : 1;
    if (older_ms > 0 || (older_ms == 0 && strcmp (session->id, oldest->id) < 0))
      oldest = session;
  }
  *ret_at_ms = oldest != NULL ? cubby_staff_session_get_end_ms (oldest) : G_MAXINT64;
  return oldest;
}

CubbyDecision *
cubby_locker_decide_due (const CubbyLocker *self, gint64 now_ms)
{
  CubbyDecision *decision = cubby_decision_new ();
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (get_grant_due_ms (self, grant, now_ms) > now_ms)
      continue;
    decide_grant_due (self, grant, now_ms, decision);
    return decision; /* one at a time: it changes what the others may */
  }
  if (cubby_locker_decide_queue_due (self, now_ms, decision))
    return decision;
  gint64 idle_ms;
  const CubbyStaffSession *idle = find_idle_session (self, &idle_ms);
  if (idle != NULL && idle_ms <= now_ms) {
    CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_SESSION_ENDED, now_ms);
    event->session = g_strdup (idle->id);
    event->why = g_strdup ("idle");
  } else if (now_ms - self->last_ms >= CUBBY_CLOCK_ROW_MS) {
    cubby_decision_add (decision, CUBBY_EVENT_CLOCK, now_ms);
  }
  return decision;
}

gint64
cubby_locker_get_next_due_ms (const CubbyLocker *self, gint64 now_ms)
{
  gint64 due_ms;
  find_idle_session (self, &due_ms);
  due_ms = MIN (due_ms, self->last_ms + CUBBY_CLOCK_ROW_MS);
  due_ms = MIN (due_ms, cubby_locker_get_queue_due_ms (self, now_ms));
  for (guint i = 0; i < self->grants->len; i++)
    due_ms = MIN (due_ms, get_grant_due_ms (self, g_ptr_array_index (self->grants, i), now_ms));
  return due_ms;
}
