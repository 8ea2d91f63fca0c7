/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/stock.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbyStockPlace:
 *
 * What a transaction knows of one SKU at one location: its row is locked until the end, so that the level
 * in memory is the only one there is.
 */
typedef struct {
  char *sku;
  char *location;
  CubbyStockLevel level;
  gint64 updated_ms;
  gboolean changed;
} CubbyStockPlace;

/**
 * CubbyStockLevels:
 *
 * The stock levels that one transaction reads and changes: each is read once and written once, however many
 * orders want it.
 */
typedef struct _CubbyStockLevels CubbyStockLevels;

CubbyStockLevels *cubby_stock_levels_new (void);
void cubby_stock_levels_free (CubbyStockLevels *self);

/* @sku will be asked for: cubby_stock_levels_load() reads all of those in one statement. */
void cubby_stock_levels_want (CubbyStockLevels *self, const char *sku);
gboolean cubby_stock_levels_load (CubbyStockLevels *self, CubbySql *sql, GError **error);

/* Returns: (transfer none) (nullable) (element-type CubbyStockPlace): where @sku has a level, by location;
 * NULL with @error set. */
const GPtrArray *cubby_stock_levels_list (CubbyStockLevels *self, CubbySql *sql, const char *sku,
                                          GError **error);
/* Returns: (transfer none) (nullable): NULL when there is no such level, and with @error set. */
CubbyStockPlace *cubby_stock_levels_find (CubbyStockLevels *self, CubbySql *sql, const char *sku,
                                          const char *location, GError **error);
/* The same for a level whose row was made after the others of @sku were read. */
CubbyStockPlace *cubby_stock_levels_find_new (CubbyStockLevels *self, CubbySql *sql, const char *sku,
                                              const char *location, GError **error);

/* Gives @place the level @after. */
void cubby_stock_levels_change (CubbyStockLevels *self, CubbyStockPlace *place, const CubbyStockLevel *after,
                                gint64 now_ms);
/* How many changes there were; cubby_stock_levels_undo() takes back all but the first @n. */
guint cubby_stock_levels_get_n_changes (CubbyStockLevels *self);
void cubby_stock_levels_undo (CubbyStockLevels *self, guint n);

/* Returns: (transfer container) (element-type CubbyStockPlace): those that differ from their rows. */
GPtrArray *cubby_stock_levels_list_changed (CubbyStockLevels *self);
/* Writes those rows. */
gboolean cubby_stock_levels_flush (CubbyStockLevels *self, CubbySql *sql, GError **error);
/* The next transaction reads anew. */
void cubby_stock_levels_forget (CubbyStockLevels *self);

G_END_DECLS
