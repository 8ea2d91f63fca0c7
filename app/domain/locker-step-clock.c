/* SPDX-License-Identifier: Apache-2.0 */
/* Time that ran ahead and is taken back. What is remembered from then would lie in the future, and waits
 * counted from it would last until it comes: it happened now, as far as anybody can say. */
#include "app/domain/locker-step.h"

static void
clamp (gint64 *time_ms, gint64 now_ms)
{
  *time_ms = MIN (*time_ms, now_ms);
}

static void
clamp_door (CubbyLockerDoor *door, gint64 now_ms)
{
  clamp (&door->pulsed_ms, now_ms);
  clamp (&door->out_of_service_ms, now_ms);
  clamp (&door->check_ms, now_ms);
  clamp (&door->forced_ms, now_ms);
  clamp (&door->left_open_ms, now_ms);
}

static void
clamp_doors (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer door;
  for (guint i = 0; i < self->n_doors; i++)
    clamp_door (&self->doors[i], now_ms);
  g_hash_table_iter_init (&iter, self->absent);
  while (g_hash_table_iter_next (&iter, NULL, &door))
    clamp_door (door, now_ms);
  for (guint i = 0; i < self->pulses_ms->len; i++)
    clamp (&g_array_index (self->pulses_ms, gint64, i), now_ms);
}

static void
clamp_parcels (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CubbyParcel *parcel = value;
    clamp (&parcel->used_ms, now_ms);
    clamp (&parcel->changed_ms, now_ms);
    clamp (&parcel->undo_until_ms, now_ms);
    clamp (&parcel->undo_until_ms, now_ms);
  }
  g_hash_table_iter_init (&iter, self->revoked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    clamp (value, now_ms);
  for (guint i = 0; i < self->closed_pickups->len; i++) /* no door reopens for years either */
    clamp (&((CubbyClosedPickup *)g_ptr_array_index (self->closed_pickups, i))->until_ms, now_ms);
  for (guint i = 0; i < self->queue->len; i++) {
    CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i);
    clamp (&entry->since_ms, now_ms);
    clamp (&entry->assigned_ms, now_ms);
  }
}

static void
clamp_grants (CubbyLocker *self, gint64 now_ms)
{
  for (guint i = 0; i < self->grants->len; i++) {
    CubbyGrant *grant = g_ptr_array_index (self->grants, i);
    clamp (&grant->issued_ms, now_ms);
    clamp (&grant->intent_ms, now_ms);
    clamp (&grant->opened_ms, now_ms);
    clamp (&grant->turn_ms, now_ms);
    clamp (&grant->turn_ms, now_ms);
    clamp (&grant->blind_ms, now_ms);
  }
}

static void
clamp_people (CubbyLocker *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    clamp (&((CubbyStaffSession *)value)->used_ms, now_ms);
  g_hash_table_iter_init (&iter, self->badges);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    clamp (&((CubbyAttempts *)value)->last_ms, now_ms);
  clamp (&self->keypad.last_ms, now_ms);
  clamp (&self->codes.last_ms, now_ms);
  clamp (&self->passes.last_ms, now_ms);
  for (guint i = 0; i < self->requests->len; i++)
    clamp (&((CubbyOpenRequest *)g_ptr_array_index (self->requests, i))->made_ms, now_ms);
  for (guint i = 0; i < self->calls->len; i++)
    clamp (&((CubbyCall *)g_ptr_array_index (self->calls, i))->since_ms, now_ms);
}

gboolean
cubby_locker_step_clock_jumped (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  cubby_alarm_move (&self->jumped_ms, CUBBY_ALARM_CLOCK, CUBBY_ALARM_HAPPENED, event->time_ms);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

gboolean
cubby_locker_step_clock_reset (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  if (event->to_ms != event->time_ms || event->from_ms < self->last_ms || event->to_ms >= event->from_ms)
    return FALSE;
  clamp_doors (self, event->time_ms);
  clamp_parcels (self, event->time_ms);
  clamp_grants (self, event->time_ms);
  clamp_people (self, event->time_ms);
  clamp (&self->started_ms, event->time_ms);
  clamp (&self->tested_ms, event->time_ms);
  clamp (&self->test_failed_ms, event->time_ms);
  cubby_alarm_move (&self->jumped_ms, CUBBY_ALARM_CLOCK, CUBBY_ALARM_PASSED, event->time_ms);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}
