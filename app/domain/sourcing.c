/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/sourcing.h"

typedef struct {
  const CubbySource *sources;
  const char *pickup;
} Ranking;

static int
rank (const CubbySource *source, const char *pickup)
{
  if (pickup != NULL && g_str_equal (source->location, pickup))
    return 0;
  return source->warehouse ? 1 : 2;
}

/* By rank, then most first, then by name, so that the answer never depends on the order given. */
static int
compare_sources (gconstpointer a, gconstpointer b, gpointer data)
{
  const Ranking *ranking = data;
  const CubbySource *left = &ranking->sources[*(const guint *)a];
  const CubbySource *right = &ranking->sources[*(const guint *)b];
  int by_rank = rank (left, ranking->pickup) - rank (right, ranking->pickup);
  if (by_rank != 0)
    return by_rank;
  if (left->purchasable != right->purchasable)
    return left->purchasable > right->purchasable ? -1 : 1;
  return g_strcmp0 (left->location, right->location);
}

static GArray *
pick_one (const CubbySource *sources, const GArray *order, gint64 quantity)
{
  for (guint i = 0; i < order->len; i++) {
    guint source = g_array_index (order, guint, i);
    if (sources[source].purchasable < quantity)
      continue;
    GArray *picks = g_array_new (FALSE, FALSE, sizeof (CubbySourcePick));
    g_array_append_val (picks, ((CubbySourcePick){.source = source, .quantity = quantity}));
    return picks;
  }
  return NULL;
}

static GArray *
pick_split (const CubbySource *sources, const GArray *order, gint64 quantity)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (CubbySourcePick));
  for (guint i = 0; i < order->len && quantity > 0; i++) {
    guint source = g_array_index (order, guint, i);
    gint64 take = MIN (sources[source].purchasable, quantity);
    if (take <= 0)
      continue;
    g_array_append_val (picks, ((CubbySourcePick){.source = source, .quantity = take}));
    quantity -= take;
  }
  return quantity > 0 ? NULL : g_steal_pointer (&picks);
}

GArray *
cubby_sourcing_choose (const CubbySource *sources, guint n_sources, const char *pickup, gint64 quantity)
{
  g_return_val_if_fail (quantity > 0, NULL);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n_sources; i++)
    g_array_append_val (order, i);
  Ranking ranking = {.sources = sources, .pickup = pickup};
  g_array_sort_with_data (order, compare_sources, &ranking);

  GArray *picks = pick_one (sources, order, quantity);
  return picks != NULL ? picks : pick_split (sources, order, quantity);
}
