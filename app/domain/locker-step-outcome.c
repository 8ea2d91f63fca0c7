/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the parcel and the compartment of a grant. One row a purpose, one row a result. */
#include "app/domain/locker-step-outcome.h"

#include "app/domain/locker-step.h"

typedef void (*Begin) (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms);
typedef void (*Fail) (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, const char *result,
                      gint64 now_ms);
typedef gboolean (*Close) (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event);

static CubbyParcel *
parcel_of (CubbyLocker *self, const CubbyGrant *grant)
{
  return grant->label != NULL ? g_hash_table_lookup (self->parcels, grant->label) : NULL;
}

static void
begin_pickup (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  parcel->used_ms = now_ms; /* here the pass is consumed */
  cubby_parcel_move (parcel, CUBBY_PARCEL_COLLECTING, now_ms);
}

/* What was collected stays collected, and what is in review stays there until its door is shut. */
static void
begin_reopen (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  parcel->reopens++;
}

/* A parcel that is scanned again after a doubtful stow leaves a compartment that somebody has to look into.
 */
static void
begin_loading (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  CubbyLockerDoor *old = cubby_parcel_is_inside (parcel) ? cubby_locker_door_of (self, parcel->door) : NULL;
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (old != NULL)
    old->check_ms = now_ms;
  if (door != NULL)
    door->emptied = FALSE;
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADING, now_ms);
  cubby_locker_place (self, parcel, grant->door);
  parcel->at_counter = FALSE;
}

static void
begin_dropoff (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  begin_loading (self, grant, parcel, now_ms);
  parcel->used_ms = now_ms;
}

static const Begin begins[CUBBY_N_PURPOSES] = {
    [CUBBY_PURPOSE_PICKUP] = begin_pickup,
    [CUBBY_PURPOSE_REOPEN] = begin_reopen,
    [CUBBY_PURPOSE_STOW] = begin_loading,
    [CUBBY_PURPOSE_DROPOFF] = begin_dropoff,
};

void
cubby_locker_begin (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, GPtrArray *effects)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  if (grant->purpose != CUBBY_PURPOSE_REOPEN)
    cubby_locker_end_reopening (self, grant->door, now_ms);
  if (parcel == NULL || begins[grant->purpose] == NULL)
    return;
  g_autofree char *old = g_strdup (parcel->door);
  begins[grant->purpose](self, grant, parcel, now_ms);
  if (old != NULL && g_strcmp0 (old, parcel->door) != 0)
    cubby_locker_tell_door (self, old, effects);
}

/* The door did not open: the parcel is where it was before the grant. */
static void
fail_loading (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, const char *result,
              gint64 now_ms)
{
  cubby_parcel_move (parcel, CUBBY_PARCEL_EXPECTED, now_ms);
  cubby_locker_place (self, parcel, NULL);
  parcel->used_ms = 0;
}

static void
fail_stuck (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, const char *result,
            gint64 now_ms)
{
  if (g_str_equal (result, "stuck") && cubby_parcel_set_review (parcel, CUBBY_REVIEW_STUCK, now_ms))
    parcel->at_counter = !parcel->returning;
}

static void
fail_pickup (CubbyLocker *self, const CubbyGrant *grant, CubbyParcel *parcel, const char *result,
             gint64 now_ms)
{
  g_free (parcel->last_grant);
  parcel->last_grant = g_strdup (grant->id);
  parcel->tries += !g_str_equal (result, "not_sent");
  if (g_str_equal (result, "stuck")) {
    fail_stuck (self, grant, parcel, result, now_ms);
    return;
  }
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, now_ms);
  parcel->used_ms = 0;
}

static const Fail fails[CUBBY_N_PURPOSES] = {
    [CUBBY_PURPOSE_PICKUP] = fail_pickup,   [CUBBY_PURPOSE_STOW] = fail_loading,
    [CUBBY_PURPOSE_TAKEBACK] = fail_stuck,  [CUBBY_PURPOSE_REMOVAL] = fail_stuck,
    [CUBBY_PURPOSE_DROPOFF] = fail_loading,
};

