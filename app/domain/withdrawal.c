/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/withdrawal.h"

static const struct {
  const char *word;
  gboolean spares_found;
} rows[CUBBY_N_WITHDRAWALS] = {
    [CUBBY_WITHDRAWAL_UNSAID] = {"", TRUE},
    [CUBBY_WITHDRAWAL_PICKED_UP] = {"picked_up", TRUE},
    [CUBBY_WITHDRAWAL_CANCELLED] = {"cancelled", FALSE},
    [CUBBY_WITHDRAWAL_EXPIRED] = {"expired", FALSE},
    [CUBBY_WITHDRAWAL_REVOKED] = {"revoked", FALSE},
    [CUBBY_WITHDRAWAL_REISSUED] = {"reissued", FALSE},
};

const char *
cubby_withdrawal_to_string (CubbyWithdrawal withdrawal)
{
  g_return_val_if_fail (withdrawal < CUBBY_N_WITHDRAWALS, "");
  return rows[withdrawal].word;
}

CubbyWithdrawal
cubby_withdrawal_from_string (const char *text)
{
  if (text == NULL)
    return CUBBY_WITHDRAWAL_UNSAID;
  for (guint i = 0; i < CUBBY_N_WITHDRAWALS; i++)
    if (g_str_equal (rows[i].word, text))
      return i;
  return CUBBY_WITHDRAWAL_REVOKED;
}

gboolean
cubby_withdrawal_spares_found (CubbyWithdrawal withdrawal)
{
  g_return_val_if_fail (withdrawal < CUBBY_N_WITHDRAWALS, FALSE);
  return rows[withdrawal].spares_found;
}

CubbyWithdrawal
cubby_withdrawal_settle (CubbyWithdrawal known, CubbyWithdrawal said)
{
  gboolean weaker = cubby_withdrawal_spares_found (said) && !cubby_withdrawal_spares_found (known);
  return weaker ? known : said;
}

static const struct {
  CubbyFulfilmentState state;
  CubbyWithdrawal withdrawal;
} of_states[] = {
    {CUBBY_FULFILMENT_PICKED_UP, CUBBY_WITHDRAWAL_PICKED_UP},
    {CUBBY_FULFILMENT_EXPIRED, CUBBY_WITHDRAWAL_EXPIRED},
    {CUBBY_FULFILMENT_RETURNED_TO_STOCK, CUBBY_WITHDRAWAL_EXPIRED},
    {CUBBY_FULFILMENT_REJECTED, CUBBY_WITHDRAWAL_CANCELLED},
    {CUBBY_FULFILMENT_CANCELLED, CUBBY_WITHDRAWAL_CANCELLED},
};

CubbyWithdrawal
cubby_withdrawal_of_fulfilment (CubbyFulfilmentState state, gboolean refunded)
{
  if (refunded)
    return CUBBY_WITHDRAWAL_CANCELLED;
  for (guint i = 0; i < G_N_ELEMENTS (of_states); i++)
    if (of_states[i].state == state)
      return of_states[i].withdrawal;
  return CUBBY_WITHDRAWAL_REVOKED;
}
