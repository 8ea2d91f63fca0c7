/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order.h"
#include "app/domain/payment-state.h"

#include <string.h>

static gboolean
end_of (GError **local, GError **error)
{
  if (*local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (local));
  return FALSE;
}

static gboolean
add_lines (CubbyStore *store, CubbyJsonText *json, const char *id, const char *currency, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id, sku, name, quantity, unit_price, source, discount, tax, cancelled, returned"
      " FROM order_line WHERE order_id = ?"
      " ORDER BY position, id",
      "t", id);
  if (rows == NULL)
    return FALSE;
  GError *local = NULL;
  cubby_json_text_open_array (json, "lines");
  while (cubby_sql_rows_next (rows, &local)) {
    gint64 quantity = cubby_sql_rows_get_int (rows, 3);
    gint64 unit_price = cubby_sql_rows_get_int (rows, 4);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "id", cubby_sql_rows_get_text (rows, 0));
    cubby_json_text_string (json, "sku", cubby_sql_rows_get_text (rows, 1));
    cubby_json_text_raw (json, "name", cubby_sql_rows_get_text (rows, 2));
    cubby_json_text_int (json, "quantity", quantity);
    cubby_store_add_money (json, "unit_price", unit_price, currency);
    gint64 discount = cubby_sql_rows_get_int (rows, 6);
    cubby_store_add_money (json, "discount", discount, currency);
    cubby_store_add_money (json, "total", unit_price * quantity - discount, currency);
    cubby_store_add_money (json, "tax", cubby_sql_rows_get_int (rows, 7), currency);
    cubby_json_text_string (json, "source", cubby_sql_rows_get_text (rows, 5));
    cubby_json_text_int (json, "cancelled", cubby_sql_rows_get_int (rows, 8));
    cubby_json_text_int (json, "returned", cubby_sql_rows_get_int (rows, 9));
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  return end_of (&local, error);
}

static gboolean
add_parcels (CubbyStore *store, CubbyJsonText *json, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT label, size, state, door FROM parcel WHERE fulfilment = ? ORDER BY label",
      "t", fulfilment);
  if (rows == NULL)
    return FALSE;
  GError *local = NULL;
  cubby_json_text_open_array (json, "parcels");
  while (cubby_sql_rows_next (rows, &local)) {
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "label", cubby_sql_rows_get_text (rows, 0));
    cubby_json_text_string (json, "size", cubby_sql_rows_get_text (rows, 1));
    cubby_json_text_string (json, "state", cubby_sql_rows_get_text (rows, 2));
    if (!cubby_sql_rows_is_null (rows, 3))
      cubby_json_text_string (json, "door", cubby_sql_rows_get_text (rows, 3));
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  return end_of (&local, error);
}

static gboolean
add_fulfilments (CubbyStore *store, CubbyJsonText *json, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id, method, location, state, hold_until FROM fulfilment WHERE order_id = ? ORDER BY position",
      "t", id);
  if (rows == NULL)
    return FALSE;
  GError *local = NULL;
  cubby_json_text_open_array (json, "fulfilments");
  while (cubby_sql_rows_next (rows, &local)) {
    g_autofree char *hold_until = cubby_store_format_time (cubby_sql_rows_get_int (rows, 4) * 1000);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "id", cubby_sql_rows_get_text (rows, 0));
    cubby_json_text_string (json, "method", cubby_sql_rows_get_text (rows, 1));
    cubby_json_text_string (json, "location", cubby_sql_rows_get_text (rows, 2));
    cubby_json_text_string (json, "state", cubby_sql_rows_get_text (rows, 3));
    cubby_json_text_string (json, "hold_until", hold_until);
    if (!add_parcels (store, json, cubby_sql_rows_get_text (rows, 0), error))
      return FALSE;
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  return end_of (&local, error);
}

static void
add_payment (CubbyJsonText *json, CubbySqlRows *rows, const char *currency)
{
  cubby_json_text_open_object (json, "payment");
  cubby_json_text_string (json, "method", cubby_sql_rows_get_text (rows, 4));
  cubby_json_text_string (json, "status", cubby_sql_rows_get_text (rows, 5));
  cubby_store_add_money (json, "received", cubby_sql_rows_get_int (rows, 7), currency);
  cubby_store_add_money (json, "refunded", cubby_sql_rows_get_int (rows, 18), currency);
  if (!cubby_sql_rows_is_null (rows, 6))
    cubby_json_text_string (json, "qr", cubby_sql_rows_get_text (rows, 6));
  cubby_json_text_close_object (json);
}

