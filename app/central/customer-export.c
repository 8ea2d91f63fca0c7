/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/customer-export.h"
#include "app/central/customer.h"
#include "app/central/order.h"

#include <string.h>

/* What is told of the customer herself: a section, its SQL by her id. Columns ending in _ms are times, those
 * ending in _json are JSON. */
static const struct {
  const char *name;
  const char *sql;
} sections[] = {
    {"consents", "SELECT kind, granted, source, wording, time_ms FROM customer_consent WHERE customer = ?"
                 " ORDER BY id"},
    {"points_entries", "SELECT kind, points, order_id AS \"order\", reason, time_ms FROM points_entry"
                       " WHERE customer = ? ORDER BY id"},
    {"baskets", "SELECT id, channel, language, lines AS lines_json, order_id AS \"order\", created_ms,"
                " updated_ms, reminded_ms FROM basket WHERE customer = ? ORDER BY id"},
    {"basket_notices", "SELECT n.notice AS kind, n.channel, n.state, n.basket, n.created_ms FROM outbox n"
                       " JOIN basket b ON b.id = n.basket WHERE b.customer = ? ORDER BY n.id"},
    {"audit", "SELECT action, actor, detail, time_ms FROM audit WHERE subject = ? ORDER BY id"},
};

/* The same of each of her orders. */
static const struct {
  const char *name;
  const char *sql;
} order_sections[] = {
    {"addresses",
     "SELECT id AS fulfilment, address FROM fulfilment WHERE order_id = ? AND address IS NOT NULL"},
    {"payments",
     "SELECT method, reference, amount, time_ms FROM payment_event WHERE order_id = ? ORDER BY id"},
    {"passes", "SELECT kind, name, state, created_ms FROM pass WHERE order_id = ? ORDER BY created_ms, cti"},
    {"returns", "SELECT location, quantity, condition, reason, time_ms FROM goods_return WHERE order_id = ? "
                "ORDER BY id"},
    {"refunds", "SELECT method, reference, amount, time_ms FROM refund_event WHERE order_id = ? ORDER BY id"},
    {"notices", "SELECT notice AS kind, channel, state, last_error, created_ms FROM outbox WHERE order_id = ?"
                " ORDER BY id"},
    {"audit", "SELECT action, actor, detail, time_ms FROM audit WHERE subject = ? ORDER BY id"},
};

static void
add_value (CubbyJsonText *json, CubbySqlRows *rows, int column)
{
  const char *name = cubby_sql_rows_get_name (rows, column);
  g_autofree char *time_name = g_strndup (name, strlen (name) - MIN (strlen (name), strlen ("_ms")));
  if (cubby_sql_rows_is_null (rows, column))
    return;
  if (g_str_has_suffix (name, "_ms")) {
    g_autofree char *time = cubby_store_format_time (cubby_sql_rows_get_int (rows, column));
    g_autofree char *shown =
        g_str_equal (time_name, "time") ? g_strdup (time_name) : g_strconcat (time_name, "_at", NULL);
    cubby_json_text_string (json, shown, time);
  } else if (g_str_has_suffix (name, "_json")) {
    g_autofree char *shown = g_strndup (name, strlen (name) - strlen ("_json"));
    cubby_json_text_raw (json, shown, cubby_sql_rows_get_text (rows, column));
  } else if (cubby_sql_rows_is_int (rows, column)) {
    cubby_json_text_int (json, name, cubby_sql_rows_get_int (rows, column));
  } else {
    cubby_json_text_string (json, name, cubby_sql_rows_get_text (rows, column));
  }
}

static gboolean
add_section (CubbyStore *store, CubbyJsonText *json, const char *name, const char *sql, const char *id,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error, sql, "t", id);
  if (rows == NULL)
    return FALSE;
  cubby_json_text_open_array (json, name);
  while (cubby_sql_rows_next (rows, &local)) {
    cubby_json_text_open_object (json, NULL);
    for (int i = 0; i < cubby_sql_rows_get_n_columns (rows); i++)
      add_value (json, rows, i);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The index of her id for those that joined her; a look at all of them for those with her address: this is
 * asked for rarely, and an index on addresses would be paid for by every order. */
GPtrArray *
cubby_customer_collect_orders (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT o.id FROM orders o JOIN customer c ON c.id = ? WHERE o.customer = c.id OR o.email = c.email"
      " OR o.phone = c.phone ORDER BY o.id",
      "t", id);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
add_order (CubbyStore *store, CubbyJsonText *json, const char *id, GError **error)
{
  cubby_json_text_open_object (json, NULL);
  if (!cubby_order_add (store, json, "order", id, error) ||
      !add_section (store, json, "contact",
                    "SELECT customer_name AS name, email, phone FROM orders WHERE id = ?", id, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (order_sections); i++)
    if (!add_section (store, json, order_sections[i].name, order_sections[i].sql, id, error))
      return FALSE;
  cubby_json_text_close_object (json);
  return TRUE;
}

char *
cubby_customer_export (CubbyStore *store, const char *id, GError **error)
{
  gint64 version = 0;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  g_autofree char *now = cubby_store_format_time (store->now_ms);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "exported_at", now);
  if (!cubby_customer_add (store, json, "customer", id, &version, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (!add_section (store, json, sections[i].name, sections[i].sql, id, error))
      return NULL;
  g_autoptr (GPtrArray) orders = cubby_customer_collect_orders (store, id, error);
  if (orders == NULL)
    return NULL;
  cubby_json_text_open_array (json, "orders");
  for (guint i = 0; i < orders->len; i++)
    if (!add_order (store, json, g_ptr_array_index (orders, i), error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
