/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/hold.h"
#include "app/central/ledger.h"

/* a round, so that a long absence does not hold up the others */
#define EXPIRE_AT_ONCE 100

gboolean
cubby_hold_take (CubbyStore *store, const char *basket, const char *sku, const char *location,
                 gint64 quantity, gint64 until_ms, GError **error)
{
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_HOLD,
      .sku = sku,
      .location = location,
      .quantity = quantity,
      .reference = basket,
  };
  return cubby_ledger_write (store, &movement, TRUE, error) &&
         cubby_sql_run (store->sql, error,
                        "INSERT INTO basket_hold (basket, sku, location, quantity, until_ms)"
                        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (basket, sku, location) DO UPDATE"
                        " SET quantity = basket_hold.quantity + excluded.quantity,"
                        " until_ms = excluded.until_ms",
                        "tttii", basket, sku, location, quantity, until_ms);
}

typedef struct {
  char *sku;
  char *location;
  gint64 quantity;
} Held;

static void
held_clear (gpointer data)
{
  Held *held = data;
  g_free (held->sku);
  g_free (held->location);
}

/* Takes the rows away that end until @until_ms and says what they were: nobody else lets go of the same. */
static GArray *
remove_rows (CubbyStore *store, const char *basket, gint64 until_ms, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "DELETE FROM basket_hold WHERE basket = ? AND until_ms <= ? RETURNING sku, location, quantity", "ti",
      basket, until_ms);
  g_autoptr (GArray) held = g_array_new (FALSE, TRUE, sizeof (Held));
  g_autoptr (GError) local = NULL;
  g_array_set_clear_func (held, held_clear);
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local)) {
    Held row = {
        .sku = g_strdup (cubby_sql_rows_get_text (rows, 0)),
        .location = g_strdup (cubby_sql_rows_get_text (rows, 1)),
        .quantity = cubby_sql_rows_get_int (rows, 2),
    };
    g_array_append_val (held, row);
  }
  if (local == NULL)
    return g_steal_pointer (&held);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Levels are touched in one order by everybody, so that two who want the same do not wait for each other. */
static int
compare_held (gconstpointer a, gconstpointer b)
{
  const Held *one = a, *two = b;
  int by_sku = g_strcmp0 (one->sku, two->sku);
  return by_sku != 0 ? by_sku : g_strcmp0 (one->location, two->location);
}

static gboolean
release_until (CubbyStore *store, const char *basket, gint64 until_ms, gboolean *ret_released, GError **error)
{
  g_autoptr (GArray) rows = remove_rows (store, basket, until_ms, error);
  if (rows == NULL)
    return FALSE;
  *ret_released = rows->len > 0;
  g_array_sort (rows, compare_held);
  for (guint i = 0; i < rows->len; i++) {
    const Held *held = &g_array_index (rows, Held, i);
    CubbyMovement movement = {
        .kind = CUBBY_MOVEMENT_UNHOLD,
        .sku = held->sku,
        .location = held->location,
        .quantity = held->quantity,
        .reference = basket,
    };
    if (!cubby_ledger_write (store, &movement, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_hold_release (CubbyStore *store, const char *basket, GError **error)
{
  gboolean released = FALSE;
  return release_until (store, basket, G_MAXINT64, &released, error);
}

gboolean
cubby_hold_get_until (CubbyStore *store, const char *basket, gint64 *ret_until_ms, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_until_ms, 0, error,
                             "SELECT MAX(until_ms) FROM basket_hold WHERE basket = ?", "t", basket);
}

static GPtrArray *
list_expired (CubbyStore *store, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT DISTINCT basket FROM basket_hold WHERE until_ms <= ? ORDER BY basket LIMIT ?",
                       "ii", store->now_ms, (gint64)EXPIRE_AT_ONCE);
  g_autoptr (GPtrArray) baskets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return NULL;
  while (cubby_sql_rows_next (rows, &local))
    g_ptr_array_add (baskets, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return g_steal_pointer (&baskets);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* The basket first, as a checkout does it; one that was renewed since it was listed keeps what it holds. */
static gboolean
expire (CubbyStore *store, const char *basket, GError **error)
{
  gint64 found = 0;
  gboolean released = FALSE;
  g_autofree char *lock =
      g_strconcat ("SELECT 1 FROM basket WHERE id = ?", cubby_sql_get_row_lock (store->sql), NULL);
  if (!cubby_sql_read_int (store->sql, &found, 0, error, lock, "t", basket) ||
      !release_until (store, basket, store->now_ms, &released, error))
    return FALSE;
  return !released || cubby_sql_run (store->sql, error,
                                     "UPDATE basket SET version = version + 1 WHERE id = ?", "t", basket);
}

gboolean
cubby_hold_expire (CubbyStore *store, GError **error)
{
  g_autoptr (GPtrArray) baskets = list_expired (store, error);
  for (guint i = 0; baskets != NULL && i < baskets->len; i++)
    if (!expire (store, g_ptr_array_index (baskets, i), error))
      return FALSE;
  return baskets != NULL;
}
