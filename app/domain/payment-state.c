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
    {CUBBY_PAYMENT_PENDING, CUBBY_PAYMENT_VOIDED},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_PAID},
    {CUBBY_PAYMENT_AUTHORIZED, CUBBY_PAYMENT_VOIDED},
    {CUBBY_PAYMENT_PAID, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {CUBBY_PAYMENT_PAID, CUBBY_PAYMENT_REFUNDED},
    {CUBBY_PAYMENT_PARTIALLY_REFUNDED, CUBBY_PAYMENT_PARTIALLY_REFUNDED},
    {CUBBY_PAYMENT_PARTIALLY_REFUNDED, CUBBY_PAYMENT_REFUNDED},
};

const CubbyStateTable cubby_payment_states = {
    .names = names,
    .n_names = G_N_ELEMENTS (names),
    .transitions = transitions,
    .n_transitions = G_N_ELEMENTS (transitions),
};

CubbyPaymentState
cubby_payment_state_of_sums (gint64 total, gint64 received, gint64 refunded)
{
  if (refunded > 0)
    return refunded >= received ? CUBBY_PAYMENT_REFUNDED : CUBBY_PAYMENT_PARTIALLY_REFUNDED;
  return received >= total ? CUBBY_PAYMENT_PAID : CUBBY_PAYMENT_PENDING;
}
