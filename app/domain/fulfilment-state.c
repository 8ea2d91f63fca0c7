/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/fulfilment-state.h"

static const char *const names[] = {
    [CUBBY_FULFILMENT_OPEN] = "open",
    [CUBBY_FULFILMENT_ACCEPTED] = "accepted",
    [CUBBY_FULFILMENT_PICKING] = "picking",
    [CUBBY_FULFILMENT_PACKED] = "packed",
    [CUBBY_FULFILMENT_READY_FOR_PICKUP] = "ready_for_pickup",
    [CUBBY_FULFILMENT_PICKED_UP] = "picked_up",
    [CUBBY_FULFILMENT_ON_HOLD] = "on_hold",
    [CUBBY_FULFILMENT_REJECTED] = "rejected",
    [CUBBY_FULFILMENT_EXPIRED] = "expired",
    [CUBBY_FULFILMENT_RETURNED_TO_STOCK] = "returned_to_stock",
    [CUBBY_FULFILMENT_CANCELLED] = "cancelled",
};

static const CubbyTransition transitions[] = {
    {CUBBY_FULFILMENT_OPEN, CUBBY_FULFILMENT_ACCEPTED},
    {CUBBY_FULFILMENT_OPEN, CUBBY_FULFILMENT_ON_HOLD},
    {CUBBY_FULFILMENT_OPEN, CUBBY_FULFILMENT_REJECTED},
    {CUBBY_FULFILMENT_OPEN, CUBBY_FULFILMENT_CANCELLED},
    {CUBBY_FULFILMENT_ACCEPTED, CUBBY_FULFILMENT_PICKING},
    {CUBBY_FULFILMENT_ACCEPTED, CUBBY_FULFILMENT_ON_HOLD},
    {CUBBY_FULFILMENT_ACCEPTED, CUBBY_FULFILMENT_REJECTED},
    {CUBBY_FULFILMENT_ACCEPTED, CUBBY_FULFILMENT_CANCELLED},
    {CUBBY_FULFILMENT_PICKING, CUBBY_FULFILMENT_PACKED},
    {CUBBY_FULFILMENT_PICKING, CUBBY_FULFILMENT_ON_HOLD},
    {CUBBY_FULFILMENT_PICKING, CUBBY_FULFILMENT_REJECTED},
    {CUBBY_FULFILMENT_PICKING, CUBBY_FULFILMENT_CANCELLED},
    {CUBBY_FULFILMENT_PACKED, CUBBY_FULFILMENT_READY_FOR_PICKUP},
    /* handed over at the counter, or to the carrier */
    {CUBBY_FULFILMENT_PACKED, CUBBY_FULFILMENT_PICKED_UP},
    {CUBBY_FULFILMENT_PACKED, CUBBY_FULFILMENT_ON_HOLD},
    {CUBBY_FULFILMENT_PACKED, CUBBY_FULFILMENT_CANCELLED},
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, CUBBY_FULFILMENT_PICKED_UP},
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, CUBBY_FULFILMENT_EXPIRED},
    /* taken out of the locker again */
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, CUBBY_FULFILMENT_PACKED},
    {CUBBY_FULFILMENT_READY_FOR_PICKUP, CUBBY_FULFILMENT_CANCELLED},
    {CUBBY_FULFILMENT_ON_HOLD, CUBBY_FULFILMENT_ACCEPTED},
    {CUBBY_FULFILMENT_ON_HOLD, CUBBY_FULFILMENT_PICKING},
    {CUBBY_FULFILMENT_ON_HOLD, CUBBY_FULFILMENT_PACKED},
    {CUBBY_FULFILMENT_ON_HOLD, CUBBY_FULFILMENT_CANCELLED},
    /* the shopper came while the parcel still lay there */
    {CUBBY_FULFILMENT_EXPIRED, CUBBY_FULFILMENT_PICKED_UP},
    {CUBBY_FULFILMENT_EXPIRED, CUBBY_FULFILMENT_RETURNED_TO_STOCK},
    {CUBBY_FULFILMENT_REJECTED, CUBBY_FULFILMENT_ACCEPTED},
    {CUBBY_FULFILMENT_REJECTED, CUBBY_FULFILMENT_CANCELLED},
    /* its parcel lay in a locker, and was taken out */
    {CUBBY_FULFILMENT_REJECTED, CUBBY_FULFILMENT_RETURNED_TO_STOCK},
    {CUBBY_FULFILMENT_CANCELLED, CUBBY_FULFILMENT_RETURNED_TO_STOCK},
};

