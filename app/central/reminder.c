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

typedef struct {
  char *basket;
  char *customer;
} Due;

static void
due_clear (gpointer data)
{
  Due *due = data;
  g_free (due->basket);
  g_free (due->customer);
}

/* Which of them a mail is sent of, by the customers of the ones before it. */
static gboolean
is_told (const GArray *due, const char *customer)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new ();
  for (guint i = 0; i < due->len; i++)
    g_ptr_array_add (told, g_array_index (due, Due, i).customer);
  return cubby_retention_reminder_is_for (customer, (const char *const *)told->pdata, told->len);
}

/* Those touched last come first. Returns: (transfer full) (nullable): of Due. */
static GArray *
list_due (CubbyStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint hours = store->settings->reminder_hours;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT b.id, b.updated_ms, b.lines, c.basket_reminder, c.email, b.customer FROM basket b"
      " JOIN customer c ON c.id = b.customer WHERE b.customer IS NOT NULL AND b.reminded_ms IS NULL"
      " AND b.order_id IS NULL AND b.lines <> '[]' AND b.updated_ms <= ? AND c.basket_reminder = 1"
      " AND c.email IS NOT NULL ORDER BY b.updated_ms DESC LIMIT ?",
      "ii", store->now_ms - hours * HOUR_MS, (gint64)AT_ONCE);
  if (rows == NULL)
    return NULL;
  g_autoptr (GArray) due = g_array_new (FALSE, TRUE, sizeof (Due));
  g_array_set_clear_func (due, due_clear);
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyBasketFacts facts = {
        .updated_ms = cubby_sql_rows_get_int (rows, 1),
        .n_lines = count_lines (cubby_sql_rows_get_text (rows, 2)),
        .consented = cubby_sql_rows_get_int (rows, 3) != 0,
        .has_address = !cubby_sql_rows_is_null (rows, 4),
    };
    const char *customer = cubby_sql_rows_get_text (rows, 5);
    if (!cubby_retention_reminder_is_due (&facts, store->now_ms, hours) || !is_told (due, customer))
      continue;
    Due one = {.basket = g_strdup (cubby_sql_rows_get_text (rows, 0)), .customer = g_strdup (customer)};
    g_array_append_val (due, one);
  }
  if (local == NULL)
    return g_steal_pointer (&due);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Only who marks the basket queues its notice, and only while it still lies there: another process may have
 * come to it since it was listed, or its owner. */
static gboolean
mark (CubbyStore *store, const char *basket, gint64 old_ms, gboolean *ret_marked, GError **error)
{
  gint64 marked = 0;
  if (!cubby_sql_read_int (store->sql, &marked, 0, error,
                           "UPDATE basket SET reminded_ms = ? WHERE id = ? AND reminded_ms IS NULL"
                           " AND order_id IS NULL AND lines <> '[]' AND updated_ms <= ? RETURNING 1",
                           "iti", store->now_ms, basket, old_ms))
    return FALSE;
  *ret_marked = marked != 0;
  return TRUE;
}

/* Her other old baskets count as told of, else she would get a mail of each, minute by minute. */
static gboolean
queue (CubbyStore *store, const Due *due, GError **error)
{
  gboolean marked = FALSE;
  g_autofree char *id = cubby_store_new_id (store);
  gint64 old_ms = store->now_ms - store->settings->reminder_hours * HOUR_MS;
  if (!mark (store, due->basket, old_ms, &marked, error))
    return FALSE;
  return !marked ||
         (cubby_sql_run (store->sql, error,
                         "UPDATE basket SET reminded_ms = ? WHERE customer = ? AND reminded_ms IS NULL"
                         " AND order_id IS NULL AND lines <> '[]' AND updated_ms <= ?",
                         "iti", store->now_ms, due->customer, old_ms) &&
          cubby_sql_run (
              store->sql, error,
              "INSERT INTO outbox (id, notice, order_id, basket, channel, state, attempts, next_ms,"
              " created_ms) VALUES (?, 'basket_reminder', '', ?, 'email', 'waiting', 0, ?, ?)",
              "ttii", id, due->basket, store->now_ms, store->now_ms));
}

gboolean
cubby_reminder_run (CubbyStore *store, GError **error)
{
  if (store->settings->reminder_hours == 0)
    return TRUE;
  g_autoptr (GArray) due = list_due (store, error);
  for (guint i = 0; due != NULL && i < due->len; i++)
    if (!queue (store, &g_array_index (due, Due, i), error))
      return FALSE;
  return due != NULL;
}
