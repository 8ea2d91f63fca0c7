/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/sourcing-plan.h"

G_BEGIN_DECLS

/* What is wanted, and where it can be had now: the facts for cubby_sourcing_plan(). */
typedef struct {
  GPtrArray *skus;      /* an item each */
  GArray *quantities;   /* of gint64, pieces wanted of each */
  GPtrArray *locations; /* ids */
  GArray *places;       /* of CubbySourcingPlace, pointing into locations */
  GArray *purchasable;  /* of gint64, [item * places + place] */
} CubbyStockSources;

CubbyStockSources *cubby_stock_sources_new (void);
void cubby_stock_sources_free (CubbyStockSources *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStockSources, cubby_stock_sources_free)

/* Wants @quantity pieces more of @sku. Returns: the item. */
guint cubby_stock_sources_want (CubbyStockSources *self, const char *sku, gint64 quantity);
/* Reads what there is of everything wanted. */
gboolean cubby_stock_sources_load (CubbyStockSources *self, CubbyStore *store, GError **error);

/**
 * cubby_stock_sources_plan:
 * @pickup: (nullable): where it is collected
 *
 * Returns: (transfer full) (nullable): of CubbySourcingPick; else @error is "out-of-stock" and names what is
 * missing.
 */
GArray *cubby_stock_sources_plan (const CubbyStockSources *self, const char *pickup, GError **error);

const char *cubby_stock_sources_get_sku (const CubbyStockSources *self, const CubbySourcingPick *pick);
const char *cubby_stock_sources_get_location (const CubbyStockSources *self, const CubbySourcingPick *pick);

G_END_DECLS
