/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *sku;
  gint64 quantity;
} CubbyBasketPiece;

/**
 * cubby_basket_merge:
 * @base: (nullable) (element-type CubbyBasketPiece): what both knew last; NULL: two baskets that never met
 * @mine: (element-type CubbyBasketPiece)
 * @theirs: (element-type CubbyBasketPiece)
 * @most: of one SKU
 *
 * Two devices changed one basket: what each has put in or taken out since @base is done to it. Two baskets
 * that never met hold the larger number of what is in both: a wish that was put down twice is one wish.
 *
 * Returns: (transfer full) (element-type CubbyBasketPiece): theirs in their order, then what only I have;
 * the SKUs belong to the arguments.
 */
GArray *cubby_basket_merge (const GArray *base, const GArray *mine, const GArray *theirs, gint64 most);

G_END_DECLS
