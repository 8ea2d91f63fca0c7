/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/fulfilment.h"
#include "app/central/delivery-order.h"
#include "app/central/order-lock.h"
#include "app/central/order-money.h"
#include "app/central/order.h"
#include "app/central/outbox.h"
#include "app/central/parcel.h"
#include "app/central/placed-line.h"
#include "app/central/promotion-use.h"
#include "app/central/refusal.h"

#define COLUMNS "order_id, location, method, state"

static CubbyFulfilment *
take_row (CubbySqlRows *rows, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) taken = rows;
  if (!cubby_store_take_row (taken, error, "There is no fulfilment %s.", id))
    return NULL;
  CubbyFulfilment *self = g_new0 (CubbyFulfilment, 1);
  guint state = 0;
  self->order = g_strdup (cubby_sql_rows_get_text (taken, 0));
  self->location = g_strdup (cubby_sql_rows_get_text (taken, 1));
  cubby_fulfilment_method_from_string (cubby_sql_rows_get_text (taken, 2), &self->method);
  cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (taken, 3), &state);
  self->state = state;
  return self;
}

CubbyFulfilment *
cubby_fulfilment_load (CubbyStore *store, const char *id, GError **error)
{
  return take_row (
      cubby_sql_query (store->sql, error, "SELECT " COLUMNS " FROM fulfilment WHERE id = ?", "t", id), id,
      error);
}

CubbyFulfilment *
cubby_fulfilment_lock (CubbyStore *store, const char *id, GError **error)
{
  if (!cubby_order_lock_of_fulfilment (store, id, error))
    return NULL;
  return take_row (cubby_sql_query (store->sql, error,
                                    "UPDATE fulfilment SET updated_ms = ? WHERE id = ? RETURNING " COLUMNS,
                                    "it", store->now_ms, id),
                   id, error);
}

void
cubby_fulfilment_free (CubbyFulfilment *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->location);
  g_free (self);
}

/* What was allocated is sold, or goes back; each line once. */
static gboolean
settle_lines (CubbyStore *store, const char *fulfilment, gboolean sold, GError **error)
{
  g_autoptr (GPtrArray) lines = cubby_placed_line_list_open (store, fulfilment, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    CubbyPlacedLine *line = g_ptr_array_index (lines, i);
    if (sold ? !cubby_placed_line_sell (store, line, error)
             : !cubby_placed_line_take_off (store, line, cubby_placed_line_count (line), error))
      return FALSE;
  }
  return lines != NULL;
}

static gboolean
count_in_lockers (CubbyStore *store, const char *fulfilment, gint64 *ret_n, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_n, 0, error,
                             "SELECT COUNT(*) FROM parcel WHERE fulfilment = ? AND door IS NOT NULL"
                             " AND state <> 'picked_up'",
                             "t", fulfilment);
}

gboolean
cubby_fulfilment_end_order (CubbyStore *store, const char *order, GError **error)
{
  gint64 cancelled = 0;
  return cubby_order_lock (store, order, error) &&
         cubby_sql_run (
             store->sql, error,
             "UPDATE orders SET status = 'completed', updated_ms = ? WHERE id = ? AND status = 'confirmed' "
             "AND NOT EXISTS"
             " (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state NOT IN ('picked_up', "
             "'returned_to_stock', 'cancelled'))"
             " AND EXISTS (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state = 'picked_up')",
             "it", store->now_ms, order) &&
         cubby_sql_read_int (
             store->sql, &cancelled, 0, error,
             "UPDATE orders SET status = 'cancelled', updated_ms = ? WHERE id = ? AND status IN "
             "('pending', 'confirmed') AND NOT"
             " EXISTS (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state NOT IN "
             "('returned_to_stock', 'cancelled')) RETURNING 1",
             "it", store->now_ms, order) &&
         (cancelled == 0 || cubby_promotion_use_give_back (store, order, error)) &&
         cubby_order_money_follow (store, order, error);
}

static gboolean
enter_ready (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return cubby_outbox_add (store, "ready", self->order, id, store->settings->undo_delay_s, error);
}

static gboolean
enter_packed (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return cubby_outbox_cancel (store, "ready", id, error) && cubby_parcel_renew (store, id, error);
}

