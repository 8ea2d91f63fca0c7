/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

#include <stdarg.h>

G_BEGIN_DECLS

/* The tables that the placing of an order adds rows to, in the order in which they need each other. */
typedef enum {
  CUBBY_TABLE_ORDERS,
  CUBBY_TABLE_FULFILMENT,
  CUBBY_TABLE_ORDER_LINE,
  CUBBY_TABLE_PARCEL,
  CUBBY_TABLE_PASS,
  CUBBY_TABLE_MOVEMENT,
  CUBBY_TABLE_OUTBOX,
  CUBBY_TABLE_AUDIT,
  CUBBY_TABLE_IDEMPOTENCY,
  CUBBY_N_TABLES,
} CubbyTable;

/* The INSERT of a row of @table, and the letters of its values (see cubby_sql_query()). */
const char *cubby_table_get_insert (CubbyTable table);
const char *cubby_table_get_types (CubbyTable table);

/**
 * cubby_table_insert:
 * @...: the values of the row as cubby_table_get_types() says; copied
 *
 * Adds a row: now, or with many others at the end of the transaction where a unit of work gathers them.
 */
gboolean cubby_table_insert (CubbyStore *store, CubbyTable table, GError **error, ...);

G_END_DECLS
