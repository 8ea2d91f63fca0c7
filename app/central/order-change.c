/* SPDX-License-Identifier: Apache-2.0 */
/* An order that was placed is cancelled. */
#include "app/central/fulfilment.h"
#include "app/central/order-money.h"
#include "app/central/order-shrink.h"
#include "app/central/order.h"
#include "app/central/promotion-use.h"
#include "app/central/refusal.h"

static GPtrArray *
list_fulfilments (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT id, state FROM fulfilment WHERE order_id = ? ORDER BY position", "t", order);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL)) {
    guint state = 0;
    cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (rows, 1), &state);
    if (state != CUBBY_FULFILMENT_CANCELLED && state != CUBBY_FULFILMENT_RETURNED_TO_STOCK)
      g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  }
  return ids;
}

gboolean
cubby_order_end (CubbyStore *store, const char *id, const char *reason, GError **error)
{
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, id, error);
  if (money == NULL)
    return FALSE;
  if (!cubby_state_may_become (&cubby_order_states, money->status, CUBBY_ORDER_CANCELLED)) {
    cubby_refusal_set_by_table (error, &cubby_order_states, "order", money->status, CUBBY_ORDER_CANCELLED);
    return FALSE;
  }
  g_autoptr (GPtrArray) ids = list_fulfilments (store, id, error);
  if (ids == NULL ||
      !cubby_sql_run (store->sql, error, "UPDATE orders SET status = 'cancelled' WHERE id = ?", "t", id))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!cubby_fulfilment_become (store, g_ptr_array_index (ids, i), CUBBY_FULFILMENT_CANCELLED, error))
      return FALSE;
  return cubby_order_money_follow (store, id, error) && cubby_promotion_use_give_back (store, id, error) &&
         cubby_store_audit (store, "order-cancel", id, reason, error);
}

static gboolean
shrink (CubbyStore *store, const char *id, CubbyJsonBody *body, const char *reason, GError **error)
{
  return cubby_order_shrink (store, id, body, error) &&
         cubby_store_audit (store, "order-shrink", id, reason, error);
}

char *
cubby_order_cancel (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  const char *reason =
      cubby_json_body_get_optional (body, cubby_json_body_get_root (body), "", "reason", 200);
  gboolean whole = !json_object_has_member (cubby_json_body_get_root (body), "lines");
  if (!cubby_json_body_finish (body, error) ||
      !(whole ? cubby_order_end (store, id, reason, error) : shrink (store, id, body, reason, error)))
    return NULL;
  return cubby_order_get (store, id, error);
}
