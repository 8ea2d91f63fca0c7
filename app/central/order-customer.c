/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-customer.h"
#include "app/central/customer.h"
#include "app/central/hold.h"
#include "app/central/points.h"

void
cubby_order_owner_clear (CubbyOrderOwner *self)
{
  g_clear_pointer (&self->customer, g_free);
}

/* What it held is free for its order, before anybody else comes. */
static gboolean
take_basket (CubbyStore *store, const char *basket, const char *order, GError **error)
{
  gint64 taken = 0;
  if (!cubby_hold_release (store, basket, error))
    return FALSE;
  if (!cubby_sql_read_int (store->sql, &taken, 0, error,
                           "UPDATE basket SET order_id = ? WHERE id = ? RETURNING 1", "tt", order, basket))
    return FALSE;
  if (taken == 0)
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "basket: there is no basket %s.", basket);
  return taken != 0;
}

gboolean
cubby_order_find_owner (CubbyStore *store, const CubbyOrderRequest *request, const char *order,
                        CubbyOrderOwner *ret_owner, GError **error)
{
  const CubbyQuote *quote = request->priced->quote;
  return (request->basket == NULL || take_basket (store, request->basket, order, error)) &&
         cubby_customer_owns (store, request->customer_id, request->email, request->phone,
                              &ret_owner->customer, error) &&
         (request->points == 0 ||
          cubby_points_redeem (store, ret_owner->customer, order, request->points, request->currency,
                               quote->total + quote->points_amount, error));
}

gboolean
cubby_order_join (CubbyStore *store, const CubbyOrderRequest *request, const char *order,
                  const CubbyOrderOwner *owner, GError **error)
{
  return owner->customer == NULL ||
         (cubby_sql_run (store->sql, error, "UPDATE orders SET customer = ?, points = ? WHERE id = ?", "tit",
                         owner->customer, request->points, order) &&
          cubby_customer_touch (store, owner->customer, error));
}

gboolean
cubby_order_settle_points (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT status, customer, total, credit FROM orders WHERE id = ?", "t", order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", order))
    return FALSE;
  gboolean completed = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "completed") == 0;
  gboolean cancelled = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "cancelled") == 0;
  gboolean hers = !cubby_sql_rows_is_null (rows, 1);
  gint64 credit = cubby_sql_rows_get_int (rows, 3);
  gboolean all_back = credit > 0 && credit == cubby_sql_rows_get_int (rows, 2);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (hers && completed &&
      !(cubby_points_earn (store, order, error) && cubby_points_reverse (store, order, error)))
    return FALSE;
  return !hers || !(cancelled || (completed && all_back)) || cubby_points_restore (store, order, error);
}
