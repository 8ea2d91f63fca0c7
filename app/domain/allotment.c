/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/allotment.h"

/* The product of two amounts. */
__extension__ typedef __int128 Wide;

typedef struct {
  guint index;
  Wide remainder;
} Rest;

static int
compare_rests (gconstpointer a, gconstpointer b)
{
  const Rest *left = a;
  const Rest *right = b;
  if (left->remainder != right->remainder)
    return left->remainder > right->remainder ? -1 : 1;
  return left->index < right->index ? -1 : 1;
}

void
cubby_allot (gint64 amount, const gint64 *weights, guint n, gint64 *ret_parts)
{
  g_return_if_fail (amount >= 0);
  Wide sum = 0;
  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    ret_parts[i] = 0;
  if (n > 0 && sum == 0)
    ret_parts[0] = amount;
  if (sum == 0)
    return;

  g_autofree Rest *rests = g_new (Rest, n);
  gint64 left = amount;
  for (guint i = 0; i < n; i++) {
    Wide product = (Wide)amount * weights[i];
    ret_parts[i] = (gint64)(product / sum);
    rests[i] = (Rest){.index = i, .remainder = product % sum};
    left -= ret_parts[i];
  }
  qsort (rests, n, sizeof *rests, compare_rests);
  for (guint i = 0; i < n && left > 0; i++, left--)
    ret_parts[rests[i].index]++;
}

gint64
cubby_take_share (gint64 amount, gint64 numerator, gint64 denominator)
{
  g_return_val_if_fail (amount >= 0 && numerator >= 0 && denominator > 0, 0);
  return (gint64)(((Wide)amount * numerator * 2 + denominator) / ((Wide)denominator * 2));
}
