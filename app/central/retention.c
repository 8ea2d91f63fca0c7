/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/retention.h"
#include "app/central/customer-erase.h"
#include "app/central/hold.h"
#include "app/central/points.h"
#include "app/domain/retention.h"

/* of each kind in a round */
#define AT_ONCE 100

/* A thing that may be due: what the rules ask about. */
typedef struct {
  char *id;
  gint64 time_ms;
  gint64 other; /* open orders of a customer, whether an order is open, until when a basket is held */
} Candidate;

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;
  g_free (candidate->id);
}

/* @sql: selects id, time and another number by the id of a cutoff, the cutoff and a limit; ids sort by time,
 * so that what is old can be found without an index on times */
static GArray *
list_candidates (CubbyStore *store, const char *sql, gint64 cutoff_ms, GError **error)
{
  static const guint8 nothing[CUBBY_UUID7_RANDOM];
  char cutoff_id[CUBBY_UUID_LENGTH + 1];
  cubby_uuid7_format (MAX (cutoff_ms, 0), nothing, cutoff_id);
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, sql, "tii", cutoff_id, cutoff_ms, (gint64)AT_ONCE);
  if (rows == NULL)
    return NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_array_set_clear_func (candidates, candidate_clear);
  while (cubby_sql_rows_next (rows, &local)) {
    Candidate candidate = {.id = g_strdup (cubby_sql_rows_get_text (rows, 0)),
                           .time_ms = cubby_sql_rows_get_int (rows, 1),
                           .other = cubby_sql_rows_get_int (rows, 2)};
    g_array_append_val (candidates, candidate);
  }
  if (local == NULL)
    return g_steal_pointer (&candidates);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gint64
get_customer_cutoff (const CubbyStore *store)
{
  return cubby_retention_months_ago (store->now_ms, store->settings->customer_months);
}

/* The row is ours from here on: since it was listed, somebody may have come back to it at another process. */
static gboolean
read_again (CubbyStore *store, const char *sql, const Candidate *candidate, gint64 *ret_time_ms,
            GError **error)
{
  g_autofree char *lock = g_strconcat (sql, cubby_sql_get_row_lock (store->sql), NULL);
  return cubby_sql_read_int (store->sql, ret_time_ms, G_MAXINT64, error, lock, "t", candidate->id);
}

/* Her open orders hold her back; she is looked at again when they are done, for they are what she did last.
 */
