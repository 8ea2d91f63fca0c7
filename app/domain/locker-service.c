/* SPDX-License-Identifier: Apache-2.0 */
/* Staff take a door out of service, and put it back; what a self-test found. */
#include "app/domain/locker-step.h"

CubbyDecision *
cubby_locker_decide_service (const CubbyLocker *self, gint64 now_ms, const char *session_id, const char *door,
                             gboolean in_service, const char *why)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session_id, CUBBY_TASK_SET_SERVICE, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  int index = cubby_locker_find_door (self, door);
  if (index < 0) {
    decision->reason = "unknown_door";
    return decision;
  }
  const CubbyLockerDoor *state = &self->doors[index];
  gboolean is_so = in_service ? state->out_of_service_ms == 0 : state->out_by_staff;
  if (is_so)
    return decision;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_DOOR_SERVICE, now_ms);
  event->door = g_strdup (door);
  event->badge = g_strdup (cubby_locker_find_session (self, session_id, now_ms)->badge);
  event->why = g_strdup (why);
  event->yes = in_service;
  return decision;
}

const char *
cubby_locker_name_outage (const CubbyLocker *self, guint door)
{
  if (!self->doors[door].out_by_staff)
    return "stuck";
  return cubby_locker_parcel_behind (self, cubby_locker_door_name (self, door)) != NULL ? "remove"
                                                                                        : "service";
}

gboolean
cubby_locker_step_service (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, event->door);
  if (door != NULL) { /* otherwise the configuration has it no more */
    door->out_by_staff = event->yes == 0;
    door->out_of_service_ms = event->yes != 0 ? 0 : event->time_ms;
  }
  cubby_locker_tell_door (self, event->door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_self_test (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  self->tested_ms = event->time_ms;
  cubby_alarm_move (&self->test_failed_ms, CUBBY_ALARM_SELF_TEST,
                    event->failed > 0 ? CUBBY_ALARM_HAPPENED : CUBBY_ALARM_PASSED, event->time_ms);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}
