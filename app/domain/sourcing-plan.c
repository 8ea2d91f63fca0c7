/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/sourcing-plan.h"

static gint64
get_purchasable (const CubbySourcing *self, guint item, guint place)
{
  return MAX (self->purchasable[item * self->n_places + place], 0);
}

static gint64
sum_purchasable (const CubbySourcing *self, guint place)
{
  gint64 sum = 0;
  for (guint item = 0; item < self->n_items; item++)
    sum += get_purchasable (self, item, place);
  return sum;
}

static int
rank (const CubbySourcing *self, guint place)
{
  if (self->pickup != NULL && g_str_equal (self->places[place].location, self->pickup))
    return 0;
  return self->places[place].warehouse ? 1 : 2;
}

/* By rank, then most first, then by name, so that the answer never depends on the order given. */
static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CubbySourcing *self = data;
  guint left = *(const guint *)a, right = *(const guint *)b;
  int by_rank = rank (self, left) - rank (self, right);
  if (by_rank != 0)
    return by_rank;
  gint64 one = sum_purchasable (self, left), other = sum_purchasable (self, right);
  if (one != other)
    return one > other ? -1 : 1;
  return g_strcmp0 (self->places[left].location, self->places[right].location);
}

/* How many of the wanted pieces @places bring together. */
static gint64
count_brought (const CubbySourcing *self, const guint *places, guint n_places)
{
  gint64 brought = 0;
  for (guint item = 0; item < self->n_items; item++) {
    gint64 left = self->quantities[item];
    for (guint i = 0; i < n_places && left > 0; i++)
      left -= MIN (get_purchasable (self, item, places[i]), left);
    brought += self->quantities[item] - left;
  }
  return brought;
}

static GArray *
find_one (const CubbySourcing *self, const GArray *order, gint64 wanted)
{
  for (guint i = 0; i < order->len; i++) {
    guint place = g_array_index (order, guint, i);
    if (count_brought (self, &place, 1) == wanted)
      return g_array_append_val (g_array_new (FALSE, FALSE, sizeof (guint)), place);
  }
  return NULL;
}

static GArray *
find_two (const CubbySourcing *self, const GArray *order, gint64 wanted)
{
  for (guint i = 0; i < order->len; i++)
    for (guint j = i + 1; j < order->len; j++) {
      guint pair[] = {g_array_index (order, guint, i), g_array_index (order, guint, j)};
      if (count_brought (self, pair, 2) == wanted)
        return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (guint)), pair, 2);
    }
  return NULL;
}

static gboolean
is_taken (const GArray *taken, guint place)
{
  for (guint i = 0; i < taken->len; i++)
    if (g_array_index (taken, guint, i) == place)
      return TRUE;
  return FALSE;
}

/* The place that adds most to @taken; the first of them in @order. Returns: whether any adds anything. */
static gboolean
add_best (const CubbySourcing *self, const GArray *order, GArray *taken)
{
  gint64 most = count_brought (self, (const guint *)taken->data, taken->len);
  int best = -1;
  for (guint i = 0; i < order->len; i++) {
    guint place = g_array_index (order, guint, i);
    if (is_taken (taken, place))
      continue;
    g_array_append_val (taken, place);
    gint64 brought = count_brought (self, (const guint *)taken->data, taken->len);
    g_array_set_size (taken, taken->len - 1);
    if (brought <= most)
      continue;
    most = brought;
    best = (int)place;
  }
  if (best >= 0)
    g_array_append_val (taken, best);
  return best >= 0;
}

static GArray *
find_many (const CubbySourcing *self, const GArray *order, gint64 wanted)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint));
  while (count_brought (self, (const guint *)taken->data, taken->len) < wanted)
    if (!add_best (self, order, taken))
      return NULL;
  g_array_sort_with_data (taken, compare_places, (gpointer)self);
  return g_steal_pointer (&taken);
}

static void
pick_item (const CubbySourcing *self, guint item, const GArray *taken, GArray *picks)
{
  gint64 left = self->quantities[item];
  for (guint i = 0; i < taken->len; i++) {
    guint place = g_array_index (taken, guint, i);
    if (get_purchasable (self, item, place) < left)
      continue;
    g_array_append_val (picks, ((CubbySourcingPick){item, place, left}));
    return;
  }
  for (guint i = 0; i < taken->len && left > 0; i++) {
    guint place = g_array_index (taken, guint, i);
    gint64 take = MIN (get_purchasable (self, item, place), left);
    if (take == 0)
      continue;
    g_array_append_val (picks, ((CubbySourcingPick){item, place, take}));
    left -= take;
  }
}

GArray *
cubby_sourcing_plan (const CubbySourcing *self)
{
  gint64 wanted = 0;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint place = 0; place < self->n_places; place++)
    g_array_append_val (order, place);
  for (guint item = 0; item < self->n_items; item++)
    wanted += self->quantities[item];
  g_array_sort_with_data (order, compare_places, (gpointer)self);

  g_autoptr (GArray) taken = find_one (self, order, wanted);
  if (taken == NULL)
    taken = find_two (self, order, wanted);
  if (taken == NULL)
    taken = find_many (self, order, wanted);
  if (taken == NULL)
    return NULL;
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (CubbySourcingPick));
  for (guint item = 0; item < self->n_items; item++)
    pick_item (self, item, taken, picks);
  return picks;
}
