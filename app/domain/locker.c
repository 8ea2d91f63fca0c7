/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-private.h"
#include "app/domain/locker-queue.h"

static void
session_free (gpointer data)
{
  cubby_staff_session_free (data);
}

static void
call_free (gpointer data)
{
  CubbyCall *call = data;
  g_free (call->kind);
  g_free (call);
}

static void
request_free (gpointer data)
{
  CubbyOpenRequest *request = data;
  g_free (request->id);
  g_free (request->door);
  g_free (request->why);
  g_free (request);
}

static void
parcel_free (gpointer data)
{
  cubby_parcel_free (data);
}

static void
grant_free (gpointer data)
{
  cubby_grant_free (data);
}

static guint
count_boards (const CubbyBank *bank)
{
  guint n_boards = 0;
  for (guint i = 0; i < cubby_bank_get_n_compartments (bank); i++)
    n_boards = MAX (n_boards, cubby_bank_get_compartment (bank, i)->board + 1);
  return n_boards;
}

CubbyLocker *
cubby_locker_new (const CubbyBank *bank, const guint *power_groups, const CubbyLockerRules *rules)
{
  CubbyLocker *self = g_new0 (CubbyLocker, 1);
  self->bank = bank;
  self->n_doors = cubby_bank_get_n_compartments (bank);
  self->power_groups = g_new (guint, self->n_doors + 1);
  for (guint i = 0; i < self->n_doors; i++)
    self->power_groups[i] = power_groups[i];
  self->rules = *rules;
  self->doors = g_new0 (CubbyLockerDoor, self->n_doors + 1);
  self->absent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_boards = count_boards (bank);
  self->boards = g_new0 (gboolean, self->n_boards + 1);
  self->parcels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, parcel_free);
  self->behind = g_hash_table_new (g_str_hash, g_str_equal);
  self->revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->grants = g_ptr_array_new_with_free_func (grant_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, session_free);
  self->closed_pickups = g_ptr_array_new_with_free_func (cubby_closed_pickup_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_queue_entry_free);
  self->badges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pulses_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
cubby_locker_free (CubbyLocker *self)
{
  if (self == NULL)
    return;
  g_free (self->power_groups);
  g_free (self->doors);
  g_free (self->boards);
  g_hash_table_unref (self->absent);
  g_hash_table_unref (self->behind);
  g_hash_table_unref (self->parcels);
  g_hash_table_unref (self->revoked);
  g_ptr_array_unref (self->grants);
  g_hash_table_unref (self->sessions);
  g_ptr_array_unref (self->closed_pickups);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->badges);
  g_array_unref (self->pulses_ms);
  g_free (self);
}

int
cubby_locker_find_door (const CubbyLocker *self, const char *name)
{
  return cubby_bank_find (self->bank, name);
}

const char *
cubby_locker_door_name (const CubbyLocker *self, guint door)
{
  return cubby_bank_get_compartment (self->bank, door)->name;
}

CubbyParcel *
cubby_locker_parcel_behind (const CubbyLocker *self, const char *door)
{
  CubbyParcel *parcel = g_hash_table_lookup (self->behind, door);
  return parcel != NULL && cubby_parcel_is_inside (parcel) ? parcel : NULL;
}

void
cubby_locker_place (CubbyLocker *self, CubbyParcel *parcel, const char *door)
{
  if (parcel->door != NULL && g_hash_table_lookup (self->behind, parcel->door) == parcel)
    g_hash_table_remove (self->behind, parcel->door);
  cubby_parcel_set_door (parcel, door);
  if (parcel->door != NULL)
    g_hash_table_replace (self->behind, parcel->door, parcel);
}

CubbyGrant *
cubby_locker_grant_at (const CubbyLocker *self, const char *door)
{
  for (guint i = 0; i < self->grants->len; i++) {
    CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_str_equal (grant->door, door))
      return grant;
  }
  return NULL;
}

CubbyGrant *
cubby_locker_grant_of_label (const CubbyLocker *self, const char *label)
{
  for (guint i = 0; i < self->grants->len; i++) {
    CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_strcmp0 (grant->label, label) == 0)
      return grant;
  }
  return NULL;
}

/* Doors of the same sequence whose turn is still to come. */
guint
cubby_locker_count_remaining (const CubbyLocker *self, const CubbyGrant *grant)
{
  guint n = 0;
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *other = g_ptr_array_index (self->grants, i);
    n += other != grant && other->state == CUBBY_GRANT_ISSUED &&
         g_str_equal (other->sequence, grant->sequence);
  }
  return n;
}

CubbyStaffSession *
cubby_locker_find_session (const CubbyLocker *self, const char *id, gint64 now_ms)
{
  CubbyStaffSession *session = g_hash_table_lookup (self->sessions, id);
  if (session == NULL || !cubby_staff_session_is_live (session, now_ms))
    return NULL;
  return session;
}

gboolean
cubby_locker_door_is_usable (const CubbyLocker *self, guint door)
{
  const CubbyLockerDoor *state = &self->doors[door];
  guint board = cubby_bank_get_compartment (self->bank, door)->board;
  if (state->out_of_service_ms != 0 || !self->boards[board])
    return FALSE;
  return state->reading != CUBBY_READING_OPEN;
}
