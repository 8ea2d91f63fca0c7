/* SPDX-License-Identifier: Apache-2.0 */
/* Which compartment a parcel gets, as the bank stands now. */
#include "app/domain/locker-private.h"
#include "app/domain/locker-queue.h"

/* Returns: (transfer full) (element-type guint): the columns in which parcels of its order lie. */
static GArray *
find_columns_of_order (const CubbyLocker *self, const CubbyParcel *parcel)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CubbyParcel *other = value;
    if (other == parcel || !cubby_parcel_is_inside (other) ||
        g_strcmp0 (other->fulfilment, parcel->fulfilment) != 0)
      continue;
    int door = cubby_locker_find_door (self, other->door);
    if (door >= 0)
      g_array_append_val (columns, cubby_bank_get_compartment (self->bank, (guint)door)->column);
  }
  return columns;
}

/* Of all doors at once: where parcels, grants and the queue are is looked up once. */
static gboolean *
find_taken (const CubbyLocker *self)
{
  gboolean *taken = g_new0 (gboolean, self->n_doors + 1);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->parcels);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CubbyParcel *parcel = value;
    int door = cubby_parcel_is_inside (parcel) ? cubby_locker_find_door (self, parcel->door) : -1;
    if (door >= 0)
      taken[door] = TRUE;
  }
  for (guint i = 0; i < self->grants->len; i++) {
    int door = cubby_locker_find_door (self, ((const CubbyGrant *)g_ptr_array_index (self->grants, i))->door);
    if (door >= 0)
      taken[door] = TRUE;
  }
  for (guint i = 0; i < self->queue->len; i++) {
    const CubbyQueueEntry *entry = g_ptr_array_index (self->queue, i);
    int door = entry->door != NULL ? cubby_locker_find_door (self, entry->door) : -1;
    if (door >= 0)
      taken[door] = TRUE;
  }
  return taken;
}

/* Whoever it is kept for. */
static gboolean
is_in_order (const CubbyLocker *self, guint door)
{
  return self->doors[door].check_ms == 0 && self->doors[door].forced_ms == 0 &&
         cubby_locker_door_is_usable (self, door);
}

CubbyCandidate *
cubby_locker_list_candidates (const CubbyLocker *self)
{
  CubbyCandidate *candidates = g_new0 (CubbyCandidate, self->n_doors + 1);
  g_autofree gboolean *taken = find_taken (self);
  for (guint i = 0; i < self->n_doors; i++)
    candidates[i] = (CubbyCandidate){
        .index = i, .free = !taken[i] && is_in_order (self, i), .openings = self->doors[i].openings};
  return candidates;
}

int
cubby_locker_choose_among (const CubbyLocker *self, const CubbyParcel *parcel,
                           const CubbyCandidate *candidates)
{
  g_autoptr (GArray) columns = find_columns_of_order (self, parcel);
  CubbyNeed need = {
      .size = parcel->size,
      .heavy = parcel->heavy,
      .reach = parcel->reach,
      .near_columns = (const guint *)(void *)columns->data,
      .n_near = columns->len,
  };
  return cubby_allocation_choose (self->bank, candidates, self->n_doors, &need);
}

int
cubby_locker_choose_new_door (const CubbyLocker *self, const CubbyParcel *parcel)
{
  g_autofree CubbyCandidate *candidates = cubby_locker_list_candidates (self);
  return cubby_locker_choose_among (self, parcel, candidates);
}

int
cubby_locker_choose_door (const CubbyLocker *self, const CubbyParcel *parcel)
{
  const CubbyQueueEntry *entry = cubby_locker_queue_find (self, parcel->label);
  int kept = entry != NULL && entry->door != NULL ? cubby_locker_find_door (self, entry->door) : -1;
  if (kept >= 0 && is_in_order (self, (guint)kept) && cubby_locker_grant_at (self, entry->door) == NULL &&
      cubby_locker_parcel_behind (self, entry->door) == NULL)
    return kept;
  return cubby_locker_choose_new_door (self, parcel);
}
