/* SPDX-License-Identifier: Apache-2.0 */
/* Staff on the spot: they sign in, put parcels in, answer requests. */
#include "app/domain/locker-private.h"

static gboolean
must_wait_for_keypad (const CubbyLocker *self, const char *badge, gint64 now_ms, CubbyDecision *decision)
{
  static const CubbyAttempts none = {0};
  const CubbyAttempts *own = g_hash_table_lookup (self->badges, badge);
  if (own == NULL)
    own = &none;
  if (cubby_attempts_is_locked (own, &cubby_attempts_badge, now_ms)) {
    decision->reason = "locked";
    return TRUE;
  }
  decision->wait_s = MAX (cubby_attempts_get_wait_s (own, &cubby_attempts_badge, now_ms),
                          cubby_attempts_get_wait_s (&self->keypad, &cubby_attempts_keypad, now_ms));
  if (decision->wait_s == 0)
    return FALSE;
  decision->reason = "wait";
  return TRUE;
}

CubbyDecision *
cubby_locker_decide_sign_in (const CubbyLocker *self, gint64 now_ms, const char *badge, gboolean known)
{
  CubbyDecision *decision = cubby_decision_new ();
  if (must_wait_for_keypad (self, badge, now_ms, decision))
    return decision;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_SIGN_IN_TRIED, now_ms);
  event->badge = known ? g_strdup (badge) : NULL;
  decision->reason = "granted"; /* to be compared */
  return decision;
}

CubbyDecision *
cubby_locker_decide_signed_in (const CubbyLocker *self, gint64 now_ms, const char *session, const char *badge,
                               CubbyRole role)
{
  CubbyDecision *decision = cubby_decision_new ();
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_SESSION_OPENED, now_ms);
  event->session = g_strdup (session);
  event->badge = g_strdup (badge);
  event->role = g_strdup (cubby_role_to_string (role));
  decision->reason = "granted";
  return decision;
}

CubbyDecision *
cubby_locker_decide_sign_out (const CubbyLocker *self, gint64 now_ms, const char *session, const char *why)
{
  CubbyDecision *decision = cubby_decision_new ();
  if (!g_hash_table_contains (self->sessions, session)) {
    decision->reason = "not_signed_in";
    return decision;
  }
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_SESSION_ENDED, now_ms);
  event->session = g_strdup (session);
  event->why = g_strdup (why);
  decision->reason = "granted";
  return decision;
}

const char *
cubby_locker_may (const CubbyLocker *self, const char *session_id, CubbyTask task, gint64 now_ms)
{
  const CubbyStaffSession *session = cubby_locker_find_session (self, session_id, now_ms);
  if (session == NULL)
    return "not_signed_in";
  return cubby_role_may (session->role, task) ? "granted" : "not_allowed";
}

/* One parcel after the other: two open doors are how parcels get mixed up. */
gboolean
cubby_locker_is_at_work (const CubbyLocker *self, const char *session)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_strcmp0 (grant->session, session) == 0)
      return TRUE;
  }
  return FALSE;
}

static const char *
judge_label (const CubbyLocker *self, const char *session, const CubbyParcel *parcel)
{
  if (parcel == NULL || parcel->recalled || parcel->rejected || parcel->returning ||
      parcel->state == CUBBY_PARCEL_WITHDRAWN)
    return "unknown_label";
  if (cubby_locker_is_at_work (self, session) || cubby_locker_grant_of_label (self, parcel->label) != NULL)
    return "busy";
  return cubby_parcel_may_be_stowed (parcel) ? "granted" : "already_loaded";
}

CubbyDecision *
cubby_locker_decide_stow (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session_id,
                          const char *label)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session_id, CUBBY_TASK_STOW, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  const CubbyParcel *parcel = g_hash_table_lookup (self->parcels, label);
  decision->reason = judge_label (self, session_id, parcel);
  if (!cubby_decision_is_granted (decision))
    return decision;
  int door = cubby_locker_choose_door (self, parcel);
  const CubbyStaffSession *session = cubby_locker_find_session (self, session_id, now_ms);
  if (door < 0) {
    cubby_locker_queue_join (self, parcel, session->badge, now_ms, decision);
    return decision;
  }
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_STOW,
      .door = (guint)door,
      .parcel = parcel,
      .session = session,
  };
  if (!cubby_locker_refuse_by_caps (self, issue.door, now_ms, decision))
    cubby_locker_issue_one (self, &issue, now_ms, decision);
  return decision;
}

