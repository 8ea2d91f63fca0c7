/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/basket-merge.h"

static gint64
count (const GArray *basket, const char *sku)
{
  gint64 sum = 0;
  for (guint i = 0; basket != NULL && i < basket->len; i++) {
    const CubbyBasketPiece *piece = &g_array_index (basket, CubbyBasketPiece, i);
    if (g_str_equal (piece->sku, sku))
      sum += piece->quantity;
  }
  return sum;
}

static gint64
decide (const GArray *base, const GArray *mine, const GArray *theirs, const char *sku)
{
  gint64 own = count (mine, sku);
  gint64 other = count (theirs, sku);
  return base != NULL ? own + other - count (base, sku) : MAX (own, other);
}

static void
add_all (GArray *merged, const GArray *from, const GArray *base, const GArray *mine, const GArray *theirs,
         gint64 most)
{
  for (guint i = 0; i < from->len; i++) {
    const char *sku = g_array_index (from, CubbyBasketPiece, i).sku;
    CubbyBasketPiece piece = {.sku = sku, .quantity = MIN (decide (base, mine, theirs, sku), most)};
    if (piece.quantity > 0 && count (merged, sku) == 0)
      g_array_append_val (merged, piece);
  }
}

GArray *
cubby_basket_merge (const GArray *base, const GArray *mine, const GArray *theirs, gint64 most)
{
  g_return_val_if_fail (mine != NULL && theirs != NULL && most > 0, NULL);
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (CubbyBasketPiece));
  add_all (merged, theirs, base, mine, theirs, most);
  add_all (merged, mine, base, mine, theirs, most);
  return merged;
}
