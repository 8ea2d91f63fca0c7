/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-step.h"

static CubbyDoorEvent
event_of_reading (CubbyReading reading, const CubbyGrant *grant)
{
  if (reading == CUBBY_READING_UNKNOWN)
    return CUBBY_DOOR_SEEN_NOTHING;
  if (reading == CUBBY_READING_SHUT)
    return CUBBY_DOOR_SEEN_SHUT;
  gboolean granted = grant != NULL && cubby_grant_holds_door (grant);
  return granted ? CUBBY_DOOR_SEEN_OPEN : CUBBY_DOOR_SEEN_OPEN_UNGRANTED;
}

static CubbyReading
parse_reading (const char *text)
{
  for (guint i = 0; i < CUBBY_N_READINGS; i++)
    if (g_str_equal (cubby_reading_to_string (i), text))
      return i;
  return CUBBY_READING_UNKNOWN;
}

/* What a sensor says also tells for how long a grant's door was watched. */
static void
watch_grant (CubbyGrant *grant, CubbyReading reading, gint64 now_ms)
{
  if (reading == CUBBY_READING_UNKNOWN) {
    if (grant->blind_ms == 0)
      grant->blind_ms = now_ms;
    return;
  }
  if (reading != CUBBY_READING_OPEN)
    return;
  grant->recovering = FALSE;
  grant->blind_ms = 0;
}

gboolean
cubby_locker_step_read (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  if (cubby_locker_find_door (self, event->door) < 0)
    return FALSE;
  CubbyLockerDoor *door = cubby_locker_door_of (self, event->door);
  CubbyGrant *grant = cubby_locker_grant_at (self, event->door);
  CubbyDoorState before = door->state;
  door->reading = parse_reading (event->reading);
  door->state = cubby_door_next (door->state, event_of_reading (door->reading, grant));
  if (grant != NULL && cubby_grant_holds_door (grant))
    watch_grant (grant, door->reading, event->time_ms);
  if (door->state != before)
    cubby_locker_tell_door (self, event->door, effects);
  return TRUE;
}

gboolean
cubby_locker_step_board (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  if (event->board < 0 || event->board >= self->n_boards)
    return FALSE;
  self->boards[event->board] = event->yes != 0;
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_forced (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, event->door);
  if (door != NULL)
    cubby_alarm_move (&door->forced_ms, CUBBY_ALARM_FORCED, CUBBY_ALARM_HAPPENED, event->time_ms);
  cubby_locker_end_reopening (self, event->door, event->time_ms);
  CubbyParcel *parcel = cubby_locker_parcel_behind (self, event->door);
  if (parcel != NULL && parcel->state == CUBBY_PARCEL_LOADED)
    cubby_parcel_set_review (parcel, CUBBY_REVIEW_FORCED, event->time_ms);
  cubby_locker_tell_door (self, event->door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_settled (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, event->door);
  if (door != NULL)
    cubby_alarm_move (&door->forced_ms, CUBBY_ALARM_FORCED, CUBBY_ALARM_PASSED, event->time_ms);
  cubby_locker_tell_door (self, event->door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_left_open (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, event->door);
  if (door != NULL)
    cubby_alarm_move (&door->left_open_ms, CUBBY_ALARM_LEFT_OPEN, CUBBY_ALARM_HAPPENED, event->time_ms);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}
