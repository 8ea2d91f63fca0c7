/* SPDX-License-Identifier: Apache-2.0 */
/* Which compartment a parcel gets, as the bank stands now. */
#include "app/domain/locker-private.h"

gboolean
cubby_locker_door_is_free (const CubbyLocker *self, guint door)
{
  CubbyContent content = cubby_locker_get_content (self, door);
  return (content == CUBBY_CONTENT_EMPTY || content == CUBBY_CONTENT_EMPTIED) &&
         self->doors[door].forced_ms == 0 && cubby_locker_door_is_usable (self, door) &&
         cubby_locker_grant_at (self, cubby_locker_door_name (self, door)) == NULL;
}

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

int
cubby_locker_choose_door (const CubbyLocker *self, const CubbyParcel *parcel)
{
  g_autofree CubbyCandidate *candidates = g_new0 (CubbyCandidate, self->n_doors + 1);
  for (guint i = 0; i < self->n_doors; i++)
    candidates[i] = (CubbyCandidate){
        .index = i, .free = cubby_locker_door_is_free (self, i), .openings = self->doors[i].openings};
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
