/* SPDX-License-Identifier: Apache-2.0 */
/* What the purpose of a grant decides: whether its turn is still worth a pulse, and what a door that was shut
 * again proves. One row a purpose. */
#include "app/domain/locker-private.h"

typedef gboolean (*IsWanted) (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel,
                              gint64 now_ms);
typedef void (*Close) (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms,
                       CubbyDecision *decision);

/**
 * Purpose:
 * @is_wanted: (nullable): whether the parcel is still where the grant needs it
 * @close: what the shut door proves
 * @proof: the result when the door stood open for long enough
 * @tries_again: the parcel is behind this door: who asked may ask again before it counts as stuck
 * @mends: may open a door that is out of service, which is how it comes back
 */
typedef struct {
  IsWanted is_wanted;
  Close close;
  const char *proof;
  gboolean tries_again;
  gboolean mends;
} Purpose;

static const Purpose *get_purpose (const CubbyGrant *grant);

CubbyLockerEvent *
cubby_locker_add_closed (CubbyDecision *decision, const CubbyGrant *grant, const char *result,
                         CubbyReview review, gint64 now_ms)
{
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_GRANT_CLOSED, now_ms);
  event->grant = g_strdup (grant->id);
  event->result = g_strdup (result);
  if (review != CUBBY_REVIEW_NONE)
    event->why = g_strdup (cubby_review_to_string (review));
  return event;
}

/* Somebody who only made a door spring open took nothing out and put nothing in. */
static CubbyLockerEvent *
close_by_time (const CubbyGrant *grant, const char *proof, gint64 now_ms, CubbyDecision *decision)
{
  if (grant->recovering)
    return cubby_locker_add_closed (decision, grant, "review", CUBBY_REVIEW_UNSEEN, now_ms);
  if (cubby_grant_get_open_ms (grant, now_ms) < CUBBY_REACH_IN_MS)
    return cubby_locker_add_closed (decision, grant, "review", CUBBY_REVIEW_BRIEF, now_ms);
  return cubby_locker_add_closed (decision, grant, proof, CUBBY_REVIEW_NONE, now_ms);
}

static void
close_proven (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  close_by_time (grant, get_purpose (grant)->proof, now_ms, decision);
}

static void
close_pickup (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  CubbyLockerEvent *event = close_by_time (grant, "collected", now_ms, decision);
  if (!grant->recovering)
    event->reopen_s = self->rules.reopen_s;
}

/* Who has hardly opened the door has not put the return in; who has, does not get at it again. */
static void
close_dropoff (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  CubbyLockerEvent *event = close_by_time (grant, "dropped_off", now_ms, decision);
  if (!grant->recovering && g_str_equal (event->result, "review"))
    event->reopen_s = self->rules.reopen_s;
}

/* What was collected stays collected. The time to open once more runs from the pickup. */
static void
close_reopen (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  const CubbyParcel *parcel = cubby_locker_find_parcel (self, grant->label);
  gboolean collected = parcel != NULL && parcel->state == CUBBY_PARCEL_COLLECTED;
  gboolean returning = parcel != NULL && parcel->returning;
  CubbyLockerEvent *event =
      collected ? cubby_locker_add_closed (decision, grant, "collected", CUBBY_REVIEW_NONE, now_ms)
                : close_by_time (grant, returning ? "dropped_off" : "collected", now_ms, decision);
  gint64 left_ms = cubby_locker_get_reopen_until_ms (self, grant->label) - now_ms;
  gboolean again = parcel != NULL && parcel->reopens < CUBBY_MAX_REOPENS && !grant->recovering;
  event->reopen_s = again && !g_str_equal (event->result, "dropped_off") ? MAX (left_ms / 1000, 0) : 0;
}

static void
close_stow (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  if (grant->recovering)
    cubby_locker_add_closed (decision, grant, "review", CUBBY_REVIEW_UNSEEN, now_ms);
  else if (grant->unfit != NULL)
    cubby_locker_add_closed (decision, grant,
                             g_str_equal (grant->unfit, "too_small") ? "too_small" : "taken_back",
                             CUBBY_REVIEW_NONE, now_ms);
  else
    cubby_locker_add_closed (decision, grant, "loaded", CUBBY_REVIEW_NONE, now_ms)->undo_s =
        self->rules.undo_s;
}

static void
close_service (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, CubbyDecision *decision)
{
  if (cubby_locker_parcel_behind (self, grant->door) == NULL)
    cubby_locker_add_closed (decision, grant, "checked", CUBBY_REVIEW_NONE, now_ms);
  else
    close_by_time (grant, "unloaded", now_ms, decision);
}

