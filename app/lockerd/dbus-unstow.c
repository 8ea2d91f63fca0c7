/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter: a parcel does not stay where staff put it. */
#include "app/lockerd/lockerd.h"

#define MAX_LABEL 64

static gboolean
on_too_small (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
              const char *stow_grant, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_too_small (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                     cubby_lockerd_own_session (self, call, session), stow_grant);
  cubby_lockerd_answer (self, call, decision, cubby_locker_counter_complete_too_small);
  return TRUE;
}

static gboolean
on_take_back (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
              const char *label, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_word (label, MAX_LABEL))
    return cubby_lockerd_refuse_argument (call, "label", "is not 1–64 printable characters");
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_take_back (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                     cubby_lockerd_own_session (self, call, session), label);
  cubby_lockerd_answer (self, call, decision, cubby_locker_counter_complete_take_back);
  return TRUE;
}

static gboolean
on_reject (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session, const char *label,
           const char *why, gpointer user_data)
{
  static const char *const reasons[] = {"damaged", "wrong_parcel", "leaking", "other", NULL};
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_word (label, MAX_LABEL))
    return cubby_lockerd_refuse_argument (call, "label", "is not 1–64 printable characters");
  if (!g_strv_contains (reasons, why))
    return cubby_lockerd_refuse_argument (call, "why",
                                          "is not one of: damaged, wrong_parcel, leaking, other");
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_reject (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
                                  cubby_lockerd_own_session (self, call, session), label, why);
  if (cubby_lockerd_commit (self, decision, call))
    cubby_locker_counter_complete_reject (counter, call, decision->reason);
  return TRUE;
}

void
cubby_lockerd_connect_unstow (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-too-small", G_CALLBACK (on_too_small), self);
  g_signal_connect (self->counter, "handle-take-back", G_CALLBACK (on_take_back), self);
  g_signal_connect (self->counter, "handle-reject", G_CALLBACK (on_reject), self);
}
