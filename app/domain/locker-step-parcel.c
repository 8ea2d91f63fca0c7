/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-step.h"

#include <string.h>

/* A used pass is answered "already used" for this long; then the parcel is forgotten. */
#define FORGET_MS (14LL * 24 * 60 * 60 * 1000)
/* A pass that was taken back is answered "revoked" for this long; then it is one that nobody knows. */
#define FORGET_REVOKED_MS FORGET_MS

static gboolean
is_over (const CubbyParcel *parcel)
{
  return !cubby_parcel_is_inside (parcel) &&
         (parcel->rejected || parcel->state == CUBBY_PARCEL_COLLECTED ||
          parcel->state == CUBBY_PARCEL_WITHDRAWN || parcel->state == CUBBY_PARCEL_UNLOADED);
}

static void
forget_old_parcels (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CubbyParcel *parcel = value;
    if (!is_over (parcel) || now_ms - parcel->changed_ms <= FORGET_MS)
      continue;
    cubby_locker_place (self, parcel, NULL);
    g_hash_table_iter_remove (&iter);
  }
}

static void
forget_old_ctis (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->revoked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (now_ms - *(const gint64 *)value > FORGET_REVOKED_MS)
      g_hash_table_iter_remove (&iter);
}

static void
reset_senses (CubbyLocker *self)
{
  for (guint i = 0; i < self->n_doors; i++) {
    self->doors[i].reading = CUBBY_READING_UNKNOWN;
    self->doors[i].state = CUBBY_DOOR_UNKNOWN;
  }
  for (guint i = 0; i < self->n_boards; i++)
    self->boards[i] = FALSE;
  for (guint i = 0; i < self->grants->len; i++) {
    CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    grant->recovering = TRUE;
    grant->blind_ms = 0;
  }
}

/* Whoever was at the bank signs in again. */
static void
end_sessions (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer session;
  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    if (cubby_staff_session_move (session, CUBBY_SESSION_RESTARTED, now_ms))
      g_hash_table_iter_remove (&iter);
}

gboolean
cubby_locker_step_started (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  self->started_ms = event->time_ms;
  end_sessions (self, event->time_ms);
  reset_senses (self);
  forget_old_parcels (self, event->time_ms);
  forget_old_ctis (self, event->time_ms);
  cubby_locker_forget_pickups (self, event->time_ms);
  return TRUE;
}

gboolean
cubby_locker_step_clock (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  forget_old_parcels (self, event->time_ms);
  forget_old_ctis (self, event->time_ms);
  cubby_locker_forget_pickups (self, event->time_ms);
  return TRUE;
}

static CubbyParcel *
get_parcel (CubbyLocker *self, const char *label)
{
  CubbyParcel *parcel = g_hash_table_lookup (self->parcels, label);
  if (parcel == NULL) {
    parcel = cubby_parcel_new (label);
    g_hash_table_insert (self->parcels, parcel->label, parcel);
  }
  return parcel;
}

/* Whoever floods it loses nothing but a word: a pass that nobody knows opens no door either. */
static void
forget_oldest_cti (CubbyLocker *self)
{
  const char *oldest = NULL;
  gint64 oldest_ms = 0;
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, self->revoked);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    gint64 since_ms = *(const gint64 *)value;
    if (oldest != NULL && (since_ms > oldest_ms || (since_ms == oldest_ms && strcmp (key, oldest) > 0)))
      continue;
    oldest = key;
    oldest_ms = since_ms;
  }
  if (oldest != NULL)
    g_hash_table_remove (self->revoked, oldest);
}

static void
revoke_cti (CubbyLocker *self, const char *cti, gint64 now_ms)
{
  if (g_hash_table_size (self->revoked) >= CUBBY_MAX_REVOKED && !g_hash_table_contains (self->revoked, cti))
    forget_oldest_cti (self);
  g_hash_table_insert (self->revoked, g_strdup (cti), g_memdup2 (&now_ms, sizeof now_ms));
}

/* Passes that the newer announcement leaves out are revoked, and are answered so. */
static void
replace_ctis (CubbyLocker *self, CubbyParcel *parcel, const char *joined, gint64 now_ms)
{
  GStrv ctis = g_strsplit (joined, ",", -1);
  for (char **cti = parcel->ctis; *cti != NULL; cti++)
    if (!g_strv_contains ((const char *const *)ctis, *cti))
      revoke_cti (self, *cti, now_ms);
  for (char **cti = ctis; *cti != NULL; cti++)
    g_hash_table_remove (self->revoked, *cti);
  g_strfreev (parcel->ctis);
  parcel->ctis = ctis;
}

gboolean
cubby_locker_step_expected (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbySize size;
  if (!cubby_size_from_string (event->size, &size))
    return FALSE;
  CubbyParcel *parcel = get_parcel (self, event->label);
  parcel->version = (guint64)event->version;
  parcel->epoch = (guint64)event->epoch;
  self->epoch = MAX (self->epoch, parcel->epoch);
  parcel->size = size;
  parcel->hold_until_s = event->hold_until_s;
  parcel->heavy = event->heavy != 0;
  parcel->reach = event->reach != 0;
  parcel->returning = event->returning != 0;
  parcel->recalled = FALSE;
  parcel->withdrawal = CUBBY_WITHDRAWAL_UNSAID;
  parcel->rejected = FALSE;
  g_free (parcel->fulfilment);
  parcel->fulfilment = g_strdup (event->fulfilment);
  g_free (parcel->code_hash);
  parcel->code_hash = g_strdup (event->code_hash);
  replace_ctis (self, parcel, event->ctis, event->time_ms);
  if (parcel->changed_ms == 0)
    parcel->changed_ms = event->time_ms;
  if (parcel->state == CUBBY_PARCEL_WITHDRAWN && !cubby_parcel_is_inside (parcel))
    cubby_parcel_move (parcel, CUBBY_PARCEL_EXPECTED, event->time_ms);
  return TRUE;
}

gboolean
cubby_locker_step_recalled (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyParcel *parcel = get_parcel (self, event->label);
  parcel->version = (guint64)event->version;
  parcel->epoch = (guint64)event->epoch;
  parcel->recalled = TRUE;
  parcel->withdrawal =
      cubby_withdrawal_settle (parcel->withdrawal, cubby_withdrawal_from_string (event->why));
  cubby_parcel_settle (parcel, event->time_ms);
  if (parcel->door != NULL)
    cubby_locker_tell_door (self, parcel->door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

/* A label that was scanned again is in the hands of staff, whatever was thought of its compartment. */
static void
leave_review (CubbyLocker *self, CubbyParcel *parcel, gint64 now_ms, GPtrArray *effects)
{
  g_autofree char *name = g_strdup (parcel->door);
  CubbyLockerDoor *door = name != NULL ? cubby_locker_door_of (self, name) : NULL;
  if (parcel->state != CUBBY_PARCEL_REVIEW || !cubby_parcel_move (parcel, CUBBY_PARCEL_UNLOADED, now_ms))
    return;
  cubby_locker_place (self, parcel, NULL);
  if (door == NULL)
    return;
  door->check_ms = now_ms;
  cubby_locker_tell_door (self, name, effects);
  cubby_locker_tell_alarms (effects);
}

gboolean
cubby_locker_step_rejected (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyParcel *parcel = g_hash_table_lookup (self->parcels, event->label);
  if (parcel == NULL)
    return FALSE;
  parcel->rejected = TRUE;
  leave_review (self, parcel, event->time_ms, effects);
  return TRUE;
}
