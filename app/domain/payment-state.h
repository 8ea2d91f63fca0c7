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

/**
 * CubbyPaymentSums:
 * @owed: what the order asks for now: its total without what was cancelled, came back, or never went out
 * @received: all that ever came in
 * @refunded: all that ever went back, never more than @received
 */
typedef struct {
  gint64 owed;
  gint64 received;
  gint64 refunded;
} CubbyPaymentSums;

/* What a payment in @state is after money moved. Less than asked, or more, is no error: the sums show it. */
CubbyPaymentState cubby_payment_state_after (CubbyPaymentState state, const CubbyPaymentSums *sums);
/* What it is when its order is cancelled: money that was only promised is let go; what came in stays paid
 * until it is given back. */
CubbyPaymentState cubby_payment_state_when_cancelled (CubbyPaymentState state, const CubbyPaymentSums *sums);
/* Whether everything that is asked for is here. */
gboolean cubby_payment_is_settled (const CubbyPaymentSums *sums);
/* What has to be given back: overpaid, paid for what was cancelled or came back, or paid too late. */
gint64 cubby_payment_get_refund_due (const CubbyPaymentSums *sums);

/* How long an order waits for its payment, of a shop that waits @pay_hours; the stock is kept so long and no
 * longer. An order of @created_ms ends when cubby_payment_get_due_ms() of it is reached. */
gint64 cubby_payment_get_due_ms (gint64 created_ms, gint64 pay_hours);
/* When the youngest order was made that is to end at @now_ms: the same rule, for who looks for such orders.
 */
gint64 cubby_payment_get_overdue_ms (gint64 now_ms, gint64 pay_hours);

G_END_DECLS