/* Of the columns status, received, total, credit and refunded. */
static gint64
get_refund_due (CubbySqlRows *rows)
{
  gboolean cancelled = g_strcmp0 (cubby_sql_rows_get_text (rows, 3), "cancelled") == 0;
  CubbyPaymentSums sums = {
      .owed = cancelled ? 0 : cubby_sql_rows_get_int (rows, 10) - cubby_sql_rows_get_int (rows, 17),
      .received = cubby_sql_rows_get_int (rows, 7),
      .refunded = cubby_sql_rows_get_int (rows, 18),
  };
  return cubby_payment_get_refund_due (&sums);
}

static void
add_head (CubbyJsonText *json, const char *id, CubbySqlRows *rows, const char *currency)
{
  cubby_json_text_string (json, "id", id);
  cubby_json_text_string (json, "number", cubby_sql_rows_get_text (rows, 0));
  cubby_json_text_string (json, "channel", cubby_sql_rows_get_text (rows, 1));
  if (!cubby_sql_rows_is_null (rows, 2))
    cubby_json_text_string (json, "external_id", cubby_sql_rows_get_text (rows, 2));
  cubby_json_text_string (json, "status", cubby_sql_rows_get_text (rows, 3));
  add_payment (json, rows, currency);
  cubby_json_text_string (json, "language", cubby_sql_rows_get_text (rows, 8));
  cubby_store_add_money (json, "subtotal", cubby_sql_rows_get_int (rows, 13), currency);
  cubby_store_add_money (json, "discount", cubby_sql_rows_get_int (rows, 14), currency);
  cubby_json_text_raw (json, "discounts",
                       cubby_sql_rows_is_null (rows, 16) ? "[]" : cubby_sql_rows_get_text (rows, 16));
  cubby_store_add_money (json, "tax", cubby_sql_rows_get_int (rows, 15), currency);
  cubby_store_add_money (json, "total", cubby_sql_rows_get_int (rows, 10), currency);
  cubby_store_add_money (json, "credit", cubby_sql_rows_get_int (rows, 17), currency);
  cubby_store_add_money (json, "refund_due", get_refund_due (rows), currency);
}

gboolean
cubby_order_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT number, channel, external_id, status, payment_method, payment_status, "
                       "payment_qr, received, language,"
                       " currency, total, token, created_ms, subtotal, discount, tax, discounts,"
                       " credit, refunded FROM orders WHERE id = ?",
                       "t", id);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", id))
    return FALSE;
  g_autofree char *currency = g_strdup (cubby_sql_rows_get_text (rows, 9));
  g_autofree char *pass_url = g_strconcat ("/p/", cubby_sql_rows_get_text (rows, 11), NULL);
  g_autofree char *created = cubby_store_format_time (cubby_sql_rows_get_int (rows, 12));
  cubby_json_text_open_object (json, name);
  add_head (json, id, rows, currency);
  if (!add_lines (store, json, id, currency, error) || !add_fulfilments (store, json, id, error))
    return FALSE;
  cubby_json_text_string (json, "pass_url", pass_url);
  cubby_json_text_string (json, "created_at", created);
  cubby_json_text_close_object (json);
  return TRUE;
}

char *
cubby_order_get (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return cubby_order_add (store, json, NULL, id, error) ? cubby_json_text_steal (json) : NULL;
}

static GPtrArray *
list_ids (CubbyStore *store, const char *channel, const char *cursor, guint limit, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id FROM orders WHERE (? IS NULL OR channel = ?) AND (? IS NULL OR id < ?)"
                       " ORDER BY id DESC LIMIT ?",
                       "tttti", channel, channel, cursor, cursor, (gint64)limit);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  return ids;
}

char *
cubby_order_list (CubbyStore *store, const char *channel, const char *cursor, guint limit, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (store, channel, cursor, limit, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "orders");
  for (guint i = 0; i < ids->len; i++)
    if (!cubby_order_add (store, json, NULL, g_ptr_array_index (ids, i), error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", ids->len == limit ? g_ptr_array_index (ids, limit - 1) : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