static const CubbyOpenRequest *
find_request (const CubbyLocker *self, const char *id)
{
  for (guint i = 0; i < self->requests->len; i++) {
    const CubbyOpenRequest *request = g_ptr_array_index (self->requests, i);
    if (g_str_equal (request->id, id))
      return request;
  }
  return NULL;
}

/* Nothing moves by it; a supervisor on the spot answers it. */
CubbyDecision *
cubby_locker_decide_request (const CubbyLocker *self, gint64 now_ms, const char *request, const char *door,
                             const char *why)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = "busy";
  if (self->requests->len >= CUBBY_MAX_REQUESTS || cubby_locker_find_door (self, door) < 0)
    return decision;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_REQUEST_MADE, now_ms);
  event->request = g_strdup (request);
  event->door = g_strdup (door);
  event->why = g_strdup (why);
  decision->reason = "granted";
  return decision;
}

static void
add_answer (const CubbyOpenRequest *request, const CubbyStaffSession *session, gboolean yes, gint64 now_ms,
            CubbyDecision *decision)
{
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_REQUEST_ANSWERED, now_ms);
  event->request = g_strdup (request->id);
  event->badge = g_strdup (session->badge);
  event->yes = yes;
}

static void
decide_service (const CubbyLocker *self, const char *id, const CubbyOpenRequest *request,
                const CubbyStaffSession *session, gint64 now_ms, CubbyDecision *decision)
{
  guint door = (guint)cubby_locker_find_door (self, request->door);
  gboolean at_work = cubby_locker_grant_at (self, request->door) != NULL;
  if (at_work || self->doors[door].reading == CUBBY_READING_OPEN) {
    decision->reason = "busy";
    return;
  }
  if (cubby_locker_refuse_by_caps (self, door, now_ms, decision))
    return;
  add_answer (request, session, TRUE, now_ms, decision);
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_SERVICE,
      .door = door,
      .parcel = NULL,
      .session = session,
      .request = request->id,
  };
  cubby_locker_issue_one (self, &issue, now_ms, decision);
}

CubbyDecision *
cubby_locker_decide_answer (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session_id,
                            const char *request_id, gboolean confirm)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyOpenRequest *request = find_request (self, request_id);
  int door = request != NULL ? cubby_locker_find_door (self, request->door) : -1;
  gboolean loaded = door >= 0 && cubby_locker_parcel_behind (self, request->door) != NULL;
  CubbyTask task = loaded ? CUBBY_TASK_OPEN_LOADED : CUBBY_TASK_OPEN_EMPTY;
  decision->reason = cubby_locker_may (self, session_id, confirm ? task : CUBBY_TASK_DECLINE, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  if (request == NULL || (confirm && door < 0)) {
    decision->reason = "unknown_request";
    return decision;
  }
  const CubbyStaffSession *session = cubby_locker_find_session (self, session_id, now_ms);
  if (confirm) {
    decide_service (self, id, request, session, now_ms, decision);
    return decision;
  }
  add_answer (request, session, FALSE, now_ms, decision);
  decision->reason = "declined";
  return decision;
}

void
cubby_locker_add_call (const CubbyLocker *self, gint64 now_ms, const char *kind, CubbyDecision *decision)
{
  for (guint i = 0; i < self->calls->len; i++) {
    const CubbyCall *call = g_ptr_array_index (self->calls, i);
    if (g_str_equal (call->kind, kind))
      return; /* called already, and nobody came yet */
  }
  cubby_decision_add (decision, CUBBY_EVENT_STAFF_CALLED, now_ms)->why = g_strdup (kind);
}

CubbyDecision *
cubby_locker_decide_call (const CubbyLocker *self, gint64 now_ms, const char *kind)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = "granted";
  cubby_locker_add_call (self, now_ms, kind, decision);
  return decision;
}