const CubbyStateTable cubby_fulfilment_states = {
    .names = names,
    .n_names = G_N_ELEMENTS (names),
    .transitions = transitions,
    .n_transitions = G_N_ELEMENTS (transitions),
};

static const char *const method_names[CUBBY_N_METHODS] = {
    [CUBBY_METHOD_SHIPPING] = "shipping",
    [CUBBY_METHOD_STORE_PICKUP] = "store_pickup",
    [CUBBY_METHOD_LOCKER_PICKUP] = "locker_pickup",
};

const char *
cubby_fulfilment_method_to_string (CubbyFulfilmentMethod method)
{
  g_return_val_if_fail (method < CUBBY_N_METHODS, NULL);
  return method_names[method];
}

gboolean
cubby_fulfilment_method_from_string (const char *text, CubbyFulfilmentMethod *ret_method)
{
  for (guint method = 0; method < CUBBY_N_METHODS; method++) {
    if (g_strcmp0 (text, method_names[method]) != 0)
      continue;
    *ret_method = method;
    return TRUE;
  }
  return FALSE;
}

static gboolean
needs_confirmed_order (CubbyFulfilmentState state)
{
  return state >= CUBBY_FULFILMENT_ACCEPTED && state <= CUBBY_FULFILMENT_PICKED_UP;
}

static gboolean
needs_goods (CubbyFulfilmentState state)
{
  return state >= CUBBY_FULFILMENT_PACKED && state <= CUBBY_FULFILMENT_PICKED_UP;
}

CubbyFulfilmentObstacle
cubby_fulfilment_find_obstacle (CubbyFulfilmentState from, CubbyFulfilmentState to,
                                const CubbyFulfilmentFacts *facts)
{
  if (!facts->confirmed && needs_confirmed_order (to))
    return CUBBY_OBSTACLE_UNPAID;
  if (!cubby_state_may_become (&cubby_fulfilment_states, from, to))
    return CUBBY_OBSTACLE_TABLE;
  if (facts->travelling && needs_goods (to))
    return CUBBY_OBSTACLE_TRAVELLING;
  if (from == CUBBY_FULFILMENT_CANCELLED && !facts->holds_goods)
    return CUBBY_OBSTACLE_NOTHING_LEFT;
  return CUBBY_OBSTACLE_NONE;
}

const char **
cubby_fulfilment_get_next (CubbyFulfilmentState from, const CubbyFulfilmentFacts *facts)
{
  g_autoptr (GPtrArray) next = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (transitions[i].from == from &&
        cubby_fulfilment_find_obstacle (from, transitions[i].to, facts) == CUBBY_OBSTACLE_NONE)
      g_ptr_array_add (next, (gpointer)names[transitions[i].to]);
  g_ptr_array_add (next, NULL);
  return (const char **)g_ptr_array_steal (next, NULL);
}

gboolean
cubby_fulfilment_state_is_taken_back (CubbyFulfilmentState state)
{
  return state == CUBBY_FULFILMENT_EXPIRED || state == CUBBY_FULFILMENT_REJECTED ||
         state == CUBBY_FULFILMENT_CANCELLED;
}

gboolean
cubby_fulfilment_state_may_shrink (CubbyFulfilmentState state)
{
  return state == CUBBY_FULFILMENT_OPEN || state == CUBBY_FULFILMENT_ACCEPTED ||
         state == CUBBY_FULFILMENT_PICKING || state == CUBBY_FULFILMENT_ON_HOLD ||
         state == CUBBY_FULFILMENT_REJECTED;
}

gboolean
cubby_fulfilment_state_may_be_collected (CubbyFulfilmentState state)
{
  static const gboolean may[CUBBY_FULFILMENT_CANCELLED + 1] = {
      [CUBBY_FULFILMENT_OPEN] = TRUE,
      [CUBBY_FULFILMENT_ACCEPTED] = TRUE,
      [CUBBY_FULFILMENT_PICKING] = TRUE,
      [CUBBY_FULFILMENT_PACKED] = TRUE,
      [CUBBY_FULFILMENT_READY_FOR_PICKUP] = TRUE,
      [CUBBY_FULFILMENT_ON_HOLD] = TRUE,
  };
  g_return_val_if_fail (state < G_N_ELEMENTS (may), FALSE);
  return may[state];
}

gboolean
cubby_fulfilment_state_is_end (CubbyFulfilmentState state)
{
  return state == CUBBY_FULFILMENT_PICKED_UP || state == CUBBY_FULFILMENT_RETURNED_TO_STOCK ||
         state == CUBBY_FULFILMENT_CANCELLED;
}
