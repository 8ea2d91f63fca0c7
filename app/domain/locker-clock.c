/* SPDX-License-Identifier: Apache-2.0 */
/* The machine's clock stepped far ahead, and what staff do about it. */
#include "app/domain/clock.h"
#include "app/domain/locker-private.h"

CubbyDecision *
cubby_locker_decide_clock_jumped (const CubbyLocker *self, gint64 now_ms, gint64 from_ms)
{
  CubbyDecision *decision = cubby_decision_new ();
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_CLOCK_JUMPED, now_ms);
  event->from_ms = from_ms;
  event->to_ms = now_ms;
  return decision;
}

CubbyDecision *
cubby_locker_decide_clock_reset (const CubbyLocker *self, gint64 now_ms, gint64 behind_ms,
                                 const char *session_id)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session_id, CUBBY_TASK_RESET_CLOCK, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  if (behind_ms < CUBBY_CLOCK_BEHIND_MS) {
    decision->reason = "not_behind";
    return decision;
  }
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_CLOCK_RESET, now_ms - behind_ms);
  event->badge = g_strdup (cubby_locker_find_session (self, session_id, now_ms)->badge);
  event->from_ms = now_ms;
  event->to_ms = now_ms - behind_ms;
  return decision;
}
