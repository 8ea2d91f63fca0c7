/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/loyalty.h"

gint64
cubby_loyalty_earn (gint64 amount, gint64 spend)
{
  return amount > 0 && spend > 0 ? amount / spend : 0;
}

CubbyRedemption
cubby_loyalty_redeem (gint64 points, gint64 balance, gint64 worth, gint64 payable)
{
  g_return_val_if_fail (points > 0 && balance >= 0, (CubbyRedemption){.verdict = CUBBY_REDEEM_TOO_FEW});
  if (worth <= 0)
    return (CubbyRedemption){.verdict = CUBBY_REDEEM_NOT_OFFERED};
  gint64 usable = MAX (payable, 0) / worth;
  CubbyRedemption answer = {.most = MIN (balance, usable)};
  if (points > balance)
    answer.verdict = CUBBY_REDEEM_TOO_FEW;
  else if (points > usable)
    answer.verdict = CUBBY_REDEEM_TOO_MANY;
  else
    answer.discount = points * worth; /* at most @payable: no overflow */
  return answer;
}

gint64
cubby_loyalty_reverse (gint64 earned, gint64 reversed, gint64 kept, gint64 spend, gint64 balance)
{
  gint64 deserved = MIN (cubby_loyalty_earn (kept, spend), earned);
  gint64 back = earned - reversed - deserved;
  return CLAMP (back, 0, MAX (balance, 0));
}

gint64
cubby_loyalty_restore (gint64 points, gint64 amount, gint64 total, gint64 credit)
{
  gint64 back = CLAMP (credit - total, 0, MAX (amount, 0));
  gint64 product = 0;
  if (amount <= 0 || points <= 0 || __builtin_mul_overflow (points, back, &product))
    return 0;
  return product / amount;
}

gint64
cubby_loyalty_take (CubbyPointsLot *lots, guint n_lots, gint64 points)
{
  gint64 taken = 0;
  for (guint i = 0; i < n_lots && taken < points; i++) {
    gint64 now = CLAMP (points - taken, 0, lots[i].left);
    lots[i].left -= now;
    taken += now;
  }
  return taken;
}

gboolean
cubby_loyalty_may_adjust (gint64 balance, gint64 points)
{
  gint64 sum = 0;
  return points != 0 && !__builtin_add_overflow (balance, points, &sum) && sum >= 0;
}

gint64
cubby_loyalty_expires_at (gint64 time_ms, guint months)
{
  if (months == 0)
    return 0;
  g_autoptr (GDateTime) earned = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) ends = earned != NULL ? g_date_time_add_months (earned, (int)months) : NULL;
  return ends != NULL ? g_date_time_to_unix (ends) * 1000 + time_ms % 1000 : 0;
}
