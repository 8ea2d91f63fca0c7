/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/outbox.h"
#include "app/central/table.h"

gboolean
cubby_outbox_add (CubbyStore *store, const char *notice, const char *order, const char *fulfilment,
                  guint delay_s, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_sql_run (
      store->sql, error,
      "INSERT INTO outbox (id, notice, order_id, fulfilment, channel, state, attempts, next_ms, created_ms)"
      " SELECT ?, ?, id, ?, 'email', 'waiting', 0, ?, ? FROM orders WHERE id = ? AND email IS NOT NULL AND"
      " NOT EXISTS (SELECT 1 FROM customer c WHERE c.notices = 0 AND (c.email = orders.email OR c.id ="
      " orders.customer))",
      "tttiit", id, notice, fulfilment, store->now_ms + delay_s * G_GINT64_CONSTANT (1000), store->now_ms,
      order);
}

gboolean
cubby_outbox_write (CubbyStore *store, const char *notice, const char *order, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  return cubby_table_insert (store, CUBBY_TABLE_OUTBOX, error, id, notice, order, NULL, "email", "waiting",
                             (gint64)0, store->now_ms, store->now_ms);
}

gboolean
cubby_outbox_cancel (CubbyStore *store, const char *notice, const char *fulfilment, GError **error)
{
  return cubby_sql_run (
      store->sql, error,
      "UPDATE outbox SET state = 'cancelled' WHERE notice = ? AND fulfilment = ? AND state = 'waiting'", "tt",
      notice, fulfilment);
}

static gboolean
free_claims (CubbySql *sql, gint64 now_ms, GError **error)
{
  gboolean alone = FALSE;
  return cubby_sql_is_alone (sql, &alone, error) &&
         (!alone || cubby_sql_run (sql, error,
                                   "UPDATE outbox SET next_ms = ?, claimed = 0 WHERE claimed = 1 AND"
                                   " state = 'waiting'",
                                   "i", now_ms));
}

gboolean
cubby_outbox_free_claims (CubbySql *sql, gint64 now_ms, GError **error)
{
  if (!cubby_sql_begin (sql, error))
    return FALSE;
  if (free_claims (sql, now_ms, error))
    return cubby_sql_commit (sql, error);
  cubby_sql_rollback (sql);
  return FALSE;
}