static gboolean
is_loaded (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel, gint64 now_ms)
{
  return parcel != NULL && parcel->state == CUBBY_PARCEL_LOADED;
}

static gboolean
may_be_stowed (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel, gint64 now_ms)
{
  return parcel != NULL && cubby_parcel_may_be_stowed (parcel);
}

static gboolean
may_be_dropped_off (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel,
                    gint64 now_ms)
{
  return parcel != NULL && cubby_locker_may_drop_off (parcel);
}

static gboolean
may_be_reopened (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel, gint64 now_ms)
{
  int door = cubby_locker_find_door (self, grant->door);
  return parcel != NULL && cubby_locker_may_reopen (self, parcel, (guint)door);
}

/* The hold may have been extended, or something happened that a supervisor has to see. */
static gboolean
is_to_be_removed (const CubbyLocker *self, const CubbyGrant *grant, const CubbyParcel *parcel, gint64 now_ms)
{
  const char *why = parcel != NULL ? cubby_locker_why_removed (self, parcel, now_ms) : NULL;
  if (why == NULL || g_strcmp0 (parcel->door, grant->door) != 0)
    return FALSE;
  CubbyTask task = cubby_locker_task_of_removal (why);
  return g_str_equal (cubby_locker_may (self, grant->session, task, now_ms), "granted");
}

static const Purpose purposes[CUBBY_N_PURPOSES] = {
    [CUBBY_PURPOSE_PICKUP] = {is_loaded, close_pickup, "collected", .tries_again = TRUE},
    [CUBBY_PURPOSE_REOPEN] = {may_be_reopened, close_reopen, "collected"},
    [CUBBY_PURPOSE_STOW] = {may_be_stowed, close_stow, "loaded"},
    [CUBBY_PURPOSE_TAKEBACK] = {is_loaded, close_proven, "taken_back"},
    [CUBBY_PURPOSE_REMOVAL] = {is_to_be_removed, close_proven, "unloaded", .mends = TRUE},
    [CUBBY_PURPOSE_DROPOFF] = {may_be_dropped_off, close_dropoff, "dropped_off"},
    [CUBBY_PURPOSE_RECONCILE] = {NULL, cubby_locker_close_reconcile, "checked", .mends = TRUE},
    [CUBBY_PURPOSE_SERVICE] = {NULL, close_service, "unloaded", .mends = TRUE},
};

static const Purpose *
get_purpose (const CubbyGrant *grant)
{
  return &purposes[grant->purpose];
}

void
cubby_locker_decide_closed (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms,
                            CubbyDecision *decision)
{
  get_purpose (grant)->close (self, grant, now_ms, decision);
}

const char *
cubby_locker_result_of_failure (const CubbyLocker *self, const CubbyGrant *grant)
{
  const CubbyParcel *parcel = grant->label != NULL ? cubby_locker_find_parcel (self, grant->label) : NULL;
  if (get_purpose (grant)->tries_again && parcel != NULL && parcel->tries < self->rules.retries)
    return "again";
  return "stuck";
}

/* One door after another: whatever was issued before it in its sequence is over. */
gboolean
cubby_locker_is_first_of_sequence (const CubbyLocker *self, const CubbyGrant *grant)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *other = g_ptr_array_index (self->grants, i);
    if (g_str_equal (other->sequence, grant->sequence))
      return other == grant;
  }
  return FALSE;
}

/* Its turn has not come for long, the machine was restarted, or who asked for it has gone. */
static gboolean
is_stale (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms)
{
  if (grant->recovering || now_ms - MAX (grant->issued_ms, grant->turn_ms) >= CUBBY_MAX_GRANTS_WAIT_MS)
    return TRUE;
  return (grant->session != NULL && cubby_locker_find_session (self, grant->session, now_ms) == NULL) ||
         (grant->second != NULL && cubby_locker_find_session (self, grant->second, now_ms) == NULL);
}

gboolean
cubby_locker_is_pointless (const CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms)
{
  const Purpose *purpose = get_purpose (grant);
  int door = cubby_locker_find_door (self, grant->door);
  const CubbyParcel *parcel = grant->label != NULL ? cubby_locker_find_parcel (self, grant->label) : NULL;
  if (door < 0 || is_stale (self, grant, now_ms))
    return TRUE;
  if (!cubby_locker_is_first_of_sequence (self, grant))
    return FALSE; /* the door before it may change what there is to say */
  if (purpose->is_wanted != NULL && !purpose->is_wanted (self, grant, parcel, now_ms))
    return TRUE;
  return !purpose->mends && !cubby_locker_door_is_usable (self, (guint)door);
}
