/* SPDX-License-Identifier: Apache-2.0 */
/* "I forgot something", "I could not take it": the door of a pickup opens again, for a short while and not
 * often. What is kept of the pickup are ids: of its grant, its parcel and its door. */
#include "app/domain/locker-private.h"

#define FORGET_MS (10 * 60 * 1000) /* until then one who asks hears that it is too late */

void
cubby_closed_pickup_free (gpointer data)
{
  CubbyClosedPickup *closed = data;
  g_free (closed->grant);
  g_free (closed->sequence);
  g_free (closed->label);
  g_free (closed->door);
  g_free (closed);
}

void
cubby_locker_remember_pickup (CubbyLocker *self, const CubbyGrant *grant, gint64 until_ms)
{
  CubbyClosedPickup *closed = g_new0 (CubbyClosedPickup, 1);
  closed->grant = g_strdup (grant->id);
  closed->sequence = g_strdup (grant->sequence);
  closed->label = g_strdup (grant->label);
  closed->door = g_strdup (grant->door);
  closed->until_ms = until_ms;
  g_ptr_array_add (self->closed_pickups, closed);
}

void
cubby_locker_forget_pickups (CubbyLocker *self, gint64 now_ms)
{
  for (guint i = self->closed_pickups->len; i > 0; i--) {
    const CubbyClosedPickup *closed = g_ptr_array_index (self->closed_pickups, i - 1);
    if (now_ms - closed->until_ms > FORGET_MS)
      g_ptr_array_remove_index (self->closed_pickups, i - 1);
  }
}

void
cubby_locker_end_reopening (CubbyLocker *self, const char *door, gint64 now_ms)
{
  for (guint i = 0; i < self->closed_pickups->len; i++) {
    CubbyClosedPickup *closed = g_ptr_array_index (self->closed_pickups, i);
    if (g_str_equal (closed->door, door))
      closed->until_ms = MIN (closed->until_ms, now_ms);
  }
}

gint64
cubby_locker_get_reopen_until_ms (const CubbyLocker *self, const char *label)
{
  gint64 until_ms = 0;
  for (guint i = 0; i < self->closed_pickups->len; i++) {
    const CubbyClosedPickup *closed = g_ptr_array_index (self->closed_pickups, i);
    if (g_str_equal (closed->label, label))
      until_ms = closed->until_ms;
  }
  return until_ms;
}

static const CubbyClosedPickup *
find_closed (const CubbyLocker *self, const char *grant)
{
  for (guint i = 0; i < self->closed_pickups->len; i++) {
    const CubbyClosedPickup *closed = g_ptr_array_index (self->closed_pickups, i);
    if (g_str_equal (closed->grant, grant))
      return closed;
  }
  return NULL;
}

/* Empty as the pickup left it, or with the very parcel that was hardly reached. The centre calls a parcel
 * back as soon as it knows that it was collected: that takes nothing from who has just taken it. */
gboolean
cubby_locker_may_reopen (const CubbyLocker *self, const CubbyParcel *parcel, guint door)
{
  const CubbyLockerDoor *state = &self->doors[door];
  const CubbyParcel *behind = cubby_locker_parcel_behind (self, cubby_locker_door_name (self, door));
  if (state->check_ms != 0 || state->forced_ms != 0)
    return FALSE;
  if (parcel->state == CUBBY_PARCEL_COLLECTED)
    return behind == NULL && cubby_locker_get_content (self, door) != CUBBY_CONTENT_ASSIGNED;
  return behind == parcel && !parcel->recalled && parcel->state == CUBBY_PARCEL_REVIEW &&
         parcel->review == CUBBY_REVIEW_BRIEF && (!parcel->stowing || parcel->returning);
}

static gboolean
is_going_on (const CubbyLocker *self, const CubbyClosedPickup *closed)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_str_equal (grant->sequence, closed->sequence) || g_str_equal (grant->door, closed->door) ||
        g_strcmp0 (grant->label, closed->label) == 0)
      return TRUE;
  }
  return FALSE;
}

static const char *
judge (const CubbyLocker *self, const CubbyClosedPickup *closed, gint64 now_ms)
{
  if (closed == NULL)
    return "unknown_grant";
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, closed->label);
  int door = cubby_locker_find_door (self, closed->door);
  if (now_ms >= closed->until_ms || parcel == NULL)
    return "too_late";
  if (is_going_on (self, closed))
    return "busy";
  if (parcel->reopens >= CUBBY_MAX_REOPENS)
    return "too_often";
  if (door < 0 || !cubby_locker_door_is_usable (self, (guint)door))
    return "out_of_service";
  return cubby_locker_may_reopen (self, parcel, (guint)door) ? "granted" : "too_late";
}

CubbyDecision *
cubby_locker_decide_reopen (const CubbyLocker *self, gint64 now_ms, const char *id, const char *closed_grant)
{
  CubbyDecision *decision = cubby_decision_new ();
  const CubbyClosedPickup *closed = find_closed (self, closed_grant);
  decision->reason = judge (self, closed, now_ms);
  if (!cubby_decision_is_granted (decision))
    return decision;
  CubbyIssue issue = {
      .id = id,
      .sequence = closed->sequence,
      .purpose = CUBBY_PURPOSE_REOPEN,
      .door = (guint)cubby_locker_find_door (self, closed->door),
      .parcel = cubby_locker_find_parcel (self, closed->label),
  };
  if (!cubby_locker_refuse_by_caps (self, issue.door, now_ms, decision))
    cubby_locker_issue_one (self, &issue, now_ms, decision);
  return decision;
}
