/* SPDX-License-Identifier: Apache-2.0 */
/* A parcel does not stay where staff put it: it is too large, it comes out again, it is not fit for the
 * customer. */
#include "app/domain/locker-private.h"

static CubbyGrant *
find_open_stow (const CubbyLocker *self, const char *session, const char *id)
{
  CubbyGrant *grant = (CubbyGrant *)cubby_locker_find_grant (self, id);
  gboolean open = grant != NULL && grant->purpose == CUBBY_PURPOSE_STOW &&
                  grant->state == CUBBY_GRANT_OPENED && grant->unfit == NULL;
  return open && g_strcmp0 (grant->session, session) == 0 ? grant : NULL;
}

static void
add_unfit (const CubbyGrant *grant, const char *why, const CubbySize *size, gint64 now_ms,
           CubbyDecision *decision)
{
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_GRANT_UNFIT, now_ms);
  event->grant = g_strdup (grant->id);
  event->why = g_strdup (why);
  event->size = size != NULL ? g_strdup (cubby_size_to_string (*size)) : NULL;
}

/* Its turn comes when the door before it is shut. */
static void
issue_next (const CubbyLocker *self, const CubbyGrant *before, const CubbyParcel *parcel, guint door,
            const char *id, gint64 now_ms, CubbyDecision *decision)
{
  g_autofree char *grant = g_strdup_printf ("%s-1", id);
  CubbyIssue issue = {
      .id = grant,
      .sequence = before->sequence,
      .purpose = CUBBY_PURPOSE_STOW,
      .door = door,
      .parcel = parcel,
      .session = cubby_locker_find_session (self, before->session, now_ms),
  };
  cubby_locker_issue (self, &issue, FALSE, now_ms, decision);
  decision->door = g_strdup (cubby_locker_door_name (self, door));
  decision->grant = g_steal_pointer (&grant);
}

CubbyDecision *
cubby_locker_decide_too_small (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session,
                               const char *stow_grant)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session, CUBBY_TASK_STOW, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  const CubbyGrant *grant = find_open_stow (self, session, stow_grant);
  const CubbyParcel *parcel = grant != NULL ? cubby_locker_find_parcel (self, grant->label) : NULL;
  int door = parcel != NULL ? cubby_locker_find_door (self, grant->door) : -1;
  decision->reason = "unknown_grant";
  if (door < 0)
    return decision;
  CubbySize size = cubby_bank_get_compartment (self->bank, (guint)door)->size + 1;
  gboolean is_largest = size >= CUBBY_N_SIZES;
  add_unfit (grant, "too_small", is_largest ? NULL : &size, now_ms, decision);
  CubbyParcel larger = *parcel;
  larger.size = size;
  int next = is_largest ? -1 : cubby_locker_choose_new_door (self, &larger);
  decision->reason = next >= 0 ? "granted" : "no_room";
  if (next >= 0)
    issue_next (self, grant, parcel, (guint)next, id, now_ms, decision);
  return decision;
}

static const char *
judge_take_back (const CubbyLocker *self, const char *session, const CubbyParcel *parcel, gint64 now_ms)
{
  if (parcel == NULL || parcel->recalled || parcel->returning)
    return "unknown_label";
  if (cubby_locker_is_at_work (self, session) || cubby_locker_grant_of_label (self, parcel->label) != NULL)
    return "busy";
  int door = parcel->door != NULL ? cubby_locker_find_door (self, parcel->door) : -1;
  if (parcel->state != CUBBY_PARCEL_LOADED || now_ms >= parcel->undo_until_ms || door < 0)
    return "too_late";
  gboolean free =
      cubby_locker_door_is_usable (self, (guint)door) && cubby_locker_grant_at (self, parcel->door) == NULL;
  return free ? "granted" : "busy";
}

CubbyDecision *
cubby_locker_decide_take_back (const CubbyLocker *self, gint64 now_ms, const char *id, const char *session,
                               const char *label)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session, CUBBY_TASK_STOW, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, label);
  decision->reason = judge_take_back (self, session, parcel, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  CubbyIssue issue = {
      .id = id,
      .purpose = CUBBY_PURPOSE_TAKEBACK,
      .door = (guint)cubby_locker_find_door (self, parcel->door),
      .parcel = parcel,
      .session = cubby_locker_find_session (self, session, now_ms),
  };
  if (!cubby_locker_refuse_by_caps (self, issue.door, now_ms, decision))
    cubby_locker_issue_one (self, &issue, now_ms, decision);
  return decision;
}

/* The door may stand open for it: then it is shut without it. */
static const char *
judge_reject (const CubbyGrant *grant, const char *session, const CubbyParcel *parcel)
{
  if (parcel == NULL || parcel->recalled || parcel->returning || parcel->state == CUBBY_PARCEL_WITHDRAWN)
    return "unknown_label";
  if (grant != NULL) {
    gboolean own = grant->purpose == CUBBY_PURPOSE_STOW && g_strcmp0 (grant->session, session) == 0;
    return own ? "granted" : "already_loaded";
  }
  return parcel->rejected || cubby_parcel_may_be_stowed (parcel) ? "granted" : "already_loaded";
}

CubbyDecision *
cubby_locker_decide_reject (const CubbyLocker *self, gint64 now_ms, const char *session_id, const char *label,
                            const char *why)
{
  CubbyDecision *decision = cubby_decision_new ();
  decision->reason = cubby_locker_may (self, session_id, CUBBY_TASK_STOW, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, label);
  const CubbyGrant *grant = cubby_locker_grant_of_label (self, label);
  decision->reason = judge_reject (grant, session_id, parcel);
  if (!cubby_decision_is_granted (decision) || parcel->rejected)
    return decision;
  if (grant != NULL && cubby_grant_holds_door (grant) && grant->unfit == NULL)
    add_unfit (grant, "rejected", NULL, now_ms, decision);
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_PARCEL_REJECTED, now_ms);
  event->label = g_strdup (label);
  event->why = g_strdup (why);
  event->badge = g_strdup (cubby_locker_find_session (self, session_id, now_ms)->badge);
  return decision;
}
