/* SPDX-License-Identifier: Apache-2.0 */
/* What staff saw behind a door, and what is believed from then on. One row a settlement. */
#include "app/domain/locker-step.h"

typedef gboolean (*Settle) (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms);

static CubbyGrant *
find_open (CubbyLocker *self, const char *id)
{
  CubbyGrant *grant = (CubbyGrant *)cubby_locker_find_grant (self, id);
  gboolean open =
      grant != NULL && grant->purpose == CUBBY_PURPOSE_RECONCILE && grant->state == CUBBY_GRANT_OPENED;
  return open ? grant : NULL;
}

gboolean
cubby_locker_step_seen (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_open (self, event->grant);
  if (grant == NULL)
    return FALSE;
  g_free (grant->seen); /* the last word counts */
  grant->seen = g_strdup (event->labels);
  cubby_locker_touch_sessions (self, grant, event->time_ms);
  return TRUE;
}

/* Its pass opens the door again, unless it is a return or the centre wants it no more. */
static void
become_loaded (CubbyParcel *parcel, gint64 now_ms)
{
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, now_ms);
  parcel->used_ms = parcel->returning ? now_ms : 0;
  parcel->tries = 0;
  parcel->reopens = 0;
  parcel->undo_until_ms = 0;
  parcel->at_counter = FALSE;
  g_clear_pointer (&parcel->last_grant, g_free);
  if (parcel->recalled || parcel->rejected)
    cubby_parcel_move (parcel, CUBBY_PARCEL_WITHDRAWN, now_ms);
}

static gboolean
is_here (const CubbyGrant *grant, const CubbyParcel *parcel)
{
  return parcel != NULL && cubby_parcel_is_inside (parcel) && g_str_equal (parcel->door, grant->door);
}

static gboolean
settle_seen (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  if (!is_here (grant, parcel))
    return FALSE;
  become_loaded (parcel, now_ms);
  return TRUE;
}

static gboolean
settle_missing (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  if (!is_here (grant, parcel) || !cubby_parcel_move (parcel, CUBBY_PARCEL_UNLOADED, now_ms))
    return FALSE;
  cubby_locker_place (self, parcel, NULL);
  parcel->at_counter = FALSE;
  cubby_parcel_settle (parcel, now_ms);
  return TRUE;
}

static gboolean
settle_found (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  if (parcel == NULL || cubby_parcel_is_inside (parcel) ||
      cubby_locker_parcel_behind (self, grant->door) != NULL)
    return FALSE;
  /* the centre calls back what it hears was collected; but not only that */
  if (parcel->state == CUBBY_PARCEL_COLLECTED && cubby_withdrawal_spares_found (parcel->withdrawal))
    parcel->recalled = FALSE;
  cubby_locker_place (self, parcel, grant->door);
  become_loaded (parcel, now_ms);
  return TRUE;
}

/* Somebody has to look behind the door that it was thought to be behind. */
static void
leave (CubbyLocker *self, CubbyParcel *parcel, gint64 now_ms)
{
  CubbyLockerDoor *door = cubby_parcel_is_inside (parcel) ? cubby_locker_door_of (self, parcel->door) : NULL;
  if (door != NULL)
    door->check_ms = now_ms;
}

static gboolean
settle_moved (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  if (parcel == NULL || !cubby_parcel_is_inside (parcel) || is_here (grant, parcel) ||
      cubby_locker_parcel_behind (self, grant->door) != NULL)
    return FALSE;
  leave (self, parcel, now_ms);
  cubby_locker_place (self, parcel, grant->door);
  if (parcel->state == CUBBY_PARCEL_REVIEW)
    become_loaded (parcel, now_ms);
  return TRUE;
}

static void
flag (CubbyLocker *self, CubbyGrant *grant, gint64 now_ms)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  grant->flagged = TRUE;
  if (door != NULL)
    door->check_ms = now_ms;
}

static gboolean
settle_surplus (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  if (parcel == NULL || is_here (grant, parcel))
    return FALSE;
  leave (self, parcel, now_ms);
  if (cubby_parcel_move (parcel, CUBBY_PARCEL_UNLOADED, now_ms))
    cubby_locker_place (self, parcel, NULL);
  cubby_parcel_settle (parcel, now_ms);
  flag (self, grant, now_ms);
  return TRUE;
}

static gboolean
settle_stranger (CubbyLocker *self, CubbyGrant *grant, CubbyParcel *parcel, gint64 now_ms)
{
  flag (self, grant, now_ms);
  return TRUE;
}

static const Settle settles[CUBBY_N_SETTLEMENTS] = {
    [CUBBY_SETTLEMENT_SEEN] = settle_seen,       [CUBBY_SETTLEMENT_MISSING] = settle_missing,
    [CUBBY_SETTLEMENT_FOUND] = settle_found,     [CUBBY_SETTLEMENT_MOVED] = settle_moved,
    [CUBBY_SETTLEMENT_SURPLUS] = settle_surplus, [CUBBY_SETTLEMENT_STRANGER] = settle_stranger,
};

static void
note_difference (CubbyGrant *grant, CubbySettlement settlement, const char *label)
{
  const char *difference = cubby_settlement_get_difference (settlement);
  if (difference == NULL)
    return;
  if (grant->differences == NULL)
    grant->differences = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (grant->differences, g_strdup_printf ("%s %s", difference, label));
}

gboolean
cubby_locker_step_parcel_settled (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_open (self, event->grant);
  CubbyParcel *parcel = g_hash_table_lookup (self->parcels, event->label);
  CubbySettlement settlement;
  if (grant == NULL || !cubby_settlement_from_string (event->result, &settlement))
    return FALSE;
  g_autofree char *old = parcel != NULL ? g_strdup (parcel->door) : NULL;
  if (!settles[settlement](self, grant, parcel, event->time_ms))
    return FALSE;
  note_difference (grant, settlement, event->label);
  if (old != NULL && !g_str_equal (old, grant->door))
    cubby_locker_tell_door (self, old, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}
