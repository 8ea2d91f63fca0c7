/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/reference-check.h"

/* Each finds something that hangs in the air: its name is the only column. */
static const struct {
  const char *says;
  const char *sql;
} proofs[] = {
    {"the stock level of %s is of no location", "SELECT l.sku FROM stock_level l WHERE NOT EXISTS (SELECT 1 "
                                                "FROM location p WHERE p.id = l.location) LIMIT 1"},
    {"the movement %s is of no stock level",
     "SELECT m.id FROM stock_movement m WHERE NOT EXISTS"
     " (SELECT 1 FROM stock_level l WHERE l.sku = m.sku AND l.location = m.location) LIMIT 1"},
    {"the line %s is in another order than its fulfilment",
     "SELECT l.id FROM order_line l JOIN fulfilment f ON f.id = l.fulfilment WHERE f.order_id <> l.order_id "
     "LIMIT 1"},
    {"the order %s has no line", "SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_line l "
                                 "WHERE l.order_id = o.id) LIMIT 1"},
    {"the pass %s opens a parcel of another order", "SELECT p.cti FROM pass p JOIN fulfilment f ON f.id = "
                                                    "p.fulfilment WHERE f.order_id <> p.order_id LIMIT 1"},
    {"the notice %s is about no order", "SELECT n.id FROM outbox n WHERE n.basket IS NULL AND NOT EXISTS "
                                        "(SELECT 1 FROM orders o WHERE o.id = n.order_id) LIMIT 1"},
    {"the delivery %s is for a line of no order",
     "SELECT d.delivery FROM delivery_line d WHERE d.order_line IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM order_line l WHERE l.id = d.order_line) LIMIT 1"},
    {"the change %s of the feed is numbered higher than its last",
     "SELECT f.item FROM change_feed f JOIN counter c ON c.name = 'feed' WHERE f.seq > c.value LIMIT 1"},
};

static gboolean
prove (CubbySql *sql, guint proof, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, proofs[proof].sql, "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  gboolean found = cubby_sql_rows_next (rows, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!found)
    return TRUE;
  g_auto (GStrv) around = g_strsplit (proofs[proof].says, "%s", 2);
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED, "%s%s%s", around[0],
               cubby_sql_rows_get_text (rows, 0), around[1]);
  return FALSE;
}

gboolean
cubby_reference_check (CubbySql *sql, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    if (!prove (sql, i, error))
      return FALSE;
  return TRUE;
}
