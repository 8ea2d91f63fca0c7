/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-return.h"
#include "app/central/fulfilment.h"
#include "app/central/ledger.h"
#include "app/central/order-money.h"
#include "app/central/order.h"
#include "app/central/placed-line.h"
#include "app/central/refusal.h"
#include "app/domain/goods-condition.h"

#define MAX_LINES 100
#define MAX_QUANTITY 1000000

typedef struct {
  const char *order;
  const char *location;
  const char *reason;
} Return;

/* Only what was handed over can come back. */
static gboolean
check_collected (CubbyStore *store, const CubbyPlacedLine *line, GError **error)
{
  g_autoptr (CubbyFulfilment) fulfilment = cubby_fulfilment_load (store, line->fulfilment, error);
  if (fulfilment == NULL)
    return FALSE;
  if (fulfilment->state == CUBBY_FULFILMENT_PICKED_UP)
    return TRUE;
  g_autofree const char **allowed = cubby_state_get_next (&cubby_fulfilment_states, fulfilment->state);
  const char *state = cubby_state_to_string (&cubby_fulfilment_states, fulfilment->state);
  cubby_refusal_set (error, state, allowed,
                     "Line %s is %s: only what was picked up can be returned; what was not is cancelled.",
                     line->id, state);
  return FALSE;
}

static gboolean
put_back (CubbyStore *store, const Return *of, const CubbyPlacedLine *line, gint64 quantity,
          CubbyGoodsCondition condition, GError **error)
{
  for (const CubbyMovementKind *kind = cubby_goods_condition_get_movements (condition);
       *kind != CUBBY_N_MOVEMENTS; kind++) {
    CubbyMovement movement = {
        .kind = *kind,
        .sku = line->sku,
        .location = of->location,
        .quantity = quantity,
        .reason = of->reason,
        .reference = of->order,
    };
    if (!cubby_ledger_write (store, &movement, FALSE, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
return_line (CubbyStore *store, const Return *of, const CubbyPlacedLine *line, gint64 quantity,
             CubbyGoodsCondition condition, GError **error)
{
  gint64 share = cubby_placed_line_get_share (line, quantity);
  g_autofree char *id = cubby_store_new_id (store);
  return put_back (store, of, line, quantity, condition, error) &&
         cubby_sql_run (store->sql, error,
                        "INSERT INTO goods_return (id, order_id, order_line, location, quantity, condition,"
                        " reason, credit, time_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        "ttttittii", id, of->order, line->id, of->location, quantity,
                        cubby_goods_condition_to_string (condition), of->reason, share, store->now_ms) &&
         cubby_sql_run (store->sql, error, "UPDATE order_line SET returned = returned + ? WHERE id = ?", "it",
                        quantity, line->id) &&
         cubby_sql_run (store->sql, error, "UPDATE orders SET credit = credit + ? WHERE id = ?", "it", share,
                        of->order);
}

/* One line of the request. */
static gboolean
take_line (CubbyStore *store, const Return *of, CubbyJsonBody *body, JsonObject *object, const char *where,
           GError **error)
{
  CubbyGoodsCondition condition = CUBBY_GOODS_GOOD;
  g_autoptr (CubbyPlacedLine) line = NULL;
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  gint64 quantity = cubby_json_body_get_int (body, object, where, "quantity", 1, MAX_QUANTITY);
  const char *word = cubby_json_body_get_string (body, object, where, "condition", 16);
  if (!cubby_goods_condition_from_string (word, &condition))
    cubby_json_body_fail (body, where, "condition", "must be good, damaged or inspect");
  if (!cubby_json_body_finish (body, error) ||
      !cubby_placed_line_find (store, body, of->order, where, id, &line, error) ||
      !check_collected (store, line, error))
    return FALSE;
  gint64 most = cubby_placed_line_count (line) - line->returned;
  if (quantity > most)
    cubby_json_body_fail (body, where, "quantity",
                          "is more than the %" G_GINT64_FORMAT " that were collected and not returned", most);
  return cubby_json_body_finish (body, error) && return_line (store, of, line, quantity, condition, error);
}

static gboolean
check_location (CubbyStore *store, CubbyJsonBody *body, const char *location, GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, "SELECT 1 FROM location WHERE id = ?", "t",
                           location))
    return FALSE;
  if (found == 0)
    cubby_json_body_fail (body, "", "location", "there is no location %s", location);
  return cubby_json_body_finish (body, error);
}

char *
cubby_order_return (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error)
{
  JsonObject *root = cubby_json_body_get_root (body);
  g_autoptr (CubbyOrderMoney) money = cubby_order_money_load (store, id, error);
  if (money == NULL)
    return NULL;
  JsonArray *lines = cubby_json_body_get_objects (body, root, "", "lines", 1, MAX_LINES);
  Return of = {
      .order = id,
      .location = cubby_json_body_get_string (body, root, "", "location", 64),
      .reason = cubby_json_body_get_string (body, root, "", "reason", 200),
  };
  if (!cubby_json_body_finish (body, error) || !check_location (store, body, of.location, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    if (!take_line (store, &of, body, json_array_get_object_element (lines, i), where, error))
      return NULL;
  }
  if (!cubby_order_money_follow (store, id, error) ||
      !cubby_store_audit (store, "order-return", id, of.reason, error))
    return NULL;
  return cubby_order_get (store, id, error);
}
