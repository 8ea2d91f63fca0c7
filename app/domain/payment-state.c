/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/payment-state.h"

static const char *const names[] = {
    [CUBBY_PAYMENT_PENDING] = "pending",   [CUBBY_PAYMENT_AUTHORIZED] = "authorized",
    [CUBBY_PAYMENT_PAID] = "paid",         [CUBBY_PAYMENT_PARTIALLY_REFUNDED] = "partially_refunded",
    [CUBBY_PAYMENT_REFUNDED] = "refunded", [CUBBY_PAYMENT_VOIDED] = "voided",
};

static const CubbyTransition transitions[] = {
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_AUTHORIZED},
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_PAID},
    /* a part of it came in, and went back */
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_REFUNDED},
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_VOIDED},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_PAID},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_REFUNDED},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_VOIDED},
    {CUBBY_PAYMENT_PAID, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {CUBBY_PAYMENT_PAID, CUBBY_PAYMENT_REFUNDED},
    {CUBBY_PAYMENT_PARTIALLY_REFUNDED, CUBBY_PAYMENT_REFUNDED},
    /* more money came in after all of it had gone back */
    {CUBBY_PAYMENT_REFUNDED, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    /* it came in after the order was cancelled */
    {CUBBY_PAYMENT_VOIDED, CUBBY_PAYMENT_PAID},
};

const CubbyStateTable cubby_payment_states = {
    .names = names,
    .n_names = G_N_ELEMENTS (names),
    .transitions = transitions,
    .n_transitions = G_N_ELEMENTS (transitions),
};

CubbyPaymentState
cubby_payment_state_after (CubbyPaymentState state, const CubbyPaymentSums *sums)
{
  if (sums->refunded > 0)
    return sums->refunded >= sums->received ? CUBBY_PAYMENT_REFUNDED : CUBBY_PAYMENT_PARTIALLY_REFUNDED;
  if (sums->received > 0 ? sums->received >= sums->owed : sums->owed == 0 && state == CUBBY_PAYMENT_PENDING)
    return CUBBY_PAYMENT_PAID;
  return state;
}

CubbyPaymentState
cubby_payment_state_when_cancelled (CubbyPaymentState state, const CubbyPaymentSums *sums)
{
  if (sums->received == 0 && sums->refunded == 0)
    return CUBBY_PAYMENT_VOIDED;
  return cubby_payment_state_after (state, &(CubbyPaymentSums){0, sums->received, sums->refunded});
}

gboolean
cubby_payment_is_settled (const CubbyPaymentSums *sums)
{
  return sums->received - sums->refunded >= sums->owed;
}

gint64
cubby_payment_get_refund_due (const CubbyPaymentSums *sums)
{
  return MAX (sums->received - sums->refunded - MAX (sums->owed, 0), 0);
}

static gint64
get_wait_ms (gint64 pay_hours)
{
  return pay_hours * 3600 * 1000;
}

gint64
cubby_payment_get_due_ms (gint64 created_ms, gint64 pay_hours)
{
  return created_ms + get_wait_ms (pay_hours);
}

gint64
cubby_payment_get_overdue_ms (gint64 now_ms, gint64 pay_hours)
{
  return now_ms - get_wait_ms (pay_hours);
}
