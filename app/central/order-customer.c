/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-customer.h"
#include "app/central/customer.h"
#include "app/central/hold.h"
#include "app/central/points.h"
#include "app/central/unit-of-work.h"
#include "app/domain/loyalty.h"

/* Two devices that order one basket order it once. */
static gboolean
refuse_basket (CubbyStore *store, const char *basket, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT order_id FROM basket WHERE id = ?", "t", basket);
  if (rows == NULL)
    return FALSE;
  if (cubby_sql_rows_next (rows, &local)) {
    JsonObject *members = json_object_new ();
    json_object_set_string_member (members, "order", cubby_sql_rows_get_text (rows, 0));
    cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, members, "The basket %s is the order %s already.", basket,
                       cubby_sql_rows_get_text (rows, 0));
  } else if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
  } else {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "basket: there is no basket %s.", basket);
  }
  return FALSE;
}

/* What it held is free for its order, before anybody else comes. */
static gboolean
take_basket (CubbyStore *store, const char *basket, const char *order, GError **error)
{
  gint64 taken = 0;
  if (!cubby_hold_release (store, basket, error))
    return FALSE;
  if (!cubby_sql_read_int (
          store->sql, &taken, 0, error,
          "UPDATE basket SET order_id = ?, version = version + 1, updated_ms = ? WHERE id = ?"
          " AND (order_id IS NULL OR EXISTS (SELECT 1 FROM orders o WHERE o.id ="
          " basket.order_id AND o.status = 'cancelled')) RETURNING 1",
          "tit", order, store->now_ms, basket))
    return FALSE;
  return taken != 0 || refuse_basket (store, basket, error);
}

static CubbyCustomerCandidate
get_candidate (const CubbyKnownPerson *person)
{
  return (CubbyCustomerCandidate){.id = person != NULL ? person->id : NULL,
                                  .loyalty = person != NULL && person->loyalty};
}

static char *
match (CubbyKnownPeople *people, const CubbyOrderRequest *request)
{
  CubbyCustomerCandidate by_email = get_candidate (cubby_known_people_find_email (people, request->email));
  CubbyCustomerCandidate by_phone = get_candidate (cubby_known_people_find_phone (people, request->phone));
  return g_strdup (cubby_customer_match (NULL, &by_email, &by_phone));
}

gboolean
cubby_order_find_owner (CubbyStore *store, const CubbyOrderRequest *request, const CubbyPriced *priced,
                        CubbyOrder *order, GError **error)
{
  const CubbyQuote *quote = priced->quote;
  CubbyKnownPeople *people = cubby_unit_of_work_get_people (store->unit);
  order->points = request->points;
  if (cubby_order_request_is_plain (request)) {
    order->customer = match (people, request);
    return TRUE;
  }
  return (request->basket == NULL || take_basket (store, request->basket, order->id, error)) &&
         cubby_customer_owns (store, request->customer_id, request->email, request->phone, &order->customer,
                              error) &&
         (request->points == 0 ||
          cubby_points_redeem (store, order->customer, order->id, request->points, priced->currency,
                               quote->total + quote->points_amount, error));
}

gboolean
cubby_order_join (CubbyStore *store, const CubbyOrder *order, GError **error)
{
  return order->customer == NULL || cubby_customer_touch (store, order->customer, error);
}

gboolean
cubby_order_may_tell (CubbyStore *store, const CubbyOrder *order)
{
  const CubbyKnownPerson *person =
      cubby_known_people_find_email (cubby_unit_of_work_get_people (store->unit), order->email);
  return order->email != NULL && (person == NULL || person->notices);
}

gboolean
cubby_order_settle_points (CubbyStore *store, const char *order, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT status, customer, points, subtotal - discount - total, total, credit FROM orders WHERE id = ?",
      "t", order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", order))
    return FALSE;
  gboolean completed = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "completed") == 0;
  gboolean cancelled = g_strcmp0 (cubby_sql_rows_get_text (rows, 0), "cancelled") == 0;
  gboolean hers = !cubby_sql_rows_is_null (rows, 1);
  gint64 points = cubby_sql_rows_get_int (rows, 2);
  gint64 back = cubby_loyalty_restore (points, cubby_sql_rows_get_int (rows, 3),
                                       cubby_sql_rows_get_int (rows, 4), cubby_sql_rows_get_int (rows, 5));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (hers && completed &&
      !(cubby_points_earn (store, order, error) && cubby_points_reverse (store, order, error)))
    return FALSE;
  return !hers || points == 0 || cubby_points_restore (store, order, cancelled ? points : back, error);
}
