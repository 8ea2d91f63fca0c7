/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-step.h"

static CubbyGrant *
find_grant (CubbyLocker *self, const char *id)
{
  return (CubbyGrant *)cubby_locker_find_grant (self, id);
}

static CubbyParcel *
parcel_of (CubbyLocker *self, const CubbyGrant *grant)
{
  return grant->label != NULL ? g_hash_table_lookup (self->parcels, grant->label) : NULL;
}

static void
tell (CubbyLocker *self, const CubbyGrant *grant, GPtrArray *effects)
{
  cubby_locker_tell_grant (self, grant, CUBBY_EFFECT_GRANT_CHANGED, effects);
  cubby_locker_tell_door (self, grant->door, effects);
}

/* The grant is over: it leaves, so that nothing can ever be done with it again. */
static void
finish (CubbyLocker *self, CubbyGrant *grant, gint64 now_ms, GPtrArray *effects)
{
  tell (self, grant, effects);
  cubby_locker_tell_alarms (effects);
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel != NULL)
    cubby_parcel_settle (parcel, now_ms);
  g_ptr_array_remove (self->grants, grant);
}

gboolean
cubby_locker_step_issued (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyPurpose purpose;
  if (find_grant (self, event->grant) != NULL || !cubby_purpose_from_string (event->purpose, &purpose))
    return FALSE;
  CubbyGrant *grant = cubby_grant_new (event->grant, purpose, event->door, event->time_ms);
  grant->sequence = g_strdup (event->sequence);
  grant->label = g_strdup (event->label);
  grant->session = g_strdup (event->session);
  grant->badge = g_strdup (event->badge);
  grant->retry_of = g_strdup (event->retry_of);
  grant->number = ++self->n_grants;
  g_ptr_array_add (self->grants, grant);

  CubbySession *session =
      event->session != NULL ? g_hash_table_lookup (self->sessions, event->session) : NULL;
  if (session != NULL)
    session->used_ms = event->time_ms;
  tell (self, grant, effects);
  return TRUE;
}

static void
remember_pulse (CubbyLocker *self, gint64 time_ms)
{
  if (self->pulses_ms->len == CUBBY_MAX_PULSES)
    g_array_remove_index (self->pulses_ms, 0);
  g_array_append_val (self->pulses_ms, time_ms);
}

/* A parcel that is scanned again after a doubtful stow leaves a compartment that somebody has to look into.
 */
static void
leave_old_door (CubbyLocker *self, const CubbyParcel *parcel, gint64 now_ms)
{
  CubbyLockerDoor *door = cubby_parcel_is_inside (parcel) ? cubby_locker_door_of (self, parcel->door) : NULL;
  if (door != NULL)
    door->check_ms = now_ms;
}

static void
begin_parcel (CubbyLocker *self, const CubbyGrant *grant, gint64 now_ms, GPtrArray *effects)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel == NULL || grant->purpose == CUBBY_PURPOSE_SERVICE)
    return;
  if (grant->purpose == CUBBY_PURPOSE_PICKUP) {
    parcel->used_ms = now_ms; /* here the pass is consumed */
    cubby_parcel_move (parcel, CUBBY_PARCEL_COLLECTING, now_ms);
    return;
  }
  g_autofree char *old = g_strdup (parcel->door);
  leave_old_door (self, parcel, now_ms);
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADING, now_ms);
  cubby_parcel_set_door (parcel, grant->door);
  if (old != NULL)
    cubby_locker_tell_door (self, old, effects);
}

gboolean
cubby_locker_step_intent (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_INTENT, event->time_ms))
    return FALSE;
  grant->pulse_ms = (guint)event->pulse_ms;
  begin_parcel (self, grant, event->time_ms, effects);
  remember_pulse (self, event->time_ms);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL) {
    door->openings++;
    door->pulsed_ms = event->time_ms;
    if (grant->purpose == CUBBY_PURPOSE_STOW)
      door->emptied = FALSE;
    door->state = cubby_door_next (door->state, CUBBY_DOOR_PULSED);
  }
  cubby_locker_tell_grant (self, grant, CUBBY_EFFECT_PULSE, effects);
  tell (self, grant, effects);
  return TRUE;
}

gboolean
cubby_locker_step_opened (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_OPENED, event->time_ms))
    return FALSE;
  cubby_locker_move_door (self, grant->door, CUBBY_DOOR_SEEN_OPEN);
  tell (self, grant, effects);
  return TRUE;
}

static void
put_out_of_service (CubbyLocker *self, const char *name, gint64 now_ms)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, name);
  if (door != NULL && door->out_of_service_ms == 0)
    door->out_of_service_ms = now_ms;
}

