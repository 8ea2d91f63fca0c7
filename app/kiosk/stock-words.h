/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/records.h"

G_BEGIN_DECLS

/* Where the pieces are, in the language that is spoken. */

typedef enum { CUBBY_STOCK_HERE, CUBBY_STOCK_NEAR, CUBBY_STOCK_ONLINE, CUBBY_STOCK_NONE } CubbyStockKind;

/* The nearest place that has any. */
CubbyStockKind cubby_stock_judge (const CubbyAvailability *stock);

/* Returns: (transfer full): one line for a tile: "3 here", "in other stores", "online", "sold out". */
char *cubby_stock_say_line (const CubbyAvailability *stock);

/* Returns: (transfer full): "3 here", or "not on this shelf". */
char *cubby_stock_say_here (gint64 here);
/* Returns: how many other stores have the variant. */
guint cubby_stock_count_stores (const CubbyVariant *variant);
/* Returns: (transfer full): "2 stores near". */
char *cubby_stock_say_stores (guint stores);

/**
 * cubby_stock_say_age:
 * @synced_ms: when the centre last confirmed the replica, ms UTC; 0: never
 *
 * Returns: (transfer full) (nullable): how old the figures are; NULL while they are younger than a minute.
 */
char *cubby_stock_say_age (gint64 now_ms, gint64 synced_ms);

/* The drawing that goes with a kind. */
const char *cubby_stock_get_drawing (CubbyStockKind kind);

G_END_DECLS
