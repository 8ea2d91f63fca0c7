/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/locker-queue.h"
#include "app/domain/locker-step.h"

gboolean
cubby_locker_step_queued (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  if (cubby_locker_queue_find (self, event->label) != NULL ||
      cubby_locker_find_parcel (self, event->label) == NULL)
    return FALSE;
  CubbyQueueEntry *entry = g_new0 (CubbyQueueEntry, 1);
  entry->label = g_strdup (event->label);
  entry->since_ms = event->time_ms;
  g_ptr_array_add (self->queue, entry);
  return TRUE;
}

gboolean
cubby_locker_step_assigned (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyQueueEntry *entry = cubby_locker_queue_find (self, event->label);
  if (entry == NULL || entry->door != NULL || cubby_locker_queue_keeps (self, event->door))
    return FALSE;
  entry->door = g_strdup (event->door);
  entry->assigned_ms = event->time_ms;
  cubby_locker_tell_door (self, event->door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

static void
let_go (CubbyQueueEntry *entry)
{
  g_clear_pointer (&entry->door, g_free);
  entry->assigned_ms = 0;
}

/* Whose time is over stands behind all others; whose compartment failed keeps its place. */
gboolean
cubby_locker_step_released (CubbyLocker *self, const CubbyLockerEvent *event, GPtrArray *effects)
{
  CubbyQueueEntry *entry = cubby_locker_queue_find (self, event->label);
  if (entry == NULL || entry->door == NULL)
    return FALSE;
  g_autofree char *door = g_strdup (entry->door);
  let_go (entry);
  guint index;
  if (g_str_equal (event->why, "time") && g_ptr_array_find (self->queue, entry, &index))
    g_ptr_array_add (self->queue, g_ptr_array_steal_index (self->queue, index));
  cubby_locker_tell_door (self, door, effects);
  cubby_locker_tell_alarms (effects);
  return TRUE;
}

/* While it is being put in it keeps its place: the door may fail. */
static gboolean
still_needs_one (const CubbyParcel *parcel)
{
  return parcel != NULL && !parcel->recalled &&
         (parcel->state == CUBBY_PARCEL_LOADING ||
          (parcel->state != CUBBY_PARCEL_REVIEW && cubby_parcel_may_be_stowed (parcel)));
}

void
cubby_locker_queue_settle (CubbyLocker *self)
{
  for (guint i = self->queue->len; i > 0; i--) {
    CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i - 1);
    if (!still_needs_one (cubby_locker_find_parcel (self, entry->label)))
      g_ptr_array_remove_index (self->queue, i - 1);
    else if (entry->door != NULL && cubby_locker_grant_of_label (self, entry->label) != NULL)
      let_go (entry); /* from now on the grant holds a door for it */
  }
}
