/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-step-outcome.h"
#include "app/domain/locker-step.h"

static CubbyGrant *
find_grant (CubbyLocker *self, const char *id)
{
  return (CubbyGrant *)cubby_locker_find_grant (self, id);
}

static CubbyParcel *
parcel_of (CubbyLocker *self, const CubbyGrant *grant)
{
  return grant->label != NULL ? g_hash_table_lookup (self->parcels, grant->label) : NULL;
}

static void
tell (CubbyLocker *self, const CubbyGrant *grant, GPtrArray *effects)
{
  cubby_locker_tell_grant (self, grant, CUBBY_EFFECT_GRANT_CHANGED, effects);
  cubby_locker_tell_door (self, grant->door, effects);
}

/* The next in the sequence has waited for nothing else. */
static void
pass_turn_on (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms)
{
  for (guint i = 0; i < self->grants->len; i++) {
    CubbyGrant *next = g_ptr_array_index (self->grants, i);
    if (next != grant && g_str_equal (next->sequence, grant->sequence))
      next->turn_ms = now_ms;
  }
}

/* The grant is over: it leaves, so that nothing can ever be done with it again. */
static void
finish (CubbyLocker *self, CubbyGrant *grant, gint64 now_ms, GPtrArray *effects)
{
  tell (self, grant, effects);
  cubby_locker_tell_alarms (effects);
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel != NULL)
    cubby_parcel_settle (parcel, now_ms);
  pass_turn_on (self, grant, now_ms);
  g_ptr_array_remove (self->grants, grant);
}

gboolean
cubby_locker_step_issued (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyPurpose purpose;
  if (find_grant (self, event->grant) != NULL || !cubby_purpose_from_string (event->purpose, &purpose))
    return FALSE;
  CubbyGrant *grant = cubby_grant_new (event->grant, purpose, event->door, event->time_ms);
  grant->sequence = g_strdup (event->sequence);
  grant->label = g_strdup (event->label);
  grant->session = g_strdup (event->session);
  grant->badge = g_strdup (event->badge);
  grant->second = g_strdup (event->second);
  grant->retry_of = g_strdup (event->retry_of);
  grant->number = ++self->n_grants;
  g_ptr_array_add (self->grants, grant);

  cubby_locker_touch_sessions (self, grant, event->time_ms);
  tell (self, grant, effects);
  return TRUE;
}

static void
remember_pulse (CubbyLocker *self, gint64 time_ms)
{
  if (self->pulses_ms->len == CUBBY_MAX_PULSES)
    g_array_remove_index (self->pulses_ms, 0);
  g_array_append_val (self->pulses_ms, time_ms);
}

gboolean
cubby_locker_step_intent (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_INTENT, event->time_ms))
    return FALSE;
  grant->pulse_ms = (guint)event->pulse_ms;
  cubby_locker_begin (self, grant, event->time_ms, effects);
  remember_pulse (self, event->time_ms);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL) {
    door->openings++;
    door->pulsed_ms = event->time_ms;
    door->state = cubby_door_next (door->state, CUBBY_DOOR_PULSED);
    if (door->reading == CUBBY_READING_UNKNOWN)
      grant->blind_ms = event->time_ms; /* it is not watched from the start: "shut" will prove nothing */
  }
  cubby_locker_tell_grant (self, grant, CUBBY_EFFECT_PULSE, effects);
  tell (self, grant, effects);
  return TRUE;
}

gboolean
cubby_locker_step_opened (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_OPENED, event->time_ms))
    return FALSE;
  cubby_locker_move_door (self, grant->door, CUBBY_DOOR_SEEN_OPEN);
  tell (self, grant, effects);
  return TRUE;
}

gboolean
cubby_locker_step_not_opened (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_NOT_OPENED, event->time_ms))
    return FALSE;
  gboolean sent = !g_str_equal (event->result, "not_sent");
  cubby_locker_fail (self, grant, event->result, event->time_ms);
  cubby_locker_move_door (self, grant->door, sent ? CUBBY_DOOR_TIMED_OUT : CUBBY_DOOR_NOT_PULSED);
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}

gboolean
cubby_locker_step_unknown (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_UNKNOWN, event->time_ms))
    return FALSE;
  cubby_locker_leave_to_staff (self, grant, CUBBY_REVIEW_UNKNOWN, event->time_ms);
  const CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL && door->reading == CUBBY_READING_SHUT)
    cubby_locker_move_door (self, grant->door, CUBBY_DOOR_NOT_PULSED);
  else
    cubby_locker_move_door (self, grant->door, CUBBY_DOOR_SEEN_NOTHING);
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}

gboolean
cubby_locker_step_closed (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_may_move (grant->state, CUBBY_GRANT_CLOSED) ||
      g_str_equal (event->result, "lapsed") != (grant->state == CUBBY_GRANT_ISSUED) ||
      !cubby_locker_close (self, grant, event))
    return FALSE;
  cubby_grant_move (grant, CUBBY_GRANT_CLOSED, event->time_ms);
  grant->result = g_strdup (event->result);
  grant->reopen_s = (guint)CLAMP (event->reopen_s, 0, G_MAXINT);
  grant->undo_s = (guint)CLAMP (event->undo_s, 0, G_MAXINT);
  if (grant->opened_ms != 0) /* somebody shut the door: they are there */
    cubby_locker_touch_sessions (self, grant, event->time_ms);
  cubby_locker_forget_pickups (self, event->time_ms);
  if (event->reopen_s > 0 && grant->label != NULL)
    cubby_locker_remember_pickup (self, grant, event->time_ms + event->reopen_s * 1000);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL)
    cubby_alarm_move (&door->left_open_ms, CUBBY_ALARM_LEFT_OPEN, CUBBY_ALARM_PASSED, event->time_ms);
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}

gboolean
cubby_locker_step_unfit (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  CubbyParcel *parcel = grant != NULL ? parcel_of (self, grant) : NULL;
  CubbySize size;
  if (parcel == NULL || !cubby_grant_holds_door (grant) || grant->unfit != NULL)
    return FALSE;
  if (event->size != NULL && cubby_size_from_string (event->size, &size))
    parcel->size = size;
  grant->unfit = g_strdup (event->why);
  return TRUE;
}
