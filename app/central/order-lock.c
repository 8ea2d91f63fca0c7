/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-lock.h"

#define LOCK "UPDATE orders SET updated_ms = ? WHERE "

gboolean
cubby_order_lock (CubbyStore *store, const char *order, GError **error)
{
  return cubby_sql_run (store->sql, error, LOCK "id = ?", "it", store->now_ms, order);
}

gboolean
cubby_order_lock_of_fulfilment (CubbyStore *store, const char *fulfilment, GError **error)
{
  return cubby_sql_run (store->sql, error, LOCK "id = (SELECT order_id FROM fulfilment WHERE id = ?)", "it",
                        store->now_ms, fulfilment);
}

gboolean
cubby_order_lock_of_delivery (CubbyStore *store, const char *delivery, GError **error)
{
  return cubby_sql_run (store->sql, error, LOCK "id = (SELECT order_id FROM delivery WHERE id = ?)", "it",
                        store->now_ms, delivery);
}

char *
cubby_order_lock_by_token (CubbyStore *store, const char *token, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, LOCK "token = ? RETURNING id", "it", store->now_ms, token);
  if (!cubby_store_take_row (rows, error, "There is no such pass."))
    return NULL;
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

gboolean
cubby_order_lock_with_parcels (CubbyStore *store, GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT id FROM orders WHERE id IN (SELECT f.order_id FROM fulfilment f JOIN parcel c ON"
                   " c.fulfilment = f.id WHERE c.state NOT IN ('picked_up', 'withdrawn')) ORDER BY id",
                   cubby_sql_get_row_lock (store->sql), NULL);
  return cubby_sql_run (store->sql, error, sql, "");
}
