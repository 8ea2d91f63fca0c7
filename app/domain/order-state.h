/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/fulfilment-state.h"
#include "app/domain/state-table.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_ORDER_PENDING,   /* placed, stock allocated, waits for its payment */
  CUBBY_ORDER_CONFIRMED, /* we are going to deliver */
  CUBBY_ORDER_COMPLETED, /* every fulfilment has ended with the shopper */
  CUBBY_ORDER_CANCELLED,
} CubbyOrderState;

extern const CubbyStateTable cubby_order_states;

/* What a new order starts as. Paid later is pending, and so is what is paid at the till but collected from a
 * locker, where nobody takes the money; everything else is a promise. */
CubbyOrderState cubby_order_state_at_start (CubbyFulfilmentMethod method, const char *payment_method,
                                            const char *payment_status);

G_END_DECLS
