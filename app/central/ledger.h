/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/stock.h"

G_BEGIN_DECLS

typedef struct {
  CubbyMovementKind kind;
  const char *sku;
  const char *location;
  gint64 quantity;
  const char *reason;    /* (nullable) */
  const char *reference; /* (nullable): an order, a delivery note */
} CubbyMovement;

/**
 * cubby_ledger_write:
 * @guarded: refuse ("out-of-stock") what would leave fewer than none to sell
 *
 * The only way stock changes: the movement, the level it makes and the change of
 * the feed, together.
 */
gboolean cubby_ledger_write (CubbyStore *store, const CubbyMovement *movement, gboolean guarded,
                             GError **error);

/* Moves no goods: what is kept back. Makes the level when there is none. */
gboolean cubby_ledger_set_safety_stock (CubbyStore *store, const char *sku, const char *location,
                                        gint64 quantity, GError **error);

/* Adds the StockLevel whose columns are sku, location, the seven quantities, updated_ms. */
void cubby_ledger_add_level (CubbyJsonText *json, const char *name, CubbySqlRows *rows);
#define CUBBY_LEVEL_COLUMNS                                                                                  \
  "sku, location, on_hand, allocated, held, damaged, quality_control, safety_stock, incoming, updated_ms"

/* Returns: (transfer full): the same StockLevel as JSON. */
char *cubby_ledger_level_to_json (const char *sku, const char *location, const CubbyStockLevel *level,
                                  gint64 updated_ms);
/* Returns: (transfer full): the name of a level in the feed. */
char *cubby_ledger_make_item (const char *sku, const char *location);

/* Returns: whether every level is the sum of its movements; else @error names the first that is not. */
gboolean cubby_ledger_check (CubbySql *sql, gint64 *ret_levels, GError **error);

G_END_DECLS