/* The parcel did not move: it is where it was before the grant. */
static void
take_back (CubbyParcel *parcel, const CubbyGrant *grant, const char *result, gint64 now_ms)
{
  if (grant->purpose == CUBBY_PURPOSE_STOW) {
    cubby_parcel_move (parcel, CUBBY_PARCEL_EXPECTED, now_ms);
    cubby_parcel_set_door (parcel, NULL);
    return;
  }
  g_free (parcel->last_grant);
  parcel->last_grant = g_strdup (grant->id);
  parcel->tries += !g_str_equal (result, "not_sent");
  if (g_str_equal (result, "stuck")) {
    cubby_parcel_set_review (parcel, CUBBY_REVIEW_STUCK, now_ms);
    return;
  }
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, now_ms);
  parcel->used_ms = 0;
}

gboolean
cubby_locker_step_not_opened (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_NOT_OPENED, event->time_ms))
    return FALSE;
  gboolean sent = !g_str_equal (event->result, "not_sent");
  CubbyParcel *parcel = parcel_of (self, grant);
  if (parcel != NULL && grant->purpose != CUBBY_PURPOSE_SERVICE)
    take_back (parcel, grant, event->result, event->time_ms);
  if (g_str_equal (event->result, "stuck"))
    put_out_of_service (self, grant->door, event->time_ms);
  cubby_locker_move_door (self, grant->door, sent ? CUBBY_DOOR_TIMED_OUT : CUBBY_DOOR_NOT_PULSED);
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}

static void
leave_to_staff (CubbyLocker *self, const CubbyGrant *grant, CubbyReview review, gint64 now_ms)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (parcel != NULL && grant->purpose != CUBBY_PURPOSE_SERVICE)
    cubby_parcel_set_review (parcel, review, now_ms);
  else if (door != NULL)
    door->check_ms = now_ms;
}

gboolean
cubby_locker_step_unknown (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_move (grant, CUBBY_GRANT_UNKNOWN, event->time_ms))
    return FALSE;
  leave_to_staff (self, grant, CUBBY_REVIEW_UNKNOWN, event->time_ms);
  const CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL && door->reading == CUBBY_READING_SHUT)
    cubby_locker_move_door (self, grant->door, CUBBY_DOOR_NOT_PULSED);
  else
    cubby_locker_move_door (self, grant->door, CUBBY_DOOR_SEEN_NOTHING);
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}

static void
close_service (CubbyLocker *self, const CubbyGrant *grant, gboolean unloaded, gint64 now_ms)
{
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  CubbyParcel *parcel = unloaded ? cubby_locker_parcel_behind (self, grant->door) : NULL;
  if (parcel != NULL && cubby_parcel_move (parcel, CUBBY_PARCEL_UNLOADED, now_ms))
    cubby_parcel_set_door (parcel, NULL);
  if (door == NULL)
    return;
  door->emptied |= unloaded;
  door->check_ms = 0;
  if (!door->out_by_staff)
    door->out_of_service_ms = 0;
}

static void
close_loaded (CubbyParcel *parcel, gint64 now_ms)
{
  cubby_parcel_move (parcel, CUBBY_PARCEL_LOADED, now_ms);
  parcel->used_ms = 0;
  parcel->tries = 0;
  g_clear_pointer (&parcel->last_grant, g_free);
}

static gboolean
close_as (CubbyLocker *self, const CubbyGrant *grant, const CubbyLockerEvent *event)
{
  CubbyParcel *parcel = parcel_of (self, grant);
  CubbyReview review;
  if (g_str_equal (event->result, "lapsed"))
    return TRUE;
  if (g_str_equal (event->result, "unloaded") || g_str_equal (event->result, "checked")) {
    close_service (self, grant, g_str_equal (event->result, "unloaded"), event->time_ms);
    return TRUE;
  }
  if (g_str_equal (event->result, "review") && cubby_review_from_string (event->why, &review)) {
    leave_to_staff (self, grant, review, event->time_ms);
    return TRUE;
  }
  if (parcel == NULL)
    return FALSE;
  if (g_str_equal (event->result, "collected")) {
    cubby_parcel_set_door (parcel, NULL);
    return cubby_parcel_move (parcel, CUBBY_PARCEL_COLLECTED, event->time_ms);
  }
  if (!g_str_equal (event->result, "loaded"))
    return FALSE;
  close_loaded (parcel, event->time_ms);
  return TRUE;
}

gboolean
cubby_locker_step_closed (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyGrant *grant = find_grant (self, event->grant);
  if (grant == NULL || !cubby_grant_may_move (grant->state, CUBBY_GRANT_CLOSED) ||
      g_str_equal (event->result, "lapsed") != (grant->state == CUBBY_GRANT_ISSUED) ||
      !close_as (self, grant, event))
    return FALSE;
  cubby_grant_move (grant, CUBBY_GRANT_CLOSED, event->time_ms);
  CubbyLockerDoor *door = cubby_locker_door_of (self, grant->door);
  if (door != NULL)
    door->left_open_ms = 0;
  finish (self, grant, event->time_ms, effects);
  return TRUE;
}
