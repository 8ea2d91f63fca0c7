/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels that wait for a compartment: who is next, and for how long one is kept. */
#include "app/domain/locker-queue.h"

#include "app/domain/locker-private.h"

void
cubby_queue_entry_free (CubbyQueueEntry *self)
{
  g_free (self->label);
  g_free (self->door);
  g_free (self);
}

static const CubbyQueueEntry *
get_entry (const CubbyLocker *self, guint index)
{
  return g_ptr_array_index (self->queue, index);
}

static int
find_index (const CubbyLocker *self, const char *label)
{
  for (guint i = 0; i < self->queue->len; i++)
    if (g_str_equal (get_entry (self, i)->label, label))
      return (int)i;
  return -1;
}

CubbyQueueEntry *
cubby_locker_queue_find (const CubbyLocker *self, const char *label)
{
  int index = find_index (self, label);
  return index >= 0 ? g_ptr_array_index (self->queue, index) : NULL;
}

gboolean
cubby_locker_queue_keeps (const CubbyLocker *self, const char *door)
{
  for (guint i = 0; i < self->queue->len; i++)
    if (g_strcmp0 (get_entry (self, i)->door, door) == 0)
      return TRUE;
  return FALSE;
}

/* A parcel in review may lie behind a door already: it does not ask for another one. */
static gboolean
may_wait (const CubbyParcel *parcel)
{
  return parcel->state != CUBBY_PARCEL_REVIEW && cubby_parcel_may_be_stowed (parcel);
}

void
cubby_locker_queue_join (const CubbyLocker *self, const CubbyParcel *parcel, const char *badge, gint64 now_ms,
                         CubbyDecision *decision)
{
  int index = find_index (self, parcel->label);
  CubbyNeed need = {.size = parcel->size, .heavy = parcel->heavy, .reach = parcel->reach};
  decision->reason = "no_room";
  if (index >= 0) {
    decision->place = (guint)index + 1;
    return;
  }
  if (!may_wait (parcel) || !cubby_allocation_can_ever_fit (self->bank, &need))
    return;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_PARCEL_QUEUED, now_ms);
  event->label = g_strdup (parcel->label);
  event->badge = g_strdup (badge);
  decision->place = self->queue->len + 1;
}

/* A silent board may answer again; a compartment that staff have to look into may not be used soon. */
static gboolean
is_lost (const CubbyLocker *self, const CubbyQueueEntry *entry)
{
  int index = cubby_locker_find_door (self, entry->door);
  const CubbyLockerDoor *door = index >= 0 ? &self->doors[index] : NULL;
  return door == NULL || door->out_of_service_ms != 0 || door->check_ms != 0 || door->forced_ms != 0 ||
         cubby_locker_parcel_behind (self, entry->door) != NULL;
}

static gint64
get_release_ms (const CubbyLocker *self, const CubbyQueueEntry *entry, gint64 now_ms)
{
  if (entry->door == NULL)
    return G_MAXINT64;
  return is_lost (self, entry) ? now_ms : entry->assigned_ms + (gint64)self->rules.assigned_s * 1000;
}

static const CubbyQueueEntry *
find_release (const CubbyLocker *self, gint64 now_ms, gint64 *ret_at_ms)
{
  const CubbyQueueEntry *first = NULL;
  *ret_at_ms = G_MAXINT64;
  for (guint i = 0; i < self->queue->len; i++) {
    gint64 at_ms = get_release_ms (self, get_entry (self, i), now_ms);
    if (at_ms >= *ret_at_ms)
      continue;
    *ret_at_ms = at_ms;
    first = get_entry (self, i);
  }
  return first;
}

static gboolean
is_waiting (const CubbyLocker *self, const CubbyQueueEntry *entry)
{
  return entry->door == NULL && cubby_locker_grant_of_label (self, entry->label) == NULL;
}

static gboolean
is_anyone_waiting (const CubbyLocker *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    if (is_waiting (self, get_entry (self, i)))
      return TRUE;
  return FALSE;
}

/* The first that waits and that a free compartment fits. */
static const CubbyQueueEntry *
find_next (const CubbyLocker *self, int *ret_door)
{
  if (!is_anyone_waiting (self)) /* most of the time: then nobody has to look for free compartments */
    return NULL;
  g_autofree CubbyCandidate *candidates = cubby_locker_list_candidates (self);
  for (guint i = 0; i < self->queue->len; i++) {
    const CubbyQueueEntry *entry = get_entry (self, i);
    const CubbyParcel *parcel = cubby_locker_find_parcel (self, entry->label);
    if (parcel == NULL || !is_waiting (self, entry))
      continue;
    *ret_door = cubby_locker_choose_among (self, parcel, candidates);
    if (*ret_door >= 0)
      return entry;
  }
  return NULL;
}

gboolean
cubby_locker_decide_queue_due (const CubbyLocker *self, gint64 now_ms, CubbyDecision *decision)
{
  gint64 at_ms;
  int door = -1;
  const CubbyQueueEntry *entry = find_release (self, now_ms, &at_ms);
  if (entry != NULL && at_ms <= now_ms) {
    CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_PARCEL_RELEASED, now_ms);
    event->label = g_strdup (entry->label);
    event->why = g_strdup (is_lost (self, entry) ? "door" : "time");
    return TRUE;
  }
  entry = find_next (self, &door);
  if (entry == NULL)
    return FALSE;
  CubbyLockerEvent *event = cubby_decision_add (decision, CUBBY_EVENT_PARCEL_ASSIGNED, now_ms);
  event->label = g_strdup (entry->label);
  event->door = g_strdup (cubby_locker_door_name (self, (guint)door));
  return TRUE;
}

gint64
cubby_locker_get_queue_due_ms (const CubbyLocker *self, gint64 now_ms)
{
  gint64 at_ms;
  int door;
  find_release (self, now_ms, &at_ms);
  return find_next (self, &door) != NULL ? now_ms : at_ms;
}

const char *
cubby_locker_get_stow_state (const CubbyLocker *self, const CubbyParcel *parcel, const char **ret_door)
{
  const CubbyQueueEntry *entry = cubby_locker_queue_find (self, parcel->label);
  *ret_door = cubby_parcel_is_inside (parcel) ? parcel->door : "";
  if (entry == NULL || !may_wait (parcel))
    return cubby_parcel_state_to_string (parcel->state);
  if (entry->door != NULL)
    *ret_door = entry->door;
  return entry->door != NULL ? "assigned" : "queued";
}
