/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/notice-basket.h"
#include "app/central/notice-build.h"
#include "app/domain/money.h"

#include <json-glib/json-glib.h>

/* One line of the basket; what is no longer in the range is left out. */
static gboolean
add_line (CubbyStore *store, CubbyNotice *notice, JsonObject *line, GString *items, gint64 *total,
          GError **error)
{
  gint64 quantity = json_object_get_int_member_with_default (line, "quantity", 0);
  gint64 sum = 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT p.name, v.price, v.currency FROM variant v JOIN product p ON p.id = v.product"
                       " WHERE v.sku = ?",
                       "t", json_object_get_string_member_with_default (line, "sku", ""));
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  g_autofree char *name = cubby_notice_get_local (cubby_sql_rows_get_text (rows, 0), notice->language);
  if (cubby_money_multiply (cubby_sql_rows_get_int (rows, 1), quantity, &sum))
    cubby_money_add (*total, sum, total);
  g_string_append_printf (items, "%s%" G_GINT64_FORMAT " × %s", items->len > 0 ? "\n" : "", quantity,
                          name != NULL ? name : "");
  g_free (notice->currency);
  notice->currency = g_strdup (cubby_sql_rows_get_text (rows, 2));
  return TRUE;
}

static gboolean
add_lines (CubbyStore *store, CubbyNotice *notice, const char *lines, GError **error)
{
  gint64 total = 0;
  g_autoptr (JsonNode) node = json_from_string (lines, error);
  g_autoptr (GString) items = g_string_new (NULL);
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!add_line (store, notice, json_array_get_object_element (array, i), items, &total, error))
      return FALSE;
  if (notice->currency == NULL)
    return FALSE;
  notice->items = g_strdup (items->str);
  notice->total = cubby_money_format (total, notice->currency, notice->language);
  return TRUE;
}

gboolean
cubby_notice_add_basket (CubbyStore *store, CubbyNotice *notice, const char *basket, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT c.language, c.email, c.name, c.token, b.lines FROM basket b"
                       " JOIN customer c ON c.id = b.customer WHERE b.id = ? AND b.order_id IS NULL"
                       " AND c.basket_reminder = 1 AND c.email IS NOT NULL",
                       "t", basket);
  if (rows == NULL || !cubby_sql_rows_next (rows, error))
    return FALSE;
  notice->language = g_strdup (cubby_sql_rows_get_text (rows, 0));
  notice->email = g_strdup (cubby_sql_rows_get_text (rows, 1));
  notice->customer_name = g_strdup (cubby_sql_rows_get_text (rows, 2));
  notice->merchant = g_strdup (store->settings->shop_name);
  notice->basket_url = g_strconcat (store->settings->public_url, "/b/", basket, NULL);
  notice->unsubscribe_url =
      g_strconcat (store->settings->public_url, "/u/", cubby_sql_rows_get_text (rows, 3), NULL);
  g_autofree char *lines = g_strdup (cubby_sql_rows_get_text (rows, 4));
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return add_lines (store, notice, lines, error);
}
