/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/state-table.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_PAYMENT_PENDING,
  CUBBY_PAYMENT_AUTHORIZED,
  CUBBY_PAYMENT_PAID,
  CUBBY_PAYMENT_PARTIALLY_REFUNDED,
  CUBBY_PAYMENT_REFUNDED,
  CUBBY_PAYMENT_VOIDED,
} CubbyPaymentState;

extern const CubbyStateTable cubby_payment_states;

/* The state that the sums say: what came in and went back, against what is asked. */
CubbyPaymentState cubby_payment_state_of_sums (gint64 total, gint64 received, gint64 refunded);

G_END_DECLS
