/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter: doors open in turn, and staff say what they see. */
#include "app/lockerd/lockerd.h"

#include <string.h>

#define MAX_LABEL 64
#define MAX_SEEN 16

static gboolean
on_begin (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session, const char *second,
          const char *const *doors, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  for (const char *const *door = doors; *door != NULL; door++)
    if (cubby_bank_find (self->settings->bank, *door) < 0)
      return cubby_lockerd_refuse_argument (call, "doors", "there is no door of one of these names");
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_reconciliation (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
      cubby_lockerd_own_session (self, call, session), cubby_lockerd_own_session (self, call, second), doors);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_begin_reconciliation);
  return TRUE;
}

static gboolean
on_report_seen (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                const char *door, const char *const *labels, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (g_strv_length ((char **)labels) > MAX_SEEN)
    return cubby_lockerd_refuse_argument (call, "labels", "more than 16 behind one door");
  for (const char *const *label = labels; *label != NULL; label++)
    if (!cubby_lockerd_is_word (*label, MAX_LABEL) || strchr (*label, '@') != NULL) /* whose address it is */
      return cubby_lockerd_refuse_argument (call, "labels",
                                            "one is not 1–64 printable characters, none of them @");
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_seen (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
                                cubby_lockerd_own_session (self, call, session), door, labels);
  if (cubby_lockerd_commit (self, decision, call))
    cubby_locker_counter_complete_report_seen (counter, call, decision->reason);
  return TRUE;
}

void
cubby_lockerd_connect_reconcile (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-begin-reconciliation", G_CALLBACK (on_begin), self);
  g_signal_connect (self->counter, "handle-report-seen", G_CALLBACK (on_report_seen), self);
}
