/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-check.h"

gboolean
cubby_order_check (CubbySql *sql, gint64 *ret_orders, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error,
      "SELECT l.sku, l.location, l.allocated, COALESCE(o.promised, 0) FROM stock_level l LEFT JOIN"
      " (SELECT sku, source, SUM(quantity) AS promised FROM order_line WHERE settled = 0 GROUP BY sku, "
      "source) o"
      " ON o.sku = l.sku AND o.source = l.location WHERE l.allocated <> COALESCE(o.promised, 0) LIMIT 1",
      "");
  if (rows == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  if (cubby_sql_rows_next (rows, &local)) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "%s at %s: %" G_GINT64_FORMAT " allocated, but orders wait for %" G_GINT64_FORMAT,
                 cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 1),
                 cubby_sql_rows_get_int (rows, 2), cubby_sql_rows_get_int (rows, 3));
    return FALSE;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return cubby_sql_read_int (sql, ret_orders, 0, error, "SELECT COUNT(*) FROM orders", "");
}
