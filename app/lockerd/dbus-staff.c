/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter, the half of the staff. */
#include "app/lockerd/sign-in.h"

#define MAX_LABEL 64

static gboolean
on_sign_out (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
             gpointer user_data)
{
  CubbyLockerd *self = user_data;
  session = cubby_lockerd_own_session (self, call, session);
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_sign_out (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), session, "sign-out");
  if (!cubby_lockerd_commit (self, decision, call))
    return TRUE;
  cubby_session_owners_remove (self->owners, session);
  cubby_locker_counter_complete_sign_out (counter, call);
  return TRUE;
}

static gboolean
on_begin_stow (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
               const char *label, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_word (label, MAX_LABEL))
    return cubby_lockerd_refuse_argument (call, "label", "is not 1–64 printable characters");
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_stow (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                cubby_lockerd_own_session (self, call, session), label);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_begin_stow);
  return TRUE;
}

static gboolean
may (CubbyLockerd *self, GDBusMethodInvocation *call, const char *session, CubbyTask task)
{
  const char *reason =
      cubby_locker_may (cubby_core_get_locker (self->core), cubby_lockerd_own_session (self, call, session),
                        task, cubby_core_now_ms (self->core));
  return g_str_equal (reason, "granted");
}

/* Who may not see gets an empty list: there is no reason in this answer. */
static gboolean
on_list_parcels (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                 gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssss)"));
  g_autoptr (GPtrArray) parcels = cubby_locker_list_parcels (cubby_core_get_locker (self->core));
  gboolean allowed = may (self, call, session, CUBBY_TASK_LIST_PARCELS);
  for (guint i = 0; allowed && i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    const char *door;
    const char *state = cubby_locker_get_stow_state (cubby_core_get_locker (self->core), parcel, &door);
    g_variant_builder_add (&builder, "(ssss)", parcel->label, cubby_size_to_string (parcel->size), state,
                           door);
  }
  cubby_locker_counter_complete_list_parcels (counter, call, g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
on_list_requests (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                  gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  const GPtrArray *requests = cubby_locker_get_requests (cubby_core_get_locker (self->core));
  gboolean allowed = may (self, call, session, CUBBY_TASK_LIST_REQUESTS);
  for (guint i = 0; allowed && i < requests->len; i++) {
    const CubbyOpenRequest *request = g_ptr_array_index (requests, i);
    g_variant_builder_add (&builder, "(sss)", request->id, request->door, request->why);
  }
  cubby_locker_counter_complete_list_requests (counter, call, g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
on_answer_request (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *session,
                   const char *request, gboolean confirm, gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_answer (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id,
                                  cubby_lockerd_own_session (self, call, session), request, confirm);
  cubby_lockerd_answer (self, call, decision, cubby_locker_counter_complete_answer_request);
  return TRUE;
}

void
cubby_lockerd_connect_staff (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-sign-in", G_CALLBACK (cubby_lockerd_sign_in), self);
  g_signal_connect (self->counter, "handle-sign-out", G_CALLBACK (on_sign_out), self);
  g_signal_connect (self->counter, "handle-begin-stow", G_CALLBACK (on_begin_stow), self);
  g_signal_connect (self->counter, "handle-list-parcels", G_CALLBACK (on_list_parcels), self);
  g_signal_connect (self->counter, "handle-list-requests", G_CALLBACK (on_list_requests), self);
  g_signal_connect (self->counter, "handle-answer-request", G_CALLBACK (on_answer_request), self);
}
