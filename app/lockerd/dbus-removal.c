/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter: what has to be taken out, and many doors one after another. */
#include "app/lockerd/lockerd.h"

/* Who may not see gets an empty list: there is no reason in this answer. */
static gboolean
on_list_removals (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                  gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  const CubbyLocker *locker = cubby_core_get_locker (self->core);
  gint64 now_ms = cubby_core_now_ms (self->core);
  const char *own = cubby_lockerd_own_session (self, call, session);
  gboolean allowed = g_str_equal (cubby_locker_may (locker, own, CUBBY_TASK_REMOVE, now_ms), "granted");
  g_autoptr (GArray) removals = cubby_locker_list_removals (locker, now_ms);
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssxs)"));
  for (guint i = 0; allowed && i < removals->len; i++) {
    const CubbyRemoval *removal = &g_array_index (removals, CubbyRemoval, i);
    g_variant_builder_add (&builder, "(ssxs)", removal->parcel->label, removal->parcel->door,
                           removal->parcel->hold_until_s, removal->why);
  }
  cubby_locker_counter_complete_list_removals (counter, call, g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
on_begin_removal (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                  const char *const *labels, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_removal (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                   cubby_lockerd_own_session (self, call, session), labels);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_begin_removal);
  return TRUE;
}

static gboolean
are_doors (CubbyLockerd *self, const char *const *doors)
{
  for (; *doors != NULL; doors++)
    if (cubby_bank_find (self->settings->bank, *doors) < 0)
      return FALSE;
  return TRUE;
}

static gboolean
on_open_many (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
              const char *second, const char *const *doors, const char *why, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!are_doors (self, doors))
    return cubby_lockerd_refuse_argument (call, "doors", "there is no door of one of these names");
  const char *wrong = cubby_lockerd_judge_why (why);
  if (wrong != NULL)
    return cubby_lockerd_refuse_argument (call, "why", wrong);
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_open_many (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                     cubby_lockerd_own_session (self, call, session),
                                     cubby_lockerd_own_session (self, call, second), doors, why);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_open_many);
  return TRUE;
}

static gboolean
on_stop_sequence (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                  const char *grant, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_stop (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core),
                                cubby_lockerd_own_session (self, call, session), grant);
  if (cubby_lockerd_commit (self, decision, call))
    cubby_locker_counter_complete_stop_sequence (counter, call, decision->reason);
  return TRUE;
}

void
cubby_lockerd_connect_removal (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-list-removals", G_CALLBACK (on_list_removals), self);
  g_signal_connect (self->counter, "handle-begin-removal", G_CALLBACK (on_begin_removal), self);
  g_signal_connect (self->counter, "handle-open-many", G_CALLBACK (on_open_many), self);
  g_signal_connect (self->counter, "handle-stop-sequence", G_CALLBACK (on_stop_sequence), self);
}