static gboolean
enter_picked_up (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return settle_lines (store, id, TRUE, error) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE pass SET state = 'used' WHERE fulfilment = ? AND state = 'active'", "t",
                        id) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE parcel SET state = 'picked_up' WHERE fulfilment = ? AND state <> 'picked_up'",
                        "t", id) &&
         cubby_parcel_announce (store, self->order, error) &&
         cubby_outbox_cancel (store, "ready", id, error) &&
         cubby_fulfilment_end_order (store, self->order, error) &&
         cubby_outbox_add (store, "picked_up", self->order, id, 0, error);
}

static gboolean
enter_expired (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return cubby_parcel_withdraw (store, id, error) &&
         cubby_outbox_add (store, "expired", self->order, id, 0, error);
}

static gboolean
enter_returned (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return settle_lines (store, id, FALSE, error) && cubby_fulfilment_end_order (store, self->order, error);
}

/* What lies in a locker is not on the shelf: it stays promised until it was taken out. */
static gboolean
enter_cancelled (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  gint64 in_lockers = 0;
  return count_in_lockers (store, id, &in_lockers, error) &&
         (in_lockers > 0 || settle_lines (store, id, FALSE, error)) &&
         cubby_parcel_withdraw (store, id, error) && cubby_outbox_cancel (store, "ready", id, error) &&
         cubby_fulfilment_end_order (store, self->order, error);
}

static gboolean
enter_rejected (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  gint64 in_lockers = 0;
  return count_in_lockers (store, id, &in_lockers, error) &&
         (in_lockers == 0 || cubby_parcel_withdraw (store, id, error));
}

/* What happens with a new state; states without a row change nothing else. */
static const struct {
  CubbyFulfilmentState state;
  gboolean (*enter) (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error);
} entries[] = {
    {CUBBY_FULFILMENT_PACKED, enter_packed},       {CUBBY_FULFILMENT_READY_FOR_PICKUP, enter_ready},
    {CUBBY_FULFILMENT_PICKED_UP, enter_picked_up}, {CUBBY_FULFILMENT_REJECTED, enter_rejected},
    {CUBBY_FULFILMENT_EXPIRED, enter_expired},     {CUBBY_FULFILMENT_RETURNED_TO_STOCK, enter_returned},
    {CUBBY_FULFILMENT_CANCELLED, enter_cancelled},
};

static gboolean
load_facts (CubbyStore *store, const char *id, const CubbyFulfilment *self, CubbyFulfilmentFacts *ret_facts,
            GError **error)
{
  gint64 pending = 0, travelling = 0, open = 0;
  if (!cubby_sql_read_int (store->sql, &pending, 0, error,
                           "SELECT COUNT(*) FROM orders WHERE id = ? AND status = 'pending'", "t",
                           self->order) ||
      !cubby_sql_read_int (store->sql, &open, 0, error,
                           "SELECT COUNT(*) FROM order_line WHERE fulfilment = ? AND settled <> 1", "t",
                           id) ||
      !cubby_delivery_order_count (store, id, &travelling, error))
    return FALSE;
  *ret_facts = (CubbyFulfilmentFacts){
      .confirmed = pending == 0,
      .travelling = travelling > 0,
      .holds_goods = open > 0,
  };
  return TRUE;
}

static const struct {
  CubbyFulfilmentObstacle obstacle;
  const char *why;
} whys[] = {
    {CUBBY_OBSTACLE_UNPAID, "The order waits for its payment"},
    {CUBBY_OBSTACLE_TABLE, "That does not follow"},
    {CUBBY_OBSTACLE_TRAVELLING, "Some of its goods are on their way; receive their transfers first"},
    {CUBBY_OBSTACLE_NOTHING_LEFT, "Its goods are back in stock already"},
};

static gboolean
check (const CubbyFulfilment *self, CubbyFulfilmentState to, const CubbyFulfilmentFacts *facts,
       GError **error)
{
  CubbyFulfilmentObstacle obstacle = cubby_fulfilment_find_obstacle (self->state, to, facts);
  if (obstacle == CUBBY_OBSTACLE_NONE)
    return TRUE;
  const char *why = "", *state = cubby_state_to_string (&cubby_fulfilment_states, self->state);
  for (guint i = 0; i < G_N_ELEMENTS (whys); i++)
    if (whys[i].obstacle == obstacle)
      why = whys[i].why;
  g_autofree const char **allowed = cubby_fulfilment_get_next (self->state, facts);
  g_autofree char *list = g_strjoinv (", ", (char **)allowed);
  cubby_refusal_set (error, state, allowed,
                     "%s: a fulfilment that is %s cannot become %s; now it may become: %s.", why, state,
                     cubby_state_to_string (&cubby_fulfilment_states, to), *list != '\0' ? list : "nothing");
  return FALSE;
}