static gboolean
forget_customer (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error)
{
  g_autoptr (GError) refused = NULL;
  gint64 seen_ms = candidate->time_ms;
  if (!read_again (store, "SELECT seen_ms FROM customer WHERE id = ?", candidate, &seen_ms, error))
    return FALSE;
  if (!cubby_retention_customer_is_due (seen_ms, (guint)candidate->other, cutoff_ms))
    return TRUE;
  if (cubby_customer_erase (store, candidate->id, &refused))
    return TRUE;
  if (refused->domain == CUBBY_PROBLEM) /* a guest's order with her address is open */
    return cubby_sql_run (store->sql, error, "UPDATE customer SET seen_ms = ? WHERE id = ?", "it",
                          store->now_ms, candidate->id);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

static gint64
get_order_cutoff (const CubbyStore *store)
{
  return cubby_retention_months_ago (store->now_ms, store->settings->order_personal_months);
}

static gboolean
forget_order (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error)
{
  return !cubby_retention_order_is_due (candidate->time_ms, candidate->other != 0, cutoff_ms) ||
         cubby_customer_forget_order (store, candidate->id, error);
}

static gint64
get_basket_cutoff (const CubbyStore *store)
{
  return cubby_retention_days_ago (store->now_ms, store->settings->basket_days);
}

static gboolean
forget_basket (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error)
{
  gint64 updated_ms = candidate->time_ms, until_ms = candidate->other;
  if (!read_again (store, "SELECT updated_ms FROM basket WHERE id = ?", candidate, &updated_ms, error) ||
      !cubby_hold_get_until (store, candidate->id, &until_ms, error))
    return FALSE;
  return !cubby_retention_basket_is_due (updated_ms, until_ms, store->now_ms, cutoff_ms) ||
         (cubby_hold_release (store, candidate->id, error) &&
          cubby_sql_run (store->sql, error, "DELETE FROM outbox WHERE basket = ?", "t", candidate->id) &&
          cubby_sql_run (store->sql, error, "DELETE FROM basket WHERE id = ?", "t", candidate->id));
}

static gint64
get_audit_cutoff (const CubbyStore *store)
{
  return cubby_retention_months_ago (store->now_ms, store->settings->audit_months);
}

static gboolean
forget_audit (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error)
{
  return candidate->time_ms >= cutoff_ms ||
         cubby_sql_run (store->sql, error, "DELETE FROM audit WHERE id = ?", "t", candidate->id);
}

static gint64
get_event_cutoff (const CubbyStore *store)
{
  return cubby_retention_days_ago (store->now_ms, store->settings->kiosk_event_days);
}

static gboolean
forget_event (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error)
{
  return candidate->time_ms >= cutoff_ms ||
         cubby_sql_run (store->sql, error, "DELETE FROM kiosk_event WHERE id = ?", "t", candidate->id);
}

#define IS_OVER(order)                                                                                       \
  " " order "status NOT IN ('pending', 'confirmed') AND (" order "status <> 'cancelled' OR " order           \
  "received <= " order "refunded) "

/* "id < ?" is the id of the cutoff: nothing is younger than its id. */
static const struct {
  gint64 (*get_cutoff) (const CubbyStore *store);
  const char *sql;
  gboolean (*forget) (CubbyStore *store, const Candidate *candidate, gint64 cutoff_ms, GError **error);
} jobs[] = {
    {get_customer_cutoff,
     "SELECT c.id, c.seen_ms, (SELECT COUNT(*) FROM orders o WHERE o.customer = c.id AND NOT (" IS_OVER (
         "o.") ")) FROM customer c WHERE c.erased_ms IS NULL AND c.id < ? AND c.seen_ms < ?"
               " ORDER BY c.seen_ms LIMIT ?",
     forget_customer},
    {get_order_cutoff,
     "SELECT id, updated_ms, 0 FROM orders WHERE (email IS NOT NULL OR phone IS NOT NULL OR customer_name IS"
     " NOT NULL) AND id < ? AND updated_ms < ? AND" IS_OVER ("") "ORDER BY id LIMIT ?",
     forget_order},
    {get_order_cutoff,
     "SELECT o.id, o.updated_ms, 0 FROM fulfilment f JOIN orders o ON o.id = f.order_id WHERE f.address IS "
     "NOT"
     " NULL AND f.id < ? AND f.updated_ms < ? AND" IS_OVER ("o.") "ORDER BY f.updated_ms LIMIT ?",
     forget_order},
    {get_basket_cutoff,
     "SELECT id, updated_ms, COALESCE((SELECT MAX(until_ms) FROM basket_hold h WHERE h.basket = basket.id), "
     "0)"
     " FROM basket WHERE id < ? AND updated_ms < ? ORDER BY updated_ms LIMIT ?",
     forget_basket},
    {get_audit_cutoff,
     "SELECT id, time_ms, 0 FROM audit WHERE id < ? AND time_ms < ? ORDER BY time_ms LIMIT ?", forget_audit},
    {get_event_cutoff,
     /* their ids are the kiosks' own */
     "SELECT id, received_ms, 0 FROM kiosk_event WHERE CAST(? AS TEXT) <> id AND received_ms < ?"
     " ORDER BY received_ms LIMIT ?",
     forget_event},
};

gboolean
cubby_retention_run (CubbyStore *store, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++) {
    gint64 cutoff_ms = jobs[i].get_cutoff (store);
    if (cutoff_ms == G_MININT64)
      continue;
    g_autoptr (GArray) candidates = list_candidates (store, jobs[i].sql, cutoff_ms, error);
    for (guint j = 0; candidates != NULL && j < candidates->len; j++)
      if (!jobs[i].forget (store, &g_array_index (candidates, Candidate, j), cutoff_ms, error))
        return FALSE;
    if (candidates == NULL)
      return FALSE;
  }
  return cubby_points_expire (store, AT_ONCE, error);
}
