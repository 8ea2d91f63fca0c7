/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter, what keeps the bank in order: doors out of service and back, the clock. */
#include "app/lockerd/lockerd.h"

static gboolean
on_set_service (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                const char *door, gboolean in_service, const char *why, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  const char *wrong = cubby_lockerd_judge_why (why);
  if (wrong != NULL)
    return cubby_lockerd_refuse_argument (call, "why", wrong);
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_service (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
                                   cubby_lockerd_own_session (self, call, session), door, in_service, why);
  if (cubby_lockerd_commit (self, decision, call))
    cubby_locker_counter_complete_set_service (counter, call, decision->reason);
  return TRUE;
}

static gboolean
on_reset_clock (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_clock_reset (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
      cubby_core_get_clock_behind_ms (self->core), cubby_lockerd_own_session (self, call, session));
  if (!cubby_lockerd_commit (self, decision, call))
    return TRUE;
  cubby_lockerd_tell_alarms (self);
  cubby_locker_counter_complete_reset_clock (counter, call, decision->reason);
  return TRUE;
}

void
cubby_lockerd_connect_upkeep (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-set-service", G_CALLBACK (on_set_service), self);
  g_signal_connect (self->counter, "handle-reset-clock", G_CALLBACK (on_reset_clock), self);
}
