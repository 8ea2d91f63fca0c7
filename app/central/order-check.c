/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-check.h"

/* Each finds a level whose quantity is not what is written down elsewhere: SKU, location, the one and the
 * other. */
static const struct {
  const char *says;
  const char *others;
  const char *sql;
} proofs[] = {
    {"allocated", "orders wait for",
     "SELECT l.sku, l.location, l.allocated, COALESCE(o.pieces, 0) FROM stock_level l LEFT JOIN"
     " (SELECT sku, place, SUM(pieces) AS pieces FROM"
     " (SELECT sku, source AS place, quantity - cancelled AS pieces FROM order_line WHERE settled = 0"
     " UNION ALL SELECT d.sku, v.destination, d.allocated FROM delivery_line d"
     " JOIN delivery v ON v.id = d.delivery JOIN order_line t ON t.id = d.order_line WHERE t.settled = 2) p"
     " GROUP BY sku, place) o ON o.sku = l.sku AND o.place = l.location"
     " WHERE l.allocated <> COALESCE(o.pieces, 0) LIMIT 1"},
    {"held", "baskets hold",
     "SELECT l.sku, l.location, l.held, COALESCE(h.pieces, 0) FROM stock_level l LEFT JOIN"
     " (SELECT sku, location, SUM(quantity) AS pieces FROM basket_hold GROUP BY sku, location) h"
     " ON h.sku = l.sku AND h.location = l.location WHERE l.held <> COALESCE(h.pieces, 0) LIMIT 1"},
    {"incoming", "transfers, receipts and movements by hand announce",
     "SELECT l.sku, l.location, l.incoming, COALESCE(d.pieces, 0) FROM stock_level l LEFT JOIN"
     " (SELECT sku, place, SUM(pieces) AS pieces FROM"
     " (SELECT i.sku, v.destination AS place, i.outstanding AS pieces FROM delivery_line i"
     " JOIN delivery v ON v.id = i.delivery WHERE v.state IN ('open', 'shipped')"
     " UNION ALL SELECT m.sku, m.location, m.incoming FROM stock_movement m WHERE m.incoming <> 0"
     " AND NOT EXISTS (SELECT 1 FROM delivery w WHERE w.id = m.reference)) p"
     " GROUP BY sku, place) d ON d.sku = l.sku AND d.place = l.location"
     " WHERE l.incoming <> COALESCE(d.pieces, 0) LIMIT 1"},
};

static gboolean
prove (CubbySql *sql, guint proof, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, proofs[proof].sql, "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (cubby_sql_rows_next (rows, &local)) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "%s at %s: %" G_GINT64_FORMAT " %s, but %s %" G_GINT64_FORMAT,
                 cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 1),
                 cubby_sql_rows_get_int (rows, 2), proofs[proof].says, proofs[proof].others,
                 cubby_sql_rows_get_int (rows, 3));
    return FALSE;
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_order_check (CubbySql *sql, gint64 *ret_orders, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    if (!prove (sql, i, error))
      return FALSE;
  return cubby_sql_read_int (sql, ret_orders, 0, error, "SELECT COUNT(*) FROM orders", "");
}
