/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/customer-erase.h"
#include "app/central/customer-export.h"
#include "app/central/customer.h"
#include "app/central/hold.h"
#include "app/central/points.h"
#include "app/domain/retention.h"

/* One id each, in this order. */
static const char *const of_order[] = {
    "UPDATE orders SET customer_name = NULL, email = NULL, phone = NULL, customer = NULL WHERE id = ?",
    "UPDATE fulfilment SET address = NULL WHERE order_id = ?",
    "UPDATE outbox SET state = 'cancelled' WHERE order_id = ? AND state = 'waiting'",
    "UPDATE outbox SET last_error = NULL WHERE order_id = ?", /* a server's answer repeats the address */
    "UPDATE points_entry SET order_id = NULL WHERE order_id = ?",
    "UPDATE audit SET detail = NULL WHERE subject = ? AND detail IS NOT NULL", /* words of people */
    /* answers that name who was helped; each was written with its pass, or with its end */
    "DELETE FROM idempotency WHERE created_ms IN (SELECT created_ms FROM pass WHERE order_id = ?)"
    " AND body LIKE '%\"kind\":\"helper\"%'",
    "DELETE FROM idempotency WHERE created_ms IN (SELECT revoked_ms FROM pass WHERE order_id = ?)"
    " AND body LIKE '%\"kind\":\"helper\"%'",
    "UPDATE pass SET name = NULL WHERE order_id = ? AND name IS NOT NULL",
    "UPDATE stock_movement SET reason = NULL WHERE (sku, location, time_ms) IN (SELECT l.sku, g.location,"
    " g.time_ms FROM goods_return g JOIN order_line l ON l.id = g.order_line WHERE g.order_id = ?)",
    "UPDATE goods_return SET reason = '' WHERE order_id = ?",
};

static const char *const of_customer[] = {
    "DELETE FROM outbox WHERE basket IN (SELECT id FROM basket WHERE customer = ?)",
    "DELETE FROM basket WHERE customer = ?",
    "DELETE FROM customer_consent WHERE customer = ?",
    "UPDATE points_entry SET reason = NULL, order_id = NULL WHERE customer = ?",
    "UPDATE audit SET detail = NULL WHERE subject = ? AND detail IS NOT NULL",
};

/* The stored answer to the request that made @id: both were written at one moment. */
static gboolean
forget_answers (CubbyStore *store, const char *table, const char *id, GError **error)
{
  g_autofree char *find = g_strdup_printf ("SELECT created_ms FROM %s WHERE id = ?", table);
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", id);
  gint64 created_ms = 0;
  return cubby_sql_read_int (store->sql, &created_ms, 0, error, find, "t", id) &&
         cubby_sql_run (store->sql, error, "DELETE FROM idempotency WHERE created_ms = ? AND body LIKE ?",
                        "it", created_ms, pattern);
}

gboolean
cubby_customer_forget_order (CubbyStore *store, const char *order, GError **error)
{
  if (!forget_answers (store, "orders", order, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (of_order); i++)
    if (!cubby_sql_run (store->sql, error, of_order[i], "t", order))
      return FALSE;
  return TRUE;
}

static gboolean
is_open (CubbyStore *store, const char *order, gboolean *ret_open, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT status, received, refunded FROM orders WHERE id = ?", "t", order);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", order))
    return FALSE;
  *ret_open = cubby_retention_order_is_open (
      cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_int (rows, 1), cubby_sql_rows_get_int (rows, 2));
  return TRUE;
}

static gboolean
refuse_open (CubbyStore *store, const GPtrArray *orders, GError **error)
{
  g_autoptr (JsonArray) still = json_array_new ();
  for (guint i = 0; i < orders->len; i++) {
    gboolean open = FALSE;
    if (!is_open (store, g_ptr_array_index (orders, i), &open, error))
      return FALSE;
    if (open)
      json_array_add_string_element (still, g_ptr_array_index (orders, i));
  }
  guint n = json_array_get_length (still);
  if (n == 0)
    return TRUE;
  JsonObject *members = json_object_new ();
  json_object_set_array_member (members, "orders", g_steal_pointer (&still));
  cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, members,
                     "%u of her orders are under way or have money to go back; complete, cancel or refund "
                     "them first: their buyer has to be known until then.",
                     n);
  return FALSE;
}

/* What her baskets hold is free again. */
static gboolean
release_baskets (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) baskets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM basket WHERE customer = ?", "t", id);
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (baskets, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  for (guint i = 0; local == NULL && i < baskets->len; i++)
    cubby_hold_release (store, g_ptr_array_index (baskets, i), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
forget_customer (CubbyStore *store, const char *id, GError **error)
{
  if (!cubby_points_write_off (store, id, error) || !forget_answers (store, "customer", id, error) ||
      !release_baskets (store, id, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (of_customer); i++)
    if (!cubby_sql_run (store->sql, error, of_customer[i], "t", id))
      return FALSE;
  return cubby_sql_run (
      store->sql, error,
      "UPDATE customer SET name = NULL, email = NULL, phone = NULL, token = NULL,"
      " notices = 0, marketing = 0, basket_reminder = 0, loyalty = 0, version = version + 1,"
      " updated_ms = ?, erased_ms = ? WHERE id = ?",
      "iit", store->now_ms, store->now_ms, id);
}

gboolean
cubby_customer_erase (CubbyStore *store, const char *id, GError **error)
{
  gint64 version = 0;
  g_autofree char *known = cubby_customer_get (store, id, &version, error);
  if (known == NULL)
    return FALSE;
  g_autoptr (GPtrArray) orders = cubby_customer_collect_orders (store, id, error);
  if (orders == NULL || !refuse_open (store, orders, error))
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    if (!cubby_customer_forget_order (store, g_ptr_array_index (orders, i), error))
      return FALSE;
  cubby_sql_clear_log (store->sql);
  return forget_customer (store, id, error) && cubby_store_audit (store, "customer-erase", id, NULL, error);
}

char *
cubby_customer_delete (CubbyStore *store, const CubbyChangeRequest *request, GError **error)
{
  gint64 version = 0;
  g_autofree char *known = cubby_customer_get (store, request->parameter, &version, error);
  if (known == NULL || !cubby_etag_require (request, version, error) ||
      !cubby_customer_erase (store, request->parameter, error))
    return NULL;
  g_autofree char *now = cubby_store_format_time (store->now_ms);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", request->parameter);
  cubby_json_text_string (json, "erased_at", now);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
