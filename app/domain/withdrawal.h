/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/fulfilment-state.h"

G_BEGIN_DECLS

/* Why the centre wants a parcel no more: it decides what becomes of one that is found all the same. */
typedef enum {
  CUBBY_WITHDRAWAL_UNSAID, /* an older centre, or a parcel that left the feed: it was collected, as we heard
                            */
  CUBBY_WITHDRAWAL_PICKED_UP,
  CUBBY_WITHDRAWAL_CANCELLED, /* the money went back, or was never paid */
  CUBBY_WITHDRAWAL_EXPIRED,   /* nobody came in time */
  CUBBY_WITHDRAWAL_REVOKED,   /* somebody took its passes back */
  CUBBY_WITHDRAWAL_REISSUED,  /* it has other passes now, which another notice brings */
  CUBBY_N_WITHDRAWALS,
} CubbyWithdrawal;

/* Returns: "" for %CUBBY_WITHDRAWAL_UNSAID. */
const char *cubby_withdrawal_to_string (CubbyWithdrawal withdrawal);

/* Of a notice: a word of a later centre is the strictest that there is, and never a mistake, since a
 * withdrawal must not be lost. @text: (nullable) */
CubbyWithdrawal cubby_withdrawal_from_string (const char *text);

/* Whether a parcel that was thought collected, and is found behind a door, is its shopper's again. */
gboolean cubby_withdrawal_spares_found (CubbyWithdrawal withdrawal);

/* What holds after @said, when @known was said before: a reason that spares nothing is weakened by no other
 * one, for withdrawals come without a seal, and may come from a link that leaves out the reason. */
CubbyWithdrawal cubby_withdrawal_settle (CubbyWithdrawal known, CubbyWithdrawal said);

/* What the centre says of the parcels of a fulfilment in @state that it withdraws; @refunded: all of its
 * money. */
CubbyWithdrawal cubby_withdrawal_of_fulfilment (CubbyFulfilmentState state, gboolean refunded);

G_END_DECLS
