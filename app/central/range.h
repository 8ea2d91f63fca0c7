/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/channel.h"

G_BEGIN_DECLS

typedef struct {
  const char *text;     /* (nullable): words that all must occur */
  const char *category; /* (nullable) */
  const char *cursor;   /* (nullable): "next" of the page before */
  guint limit;
  CubbyChannel channel; /* whose prices */
} CubbyProductQuery;

/* Each returns: (transfer full) (nullable): JSON, or NULL with @error set. */
char *cubby_range_list_products (CubbyStore *store, const CubbyProductQuery *query, GError **error);
/* @id: of a product, or a SKU, or a GTIN of one of its variants */
char *cubby_range_get_product (CubbyStore *store, const char *id, CubbyChannel channel, GError **error);
char *cubby_range_list_stock (CubbyStore *store, const char *sku, const char *location, GError **error);

G_END_DECLS
