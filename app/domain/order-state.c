/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/order-state.h"

static const char *const names[] = {
    [CUBBY_ORDER_PENDING] = "pending",
    [CUBBY_ORDER_CONFIRMED] = "confirmed",
    [CUBBY_ORDER_COMPLETED] = "completed",
    [CUBBY_ORDER_CANCELLED] = "cancelled",
};

static const CubbyTransition transitions[] = {
    {CUBBY_ORDER_PENDING, CUBBY_ORDER_CONFIRMED},
    {CUBBY_ORDER_PENDING, CUBBY_ORDER_CANCELLED},
    {CUBBY_ORDER_CONFIRMED, CUBBY_ORDER_COMPLETED},
    {CUBBY_ORDER_CONFIRMED, CUBBY_ORDER_CANCELLED},
};

const CubbyStateTable cubby_order_states = {
    .names = names,
    .n_names = G_N_ELEMENTS (names),
    .transitions = transitions,
    .n_transitions = G_N_ELEMENTS (transitions),
};

CubbyOrderState
cubby_order_state_at_start (CubbyFulfilmentMethod method, const char *payment_method,
                            const char *payment_status)
{
  if (g_strcmp0 (payment_method, "pay_at_pickup") == 0 && method != CUBBY_METHOD_LOCKER_PICKUP)
    return CUBBY_ORDER_CONFIRMED;
  return g_strcmp0 (payment_status, "pending") == 0 ? CUBBY_ORDER_PENDING : CUBBY_ORDER_CONFIRMED;
}
