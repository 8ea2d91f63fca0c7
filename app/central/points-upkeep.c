/* SPDX-License-Identifier: Apache-2.0 */
/* Points that end, and the proof that they add up. */
#include "app/central/points-ledger.h"
#include "app/central/points.h"

typedef struct {
  char *lot;
  char *customer;
} Ending;

static void
ending_clear (gpointer data)
{
  Ending *ending = data;
  g_free (ending->lot);
  g_free (ending->customer);
}

static GArray *
list_ending (CubbyStore *store, guint limit, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (store->sql, error,
                                                   "SELECT id, customer FROM points_lot WHERE expires_ms <= ?"
                                                   " ORDER BY expires_ms, id LIMIT ?",
                                                   "ii", store->now_ms, (gint64)limit);
  if (rows == NULL)
    return NULL;
  g_autoptr (GArray) endings = g_array_new (FALSE, FALSE, sizeof (Ending));
  g_array_set_clear_func (endings, ending_clear);
  while (cubby_sql_rows_next (rows, &local)) {
    Ending ending = {.lot = g_strdup (cubby_sql_rows_get_text (rows, 0)),
                     .customer = g_strdup (cubby_sql_rows_get_text (rows, 1))};
    g_array_append_val (endings, ending);
  }
  if (local == NULL)
    return g_steal_pointer (&endings);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Another process may have taken of the lot, or all of it, since it was listed: what it has is asked once
 * more, when nobody else moves her points. The lot that ends first is taken first, so what is taken is what
 * is at its end. */
static gboolean
end_lot (CubbyStore *store, const Ending *ending, GError **error)
{
  gint64 balance = 0, left = 0;
  if (!cubby_points_ledger_lock (store, ending->customer, &balance, error) ||
      !cubby_sql_read_int (store->sql, &left, 0, error,
                           "SELECT points_left FROM points_lot WHERE id = ? AND expires_ms <= ?", "ti",
                           ending->lot, store->now_ms))
    return FALSE;
  CubbyPointsMovement movement = {.kind = "expire", .customer = ending->customer, .points = -left};
  return cubby_points_ledger_write (store, &movement, error);
}

gboolean
cubby_points_expire (CubbyStore *store, guint limit, GError **error)
{
  g_autoptr (GArray) endings = list_ending (store, limit, error);
  for (guint i = 0; endings != NULL && i < endings->len; i++)
    if (!end_lot (store, &g_array_index (endings, Ending, i), error))
      return FALSE;
  return endings != NULL;
}

gboolean
cubby_points_check (CubbySql *sql, gint64 *ret_customers, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, error,
      "SELECT b.customer, b.balance, COALESCE(e.points, 0), COALESCE(l.points, 0) FROM points_balance b"
      " LEFT JOIN (SELECT customer, SUM(points) AS points FROM points_entry GROUP BY customer) e"
      " ON e.customer = b.customer"
      " LEFT JOIN (SELECT customer, SUM(points_left) AS points FROM points_lot GROUP BY customer) l"
      " ON l.customer = b.customer"
      " WHERE b.balance <> COALESCE(e.points, 0) OR b.balance <> COALESCE(l.points, 0) LIMIT 1",
      "");
  if (rows == NULL)
    return FALSE;
  if (cubby_sql_rows_next (rows, &local)) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "the customer %s: %" G_GINT64_FORMAT " points, but the ledger says %" G_GINT64_FORMAT
                 " and the lots %" G_GINT64_FORMAT,
                 cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_int (rows, 1),
                 cubby_sql_rows_get_int (rows, 2), cubby_sql_rows_get_int (rows, 3));
    return FALSE;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return cubby_sql_read_int (sql, ret_customers, 0, error, "SELECT COUNT(*) FROM points_balance", "");
}