gboolean
cubby_fulfilment_become (CubbyStore *store, const char *id, CubbyFulfilmentState to, GError **error)
{
  CubbyFulfilmentFacts facts;
  g_autoptr (CubbyFulfilment) self = cubby_fulfilment_lock (store, id, error);
  if (self == NULL || !load_facts (store, id, self, &facts, error) || !check (self, to, &facts, error))
    return FALSE;
  g_autofree char *detail =
      g_strdup_printf ("%s to %s", cubby_state_to_string (&cubby_fulfilment_states, self->state),
                       cubby_state_to_string (&cubby_fulfilment_states, to));
  if (!cubby_sql_run (store->sql, error, "UPDATE fulfilment SET state = ?, updated_ms = ? WHERE id = ?",
                      "tit", cubby_state_to_string (&cubby_fulfilment_states, to), store->now_ms, id) ||
      !cubby_store_audit (store, "fulfilment", id, detail, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].state == to)
      return entries[i].enter (store, id, self, error);
  return TRUE;
}

gboolean
cubby_fulfilment_bring_to (CubbyStore *store, const char *id, CubbyFulfilmentState to, GError **error)
{
  static const CubbyFulfilmentState path[] = {
      CUBBY_FULFILMENT_OPEN,   CUBBY_FULFILMENT_ACCEPTED,         CUBBY_FULFILMENT_PICKING,
      CUBBY_FULFILMENT_PACKED, CUBBY_FULFILMENT_READY_FOR_PICKUP,
  };
  g_autoptr (CubbyFulfilment) self = cubby_fulfilment_lock (store, id, error);
  if (self == NULL || !cubby_delivery_order_bring (store, id, error))
    return FALSE;
  guint at = 0;
  while (at < G_N_ELEMENTS (path) && path[at] != self->state)
    at++;
  if (at == G_N_ELEMENTS (path))
    return cubby_fulfilment_become (store, id, to, error);
  for (at++; at < G_N_ELEMENTS (path) && self->state != to; at++) {
    if (!cubby_fulfilment_become (store, id, path[at], error))
      return FALSE;
    if (path[at] == to)
      break;
  }
  return TRUE;
}

gboolean
cubby_fulfilment_take_out (CubbyStore *store, const char *id, const char *label, GError **error)
{
  gint64 in_lockers = 0;
  g_autoptr (CubbyFulfilment) self = cubby_fulfilment_lock (store, id, error);
  if (self == NULL)
    return FALSE;
  gboolean back = cubby_fulfilment_state_is_taken_back (self->state);
  gboolean over = back || cubby_fulfilment_state_is_end (self->state);
  if (!cubby_parcel_set_state (store, label, over ? "withdrawn" : "expected", NULL, error) ||
      !count_in_lockers (store, id, &in_lockers, error))
    return FALSE;
  if (back && in_lockers == 0)
    return cubby_fulfilment_become (store, id, CUBBY_FULFILMENT_RETURNED_TO_STOCK, error);
  return self->state != CUBBY_FULFILMENT_READY_FOR_PICKUP ||
         cubby_fulfilment_become (store, id, CUBBY_FULFILMENT_PACKED, error);
}

char *
cubby_fulfilment_transition (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  guint to = 0;
  JsonObject *root = cubby_json_body_get_root (body);
  const char *text = cubby_json_body_get_string (body, root, "", "to", 32);
  if (!cubby_state_from_string (&cubby_fulfilment_states, text, &to))
    cubby_json_body_fail (body, "", "to", "%s is no state of a fulfilment", text);
  if (!cubby_json_body_finish (body, error))
    return NULL;
  g_autoptr (CubbyFulfilment) self = cubby_fulfilment_load (store, id, error);
  if (self == NULL || !cubby_fulfilment_become (store, id, to, error))
    return NULL;
  return cubby_order_get (store, self->order, error);
}
