/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/fulfilment.h"
#include "app/central/ledger.h"
#include "app/central/order.h"
#include "app/central/outbox.h"
#include "app/central/parcel.h"
#include "app/domain/order-state.h"

CubbyFulfilment *
cubby_fulfilment_load (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT order_id, location, method, state FROM fulfilment WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no fulfilment %s.", id))
    return NULL;
  CubbyFulfilment *self = g_new0 (CubbyFulfilment, 1);
  guint state = 0;
  self->order = g_strdup (cubby_sql_rows_get_text (rows, 0));
  self->location = g_strdup (cubby_sql_rows_get_text (rows, 1));
  cubby_fulfilment_method_from_string (cubby_sql_rows_get_text (rows, 2), &self->method);
  cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (rows, 3), &state);
  self->state = state;
  return self;
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

typedef struct {
  char *id, *sku, *source;
  gint64 quantity;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;
  g_free (line->id);
  g_free (line->sku);
  g_free (line->source);
}

static GArray *
list_open_lines (CubbyStore *store, const char *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id, sku, source, quantity FROM order_line WHERE fulfilment = ? AND settled = 0", "t",
      fulfilment);
  if (rows == NULL)
    return NULL;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (lines, line_clear);
  while (cubby_sql_rows_next (rows, NULL)) {
    Line line = {
        .id = g_strdup (cubby_sql_rows_get_text (rows, 0)),
        .sku = g_strdup (cubby_sql_rows_get_text (rows, 1)),
        .source = g_strdup (cubby_sql_rows_get_text (rows, 2)),
        .quantity = cubby_sql_rows_get_int (rows, 3),
    };
    g_array_append_val (lines, line);
  }
  return lines;
}

/* What was allocated is sold, or goes back; each line once. */
static gboolean
settle_lines (CubbyStore *store, const char *fulfilment, const CubbyFulfilment *self, CubbyMovementKind kind,
              GError **error)
{
  g_autoptr (GArray) lines = list_open_lines (store, fulfilment, error);
  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    const Line *line = &g_array_index (lines, Line, i);
    CubbyMovement movement = {
        .kind = kind,
        .sku = line->sku,
        .location = line->source,
        .quantity = line->quantity,
        .reference = self->order,
    };
    if (!cubby_ledger_write (store, &movement, FALSE, error) ||
        !cubby_sql_run (store->sql, error, "UPDATE order_line SET settled = 1 WHERE id = ?", "t", line->id))
      return FALSE;
  }
  return TRUE;
}

/* An order ends with its last fulfilment: completed when at least one reached the shopper. */
static gboolean
end_order (CubbyStore *store, const char *order, GError **error)
{
  return cubby_sql_run (
             store->sql, error,
             "UPDATE orders SET status = 'completed', updated_ms = ? WHERE id = ? AND status = 'confirmed' "
             "AND NOT EXISTS"
             " (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state NOT IN ('picked_up', "
             "'returned_to_stock', 'cancelled'))"
             " AND EXISTS (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state = 'picked_up')",
             "it", store->now_ms, order) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE orders SET status = 'cancelled', updated_ms = ? WHERE id = ? AND status IN "
                        "('pending', 'confirmed') AND NOT"
                        " EXISTS (SELECT 1 FROM fulfilment WHERE order_id = orders.id AND state NOT IN "
                        "('returned_to_stock', 'cancelled'))",
                        "it", store->now_ms, order);
}

static gboolean
enter_ready (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return cubby_outbox_add (store, "ready", self->order, id, store->settings->undo_delay_s, error);
}

static gboolean
enter_packed (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return cubby_outbox_cancel (store, "ready", id, error);
}

static gboolean
enter_picked_up (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return settle_lines (store, id, self, CUBBY_MOVEMENT_SALE, error) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE pass SET state = 'used' WHERE fulfilment = ? AND state = 'active'", "t",
                        id) &&
         cubby_sql_run (store->sql, error,
                        "UPDATE parcel SET state = 'picked_up' WHERE fulfilment = ? AND state <> 'picked_up'",
                        "t", id) &&
         cubby_parcel_announce (store, self->order, error) &&
         cubby_outbox_cancel (store, "ready", id, error) && end_order (store, self->order, error) &&
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
  return settle_lines (store, id, self, CUBBY_MOVEMENT_RELEASE, error) &&
         end_order (store, self->order, error);
}

static gboolean
enter_cancelled (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error)
{
  return settle_lines (store, id, self, CUBBY_MOVEMENT_RELEASE, error) &&
         cubby_parcel_withdraw (store, id, error) && cubby_outbox_cancel (store, "ready", id, error) &&
         end_order (store, self->order, error);
}

/* What happens with a new state; states without a row change nothing else. */
static const struct {
  CubbyFulfilmentState state;
  gboolean (*enter) (CubbyStore *store, const char *id, const CubbyFulfilment *self, GError **error);
} entries[] = {
    {CUBBY_FULFILMENT_PACKED, enter_packed},
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, enter_ready},
    {CUBBY_FULFILMENT_PICKED_UP, enter_picked_up},
    {CUBBY_FULFILMENT_EXPIRED, enter_expired},
    {CUBBY_FULFILMENT_RETURNED_TO_STOCK, enter_returned},
    {CUBBY_FULFILMENT_CANCELLED, enter_cancelled},
};

static void
refuse (const CubbyFulfilment *self, CubbyFulfilmentState to, GError **error)
{
  g_autofree char *allowed = cubby_state_list_next (&cubby_fulfilment_states, self->state);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "state",
                                 cubby_state_to_string (&cubby_fulfilment_states, self->state));
  json_object_set_string_member (members, "allowed", allowed);
  cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, members,
                     "A fulfilment that is %s cannot become %s; it may become: %s.",
                     cubby_state_to_string (&cubby_fulfilment_states, self->state),
                     cubby_state_to_string (&cubby_fulfilment_states, to), allowed);
}

/* Nobody picks or packs what is not paid, nor promised to be. */
static gboolean
check_order (CubbyStore *store, const CubbyFulfilment *self, CubbyFulfilmentState to, GError **error)
{
  gint64 pending = 0;
  if (!cubby_fulfilment_state_needs_confirmed_order (to))
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &pending, 0, error,
                           "SELECT COUNT(*) FROM orders WHERE id = ? AND status = 'pending'", "t",
                           self->order))
    return FALSE;
  if (pending == 0)
    return TRUE;
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "state",
                                 cubby_state_to_string (&cubby_fulfilment_states, self->state));
  cubby_problem_set (error, CUBBY_PROBLEM_ILLEGAL_TRANSITION, members,
                     "The order waits for its payment; a fulfilment of it cannot become %s before.",
                     cubby_state_to_string (&cubby_fulfilment_states, to));
  return FALSE;
}

gboolean
cubby_fulfilment_become (CubbyStore *store, const char *id, CubbyFulfilmentState to, GError **error)
{
  g_autoptr (CubbyFulfilment) self = cubby_fulfilment_load (store, id, error);
  if (self == NULL || !check_order (store, self, to, error))
    return FALSE;
  if (!cubby_state_may_become (&cubby_fulfilment_states, self->state, to)) {
    refuse (self, to, error);
    return FALSE;
  }
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
