/* SPDX-License-Identifier: Apache-2.0 */
/* org.cubby.Locker1.Counter, the shopper's half: a pass, a typed code, a door once more, a call for staff. */
#define G_LOG_DOMAIN "cubby-counter"
#include "app/lockerd/lockerd.h"

#include "app/lockerd/pass-file.h"
#include "protocols/pass/pass.h"

static CubbyDecision *
decide_pass (CubbyLockerd *self, const char *text)
{
  const CubbyLocker *locker = cubby_core_get_locker (self->core);
  gint64 now_ms = cubby_core_now_ms (self->core);
  g_autoptr (CubbyPassFile) file = cubby_pass_file_load_or_none (self->settings->pass_keys_file);
  g_auto (CubbyPass) pass = {0};
  CubbyPassRefusal refusal;
  g_autofree char *what = NULL;
  if (!cubby_pass_verify (text, -1, file->keys, self->settings->store_id, now_ms / 1000, &pass, &refusal,
                          &what)) {
    g_message ("a pass was refused: %s: %s", cubby_pass_refusal_to_string (refusal), what);
    return cubby_locker_decide_bad_pass (locker, now_ms, cubby_pass_refusal_to_string (refusal));
  }
  g_autofree char *cti = cubby_hex_encode (pass.cti, sizeof pass.cti);
  g_autofree char *id = cubby_core_new_id ();
  return cubby_locker_decide_pass (locker, now_ms, id, cti);
}

static gboolean
on_present_pass (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *text,
                 gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call))
    return TRUE;
  g_autoptr (CubbyDecision) gate =
      cubby_locker_decide_pass_gate (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core));
  gboolean wait = g_str_equal (gate->reason, "wait");
  g_autoptr (CubbyDecision) decision = wait ? g_steal_pointer (&gate) : decide_pass (self, text);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_present_pass);
  return TRUE;
}

/* Whether the attempt was counted, durably; else the call was answered. */
static gboolean
count_code (CubbyLockerd *self, GDBusMethodInvocation *call)
{
  g_autoptr (CubbyDecision) tried =
      cubby_locker_decide_code_tried (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core));
  if (tried->wait_s > 0) {
    cubby_lockerd_answer_detailed (self, call, tried, cubby_locker_counter_complete_present_code);
    return FALSE;
  }
  return cubby_lockerd_commit (self, tried, call);
}

/* What is no code at all counts as a wrong one. */
static gboolean
on_present_code (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *code,
                 gpointer user_data)
{
  CubbyLockerd *self = user_data;
  if (!cubby_lockerd_is_ready (self, call) || !count_code (self, call))
    return TRUE;
  g_autofree char *hash_hex = g_strdup ("");
  g_autoptr (CubbyPassFile) file = cubby_pass_file_load_or_none (self->settings->pass_keys_file);
  guint8 hash[CUBBY_HASH_SIZE];
  if (file->has_code_key && cubby_code_hash (file->code_key, code, hash)) {
    g_free (hash_hex);
    hash_hex = cubby_hex_encode (hash, sizeof hash);
  }
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_typed_code (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id, hash_hex);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_present_code);
  return TRUE;
}

static gboolean
on_reopen (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *closed_grant,
           gpointer user_data)
{
  CubbyLockerd *self = user_data;
  g_autofree char *id = cubby_core_new_id ();
  g_autoptr (CubbyDecision) decision = cubby_locker_decide_reopen (
      cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), id, closed_grant);
  cubby_lockerd_answer_detailed (self, call, decision, cubby_locker_counter_complete_reopen);
  return TRUE;
}

static gboolean
on_call_staff (CubbyLockerCounter *counter, GDBusMethodInvocation *call, const char *kind, gpointer user_data)
{
  static const char *const kinds[] = {"help", "door", "payment", NULL};
  CubbyLockerd *self = user_data;
  if (!g_strv_contains (kinds, kind))
    return cubby_lockerd_refuse_argument (call, "kind", "is not one of: help, door, payment");
  g_autoptr (CubbyDecision) decision =
      cubby_locker_decide_call (cubby_core_get_locker (self->core), cubby_core_now_ms (self->core), kind);
  if (cubby_lockerd_commit (self, decision, call))
    cubby_locker_counter_complete_call_staff (counter, call);
  return TRUE;
}

void
cubby_lockerd_connect_counter (CubbyLockerd *self)
{
  g_signal_connect (self->counter, "handle-present-pass", G_CALLBACK (on_present_pass), self);
  g_signal_connect (self->counter, "handle-present-code", G_CALLBACK (on_present_code), self);
  g_signal_connect (self->counter, "handle-reopen", G_CALLBACK (on_reopen), self);
  g_signal_connect (self->counter, "handle-call-staff", G_CALLBACK (on_call_staff), self);
}
