/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/reminder.h"
#include "app/domain/retention.h"

#include <json-glib/json-glib.h>

#define AT_ONCE 100
#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))

static guint
count_lines (const char *lines)
{
  g_autoptr (JsonNode) node = lines != NULL ? json_from_string (lines, NULL) : NULL;
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node))
                                                      : 0;
}

static GPtrArray *
list_due (CubbyStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint hours = store->settings->reminder_hours;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT b.id, b.updated_ms, b.lines, c.basket_reminder, c.email FROM basket b"
      " JOIN customer c ON c.id = b.customer WHERE b.customer IS NOT NULL AND b.reminded_ms IS NULL"
      " AND b.order_id IS NULL AND b.lines <> '[]' AND b.updated_ms <= ? AND c.basket_reminder = 1"
      " AND c.email IS NOT NULL ORDER BY b.updated_ms LIMIT ?",
      "ii", store->now_ms - hours * HOUR_MS, (gint64)AT_ONCE);
  if (rows == NULL)
    return NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyBasketFacts facts = {
        .updated_ms = cubby_sql_rows_get_int (rows, 1),
        .n_lines = count_lines (cubby_sql_rows_get_text (rows, 2)),
        .consented = cubby_sql_rows_get_int (rows, 3) != 0,
        .has_address = !cubby_sql_rows_is_null (rows, 4),
    };
    if (cubby_retention_reminder_is_due (&facts, store->now_ms, hours))
      g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  }
  if (local == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
queue (CubbyStore *store, const char *basket, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_sql_run (store->sql, error, "UPDATE basket SET reminded_ms = ? WHERE id = ?", "it",
                        store->now_ms, basket) &&
         cubby_sql_run (store->sql, error,
                        "INSERT INTO outbox (id, notice, order_id, basket, channel, state, attempts, next_ms,"
                        " created_ms) VALUES (?, 'basket_reminder', '', ?, 'email', 'waiting', 0, ?, ?)",
                        "ttii", id, basket, store->now_ms, store->now_ms);
}

gboolean
cubby_reminder_run (CubbyStore *store, GError **error)
{
  if (store->settings->reminder_hours == 0)
    return TRUE;
  g_autoptr (GPtrArray) ids = list_due (store, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!queue (store, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}