void
cubby_locker_fail (CubbyLocker *self, const CubbyGrant *grant, const char *result, gint64 now_ms)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (parcel != NULL && fails[grant->purpose] != NULL)
    fails[grant->purpose](self, grant, parcel, result, now_ms);
  if (door != NULL && g_str_equal (result, "stuck") && door->out_of_service_ms == 0)
    door->out_of_service_ms = now_ms;
}

void
cubby_locker_leave_to_staff (CubbyLocker *self, const CubbyGrant *grant, CubbyReview review, gint64 now_ms)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (parcel != NULL && cubby_parcel_set_review (parcel, review, now_ms)) {
    if (!cubby_purpose_is_of_shopper (grant->purpose)) /* staff may have it in hand, and scan it again */
      parcel->stowing = TRUE;
    return;
  }
  if (door != NULL)
    door->check_ms = now_ms;
}

static gboolean
close_lapsed (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  return TRUE;
}

static void
mend (CubbyLocker *self, const CubbyGrant *grant, gboolean emptied)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door == NULL)
    return;
  door->emptied |= emptied;
  door->check_ms = 0;
  if (!door->out_by_staff)
    door->out_of_service_ms = 0;
}

static gboolean
close_checked (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  gboolean reconcile = grant->purpose == CUBBY_PURPOSE_RECONCILE;
  if (!reconcile || (grant->seen != NULL && !grant->flagged))
    mend (self, grant, FALSE);
  return TRUE;
}

static gboolean
close_unloaded (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = cubby_locker_parcel_behind (self, grant->door);
  if (parcel != NULL && cubby_parcel_move (parcel, CUBBY_PARCEL_UNLOADED, event->time_ms))
    cubby_locker_place (self, parcel, NULL);
  mend (self, grant, TRUE);
  return TRUE;
}

/* A door that was opened again changes nothing about a parcel in review. */
static gboolean
close_review (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyReview review;
  if (!cubby_review_from_string (event->why, &review))
    return FALSE;
  if (grant->purpose != CUBBY_PURPOSE_REOPEN)
    cubby_locker_leave_to_staff (self, grant, review, event->time_ms);
  return TRUE;
}

static gboolean
close_collected (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel == NULL) /* the machine was off for so long that what was collected is forgotten */
    return grant->purpose == CUBBY_PURPOSE_REOPEN;
  if (parcel->state == CUBBY_PARCEL_COLLECTED)
    return grant->purpose == CUBBY_PURPOSE_REOPEN;
  if (!cubby_parcel_move (parcel, CUBBY_PARCEL_COLLECTED, event->time_ms))
    return FALSE;
  cubby_locker_place (self, parcel, NULL);
  return TRUE;
}

static gboolean
close_loaded (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel == NULL)
    return FALSE;
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, event->time_ms);
  parcel->used_ms = 0;
  parcel->tries = 0;
  parcel->reopens = 0;
  parcel->undo_until_ms = event->undo_s > 0 ? event->time_ms + event->undo_s * 1000 : 0;
  g_clear_pointer (&parcel->last_grant, g_free);
  return TRUE;
}

/* It is in the hands of staff, and its compartment is free. */
static gboolean
close_not_stowed (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel == NULL || !cubby_parcel_move (parcel, CUBBY_PARCEL_EXPECTED, event->time_ms))
    return FALSE;
  cubby_locker_place (self, parcel, NULL);
  parcel->undo_until_ms = 0;
  return TRUE;
}

/* Nobody but staff gets at it any more. */
static gboolean
close_dropped_off (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  return parcel != NULL && parcel->returning &&
         cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, event->time_ms);
}

static const struct {
  const char *result;
  Close close;
} closings[] = {
    {"dropped_off", close_dropped_off}, {"too_small", close_not_stowed}, {"taken_back", close_not_stowed},
    {"lapsed", close_lapsed},           {"checked", close_checked},      {"unloaded", close_unloaded},
    {"review", close_review},           {"loaded", close_loaded},        {"collected", close_collected},
};

gboolean
cubby_locker_close (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    if (g_str_equal (closings[i].result, event->result))
      return closings[i].close (self, grant, event);
  return FALSE;
}
