/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/housekeeping.h"
#include "app/central/feed.h"
#include "app/central/fulfilment.h"
#include "app/central/hold.h"
#include "app/central/order.h"
#include "app/central/pass-change.h"
#include "app/central/reminder.h"
#include "app/central/retention.h"
#include "app/central/shelf.h"
#include "app/domain/payment-state.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
/* a round, so that a long absence does not hold up the others */
#define EXPIRE_AT_ONCE 100

/* @sql selects ids by a time and a limit. */
static GPtrArray *
list_overdue (CubbyStore *store, const char *sql, gint64 time, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, sql, "ii", time, (gint64)EXPIRE_AT_ONCE);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  return ids;
}

/* Another process was faster: it is as it should be. */
static gboolean
is_done (gboolean done, GError **local)
{
  if (!done && g_error_matches (*local, CUBBY_PROBLEM, CUBBY_PROBLEM_ILLEGAL_TRANSITION))
    g_clear_error (local);
  return *local == NULL;
}

/* Whether what was listed still is as @sql says, which another process may have changed; its row is ours from
 * here on. */
static gboolean
is_still (CubbyStore *store, const char *sql, const char *id, gint64 time, gboolean *ret_still,
          GError **error)
{
  gint64 found = 0;
  g_autofree char *lock = g_strconcat (sql, cubby_sql_get_row_lock (store->sql), NULL);
  if (!cubby_sql_read_int (store->sql, &found, 0, error, lock, "ti", id, time))
    return FALSE;
  *ret_still = found == 1;
  return TRUE;
}

static gboolean
expire_one (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean still = FALSE;
  g_autofree char *lock = /* the order first, as everybody does */
      g_strconcat ("SELECT 1 FROM orders WHERE id = (SELECT order_id FROM fulfilment WHERE id = ?)",
                   cubby_sql_get_row_lock (store->sql), NULL);
  if (!cubby_sql_run (store->sql, error, lock, "t", id) ||
      !is_still (store,
                 "SELECT 1 FROM fulfilment WHERE id = ? AND state = 'ready_for_pickup' AND hold_until <= ?",
                 id, store->now_ms / 1000, &still, error))
    return FALSE;
  if (!still || is_done (cubby_fulfilment_become (store, id, CUBBY_FULFILMENT_EXPIRED, &local), &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
expire (CubbyStore *store, GError **error)
{
  g_autoptr (GPtrArray) ids = list_overdue (
      store,
      "SELECT id FROM fulfilment WHERE state = 'ready_for_pickup' AND hold_until <= ? ORDER BY order_id"
      " LIMIT ?",
      store->now_ms / 1000, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!expire_one (store, g_ptr_array_index (ids, i), error))
      return FALSE;
  return ids != NULL;
}

static gboolean
end_one (CubbyStore *store, const char *id, gint64 until_ms, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean still = FALSE;
  if (!is_still (store, "SELECT 1 FROM orders WHERE id = ? AND status = 'pending' AND created_ms <= ?", id,
                 until_ms, &still, error))
    return FALSE;
  if (!still || is_done (cubby_order_end (store, id, "not paid in time", &local), &local))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Stock is not kept for ever for somebody who does not pay. */
static gboolean
end_unpaid (CubbyStore *store, GError **error)
{
  gint64 until_ms = cubby_payment_get_overdue_ms (store->now_ms, store->settings->pay_hours);
  g_autoptr (GPtrArray) ids = list_overdue (
      store, "SELECT id FROM orders WHERE status = 'pending' AND created_ms <= ? ORDER BY id LIMIT ?",
      until_ms, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!end_one (store, g_ptr_array_index (ids, i), until_ms, error))
      return FALSE;
  return ids != NULL;
}

/* Versions before wrote nothing when the last two parts of an order ended in two processes at one moment.
 * Where there are a hundred there may be more. */
static gboolean
end_left_behind (CubbyStore *store, gboolean *ret_more, GError **error)
{
  g_autoptr (GPtrArray) ids =
      list_overdue (store,
                    "SELECT o.id FROM orders o WHERE o.status = 'confirmed' AND o.updated_ms <= ?"
                    " AND EXISTS (SELECT 1 FROM fulfilment f WHERE f.order_id = o.id)"
                    " AND NOT EXISTS (SELECT 1 FROM fulfilment f WHERE f.order_id = o.id AND f.state NOT IN"
                    " ('picked_up', 'returned_to_stock', 'cancelled')) ORDER BY o.id LIMIT ?",
                    store->now_ms, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!cubby_fulfilment_end_order (store, g_ptr_array_index (ids, i), error))
      return FALSE;
  *ret_more = ids != NULL && ids->len == EXPIRE_AT_ONCE;
  return ids != NULL;
}

/* It reads every order, so not each time. */
static gboolean
end_left_behind_when_due (CubbyStore *store, GError **error)
{
  gint64 last = 0;
  gboolean more = FALSE;
  if (!cubby_sql_read_int (store->sql, &last, 0, error,
                           "SELECT value FROM counter WHERE name = 'orders-ended-ms'", ""))
    return FALSE;
  if (store->now_ms - last < DAY_MS)
    return TRUE;
  return end_left_behind (store, &more, error) &&
         (more || cubby_sql_run (store->sql, error,
                                 "INSERT INTO counter (name, value) VALUES ('orders-ended-ms', ?)"
                                 " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                 "i", store->now_ms));
}

static gboolean
do_all (CubbyStore *store, GError **error)
{
  gboolean told = FALSE;
  return cubby_pass_tell_new_key (store, &told, error) && expire (store, error) &&
         end_unpaid (store, error) && end_left_behind_when_due (store, error) &&
         cubby_hold_expire (store, error) && cubby_shelf_refresh_when_due (store, error) &&
         cubby_sql_run (store->sql, error, "DELETE FROM idempotency WHERE created_ms < ?", "i",
                        store->now_ms - store->settings->idempotency_days * DAY_MS) &&
         cubby_sql_run (store->sql, error, "DELETE FROM enrol_code WHERE expires_ms < ?", "i",
                        store->now_ms - DAY_MS) &&
         cubby_feed_prune (store, store->now_ms - store->settings->feed_days * DAY_MS, error) &&
         cubby_reminder_run (store, error) && cubby_retention_run (store, error);
}

/* Of several processes one does it at a time; that spares work and deadlocks, but each rule asks again what
 * it listed when it has its row, and would be right without. */
gboolean
cubby_housekeeping_run (CubbyStore *store, GError **error)
{
  gboolean ours = FALSE;
  return cubby_sql_take_turn (store->sql, "housekeeping", &ours, error) && (!ours || do_all (store, error));
}

static gboolean
run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  return cubby_housekeeping_run (store, error);
}

static void
done (CubbyWriterJob *job, const GError *error)
{
  if (error != NULL)
    g_warning ("housekeeping: %s", error->message);
  g_free (job);
}

void
cubby_housekeeping_push (CubbyWriter *writer)
{
  CubbyWriterJob *job = g_new0 (CubbyWriterJob, 1);
  job->run = run;
  job->done = done;
  job->actor = g_strdup ("housekeeping");
  cubby_writer_push (writer, job);
}
