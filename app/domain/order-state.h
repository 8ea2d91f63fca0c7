/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/state-table.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_ORDER_PENDING,   /* placed, stock allocated, waits for its payment */
  CUBBY_ORDER_CONFIRMED, /* we are going to deliver */
  CUBBY_ORDER_COMPLETED, /* every fulfilment has ended with the shopper */
  CUBBY_ORDER_CANCELLED,
} CubbyOrderState;

extern const CubbyStateTable cubby_order_states;

/* What a new order starts as: paid later is pending, everything else is a promise. */
CubbyOrderState cubby_order_state_at_start (const char *payment_method, const char *payment_status);

G_END_DECLS
