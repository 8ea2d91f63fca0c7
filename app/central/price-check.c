/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/price-check.h"

#define SUM_OF_LINES(column, sum)                                                                            \
  "SELECT o.number, o." column ", l.amount FROM orders o JOIN (SELECT order_id, SUM(" sum ") AS amount"      \
  " FROM order_line GROUP BY order_id) l ON l.order_id = o.id WHERE o." column " <> l.amount LIMIT 1"

/* Each finds something whose number is not what is written down elsewhere: it, the one and the other. */
static const struct {
  const char *what;
  const char *says;
  const char *others;
  const char *sql;
} proofs[] = {
    {"order", "before promotions", "its lines", SUM_OF_LINES ("subtotal", "quantity * unit_price")},
    {"order", "discount", "its lines", SUM_OF_LINES ("discount", "discount")},
    {"order", "tax", "its lines", SUM_OF_LINES ("tax", "tax")},
    {"promotion", "uses", "orders",
     "SELECT p.id, p.used, COALESCE(u.orders, 0) FROM promotion p LEFT JOIN (SELECT promotion, COUNT(*) AS "
     "orders"
     " FROM promotion_use GROUP BY promotion) u ON u.promotion = p.id WHERE p.used <> COALESCE(u.orders, 0)"
     " LIMIT 1"},
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
                 "%s %s: %" G_GINT64_FORMAT " %s, but %s say %" G_GINT64_FORMAT, proofs[proof].what,
                 cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_int (rows, 1), proofs[proof].says,
                 proofs[proof].others, cubby_sql_rows_get_int (rows, 2));
    return FALSE;
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_price_check (CubbySql *sql, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    if (!prove (sql, i, error))
      return FALSE;
  return TRUE;
}
