/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-private.h"

#include <string.h>

gint64
cubby_locker_get_last_ms (const CubbyLocker *self)
{
  return self->last_ms;
}

gboolean
cubby_locker_is_at_rest (const CubbyLocker *self)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (grant->state == CUBBY_GRANT_ISSUED || grant->state == CUBBY_GRANT_INTENT)
      return FALSE;
  }
  return TRUE;
}

CubbyDoorState
cubby_locker_get_door_state (const CubbyLocker *self, guint door)
{
  g_return_val_if_fail (door < self->n_doors, CUBBY_DOOR_UNKNOWN);
  return self->doors[door].state;
}

CubbyReading
cubby_locker_get_reading (const CubbyLocker *self, guint door)
{
  g_return_val_if_fail (door < self->n_doors, CUBBY_READING_UNKNOWN);
  return self->doors[door].reading;
}

gboolean
cubby_locker_has_grant_at (const CubbyLocker *self, guint door)
{
  return cubby_locker_grant_at (self, cubby_locker_door_name (self, door)) != NULL;
}

gboolean
cubby_locker_is_idle (const CubbyLocker *self)
{
  return self->grants->len == 0;
}

guint64
cubby_locker_get_openings (const CubbyLocker *self, guint door)
{
  return self->doors[door].openings;
}

CubbyContent
cubby_locker_get_content (const CubbyLocker *self, guint door)
{
  g_return_val_if_fail (door < self->n_doors, CUBBY_CONTENT_EMPTY);
  const char *name = cubby_locker_door_name (self, door);
  const CubbyGrant *grant = cubby_locker_grant_at (self, name);
  CubbyContentFacts facts = {
      .parcel = cubby_locker_parcel_behind (self, name),
      .assigned = grant != NULL && grant->purpose == CUBBY_PURPOSE_STOW && grant->state == CUBBY_GRANT_ISSUED,
      .kept = cubby_locker_queue_keeps (self, name),
      .out_of_service = self->doors[door].out_of_service_ms != 0,
      .check = self->doors[door].check_ms != 0,
      .emptied = self->doors[door].emptied,
  };
  return cubby_content_judge (&facts);
}

const CubbyParcel *
cubby_locker_find_parcel (const CubbyLocker *self, const char *label)
{
  return g_hash_table_lookup (self->parcels, label);
}

const CubbyGrant *
cubby_locker_find_grant (const CubbyLocker *self, const char *id)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    if (g_str_equal (grant->id, id))
      return grant;
  }
  return NULL;
}

gint64
cubby_locker_get_session_end_ms (const CubbyLocker *self, const char *id)
{
  const CubbyStaffSession *session = g_hash_table_lookup (self->sessions, id);
  return session != NULL ? cubby_staff_session_get_end_ms (session) : 0;
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(CubbyParcel *const *)a)->label, (*(CubbyParcel *const *)b)->label);
}

static GPtrArray *
list_all (const CubbyLocker *self)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_labels);
  return all;
}

GPtrArray *
cubby_locker_list_parcels (const CubbyLocker *self)
{
  GPtrArray *parcels = list_all (self);
  for (guint i = parcels->len; i > 0; i--) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i - 1);
    if (!cubby_parcel_is_inside (parcel) && !cubby_parcel_may_be_stowed (parcel))
      g_ptr_array_remove_index (parcels, i - 1);
  }
  return parcels;
}

const GPtrArray *
cubby_locker_get_requests (const CubbyLocker *self)
{
  return self->requests;
}

static void
add_alarm (GArray *alarms, const char *kind, const char *door, gint64 since_ms)
{
  if (since_ms == 0)
    return;
  CubbyAlarm alarm = {.kind = kind, .door = door, .since_ms = since_ms};
  g_array_append_val (alarms, alarm);
}

GArray *
cubby_locker_list_alarms (const CubbyLocker *self)
{
  GArray *alarms = g_array_new (FALSE, FALSE, sizeof (CubbyAlarm));
  for (guint i = 0; i < self->n_doors; i++) {
    const CubbyLockerDoor *door = &self->doors[i];
    const char *name = cubby_locker_door_name (self, i);
    add_alarm (alarms, "forced", name, door->forced_ms);
    add_alarm (alarms, "left-open", name, door->left_open_ms);
    add_alarm (alarms, cubby_locker_name_outage (self, i), name, door->out_of_service_ms);
    add_alarm (alarms, "review", name, door->check_ms);
  }
  g_autoptr (GPtrArray) parcels = list_all (self);
  for (guint i = 0; i < parcels->len; i++) {
    const CubbyParcel *parcel = g_ptr_array_index (parcels, i);
    gboolean inside = cubby_parcel_is_inside (parcel);
    if (inside && (parcel->state == CUBBY_PARCEL_REVIEW || parcel->state == CUBBY_PARCEL_WITHDRAWN))
      add_alarm (alarms, parcel->state == CUBBY_PARCEL_REVIEW ? "review" : "withdrawn", parcel->door,
                 parcel->changed_ms);
    if (inside && cubby_locker_find_door (self, parcel->door) < 0)
      add_alarm (alarms, "no-door", parcel->door, parcel->changed_ms);
  }
  for (guint i = 0; i < self->queue->len; i++) {
    const CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i);
    add_alarm (alarms, "assigned", entry->door, entry->assigned_ms);
  }
  add_alarm (alarms, "parcels", "", cubby_locker_count_room_for_parcels (self) == 0 ? self->started_ms : 0);
  add_alarm (alarms, "self-test", "", self->test_failed_ms);
  add_alarm (alarms, "clock", "", self->jumped_ms);
  for (guint i = 0; i < self->calls->len; i++) {
    const CubbyCall *call = g_ptr_array_index (self->calls, i);
    add_alarm (alarms, call->kind, "", call->since_ms);
  }
  return alarms;
}
