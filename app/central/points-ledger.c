/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/points-ledger.h"
#include "app/central/customer.h"
#include "app/domain/loyalty.h"

#define NEVER G_MAXINT64

gboolean
cubby_points_ledger_get_balance (CubbyStore *store, const char *customer, gint64 *ret_balance, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_balance, 0, error,
                             "SELECT balance FROM points_balance WHERE customer = ?", "t", customer);
}

gboolean
cubby_points_ledger_lock (CubbyStore *store, const char *customer, gint64 *ret_balance, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT balance FROM points_balance WHERE customer = ?",
                                      cubby_sql_get_row_lock (store->sql), NULL);
  return cubby_sql_read_int (store->sql, ret_balance, 0, error, sql, "t", customer);
}

/* The row of the balance first: where several processes write, it is what the second waits for. */
static gboolean
move_balance (CubbyStore *store, const CubbyPointsMovement *movement, GError **error)
{
  gint64 balance = 0;
  if (!cubby_sql_run (store->sql, error,
                      "INSERT INTO points_balance (customer, balance) VALUES (?, 0)"
                      " ON CONFLICT (customer) DO UPDATE SET balance = points_balance.balance",
                      "t", movement->customer) ||
      !cubby_points_ledger_get_balance (store, movement->customer, &balance, error))
    return FALSE;
  if (!cubby_loyalty_may_adjust (balance, movement->points)) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL,
                       "points: the customer has %" G_GINT64_FORMAT "; no more than these can be taken.",
                       balance);
    return FALSE;
  }
  return cubby_sql_run (store->sql, error,
                        "UPDATE points_balance SET balance = balance + ? WHERE customer = ?", "it",
                        movement->points, movement->customer);
}

static gboolean
open_lot (CubbyStore *store, const CubbyPointsMovement *movement, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  gint64 expires_ms = cubby_loyalty_expires_at (store->now_ms, store->settings->loyalty_months);
  return cubby_sql_run (
      store->sql, error, "INSERT INTO points_lot (id, customer, points_left, expires_ms) VALUES (?, ?, ?, ?)",
      "ttii", id, movement->customer, movement->points, expires_ms != 0 ? expires_ms : NEVER);
}

static GArray *
load_lots (CubbyStore *store, const char *customer, GPtrArray *ids, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id, points_left, expires_ms FROM points_lot WHERE customer = ? ORDER BY expires_ms, id", "t",
      customer);
  if (rows == NULL)
    return NULL;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (CubbyPointsLot));
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyPointsLot lot = {.left = cubby_sql_rows_get_int (rows, 1),
                          .expires_ms = cubby_sql_rows_get_int (rows, 2)};
    g_array_append_val (lots, lot);
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  }
  if (local == NULL)
    return g_steal_pointer (&lots);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* An empty lot is no more. */
static gboolean
drain_lots (CubbyStore *store, const CubbyPointsMovement *movement, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) lots = load_lots (store, movement->customer, ids, error);
  if (lots == NULL)
    return FALSE;
  g_autofree CubbyPointsLot *before = g_memdup2 (lots->data, lots->len * sizeof (CubbyPointsLot));
  CubbyPointsLot *after = (CubbyPointsLot *)lots->data;
  if (cubby_loyalty_take (after, lots->len, -movement->points) != -movement->points) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "the lots of the customer %s are not her balance; run: cubby-central check",
                 movement->customer);
    return FALSE;
  }
  for (guint i = 0; i < lots->len; i++) {
    const char *id = g_ptr_array_index (ids, i);
    if (after[i].left == before[i].left)
      continue;
    gboolean written =
        after[i].left == 0
            ? cubby_sql_run (store->sql, error, "DELETE FROM points_lot WHERE id = ?", "t", id)
            : cubby_sql_run (store->sql, error, "UPDATE points_lot SET points_left = ? WHERE id = ?", "it",
                             after[i].left, id);
    if (!written)
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_points_ledger_write (CubbyStore *store, const CubbyPointsMovement *movement, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  if (movement->points == 0)
    return TRUE;
  return move_balance (store, movement, error) &&
         (movement->points > 0 ? open_lot (store, movement, error) : drain_lots (store, movement, error)) &&
         cubby_sql_run (store->sql, error,
                        "INSERT INTO points_entry (id, customer, kind, points, order_id, reason, actor,"
                        " time_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        "tttittti", id, movement->customer, movement->kind, movement->points, movement->order,
                        movement->reason, store->actor, store->now_ms) &&
         cubby_customer_touch (store, movement->customer, error);
}
