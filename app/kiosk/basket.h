/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_BASKET_MAX_QUANTITY 20

typedef struct {
  char *sku;
  guint quantity;
} CubbyBasketLine;

/**
 * CubbyBasket:
 *
 * What a shopper has chosen, in the order of choosing: SKUs and quantities. Prices and names
 * are looked up when they are shown, so that they are never old.
 */
typedef struct _CubbyBasket CubbyBasket;

CubbyBasket *cubby_basket_new (void);
void cubby_basket_free (CubbyBasket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyBasket, cubby_basket_free)

/* Adds to the line of the SKU, up to CUBBY_BASKET_MAX_QUANTITY. */
void cubby_basket_add (CubbyBasket *self, const char *sku, guint quantity);
/* 0 removes the line. */
void cubby_basket_set_quantity (CubbyBasket *self, const char *sku, guint quantity);
/* Takes out as many of the SKU as there are, at most @quantity. */
void cubby_basket_take (CubbyBasket *self, const char *sku, guint quantity);
void cubby_basket_clear (CubbyBasket *self);

guint cubby_basket_get_n_lines (const CubbyBasket *self);
const CubbyBasketLine *cubby_basket_get_line (const CubbyBasket *self, guint index);
/* Returns: all quantities together. */
guint cubby_basket_count (const CubbyBasket *self);

G_END_DECLS
