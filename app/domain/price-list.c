/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/price-list.h"

gboolean
cubby_price_window_holds (const CubbyPriceWindow *window, gint64 now_ms)
{
  return (window->from_ms == 0 || window->from_ms <= now_ms) &&
         (window->until_ms == 0 || now_ms < window->until_ms);
}

gboolean
cubby_price_window_is_upright (const CubbyPriceWindow *window)
{
  return window->from_ms == 0 || window->until_ms == 0 || window->from_ms < window->until_ms;
}

gint64
cubby_price_window_get_next (const CubbyPriceWindow *window, gint64 now_ms)
{
  if (window->from_ms > now_ms)
    return window->from_ms;
  return window->until_ms > now_ms ? window->until_ms : G_MAXINT64;
}

/* Two windows with one open end are told apart by the other end: what began later, or ends sooner. */
static gint64
get_length (const CubbyPriceWindow *window, gint64 now_ms)
{
  if (window->from_ms == 0 && window->until_ms == 0)
    return G_MAXINT64;
  if (window->from_ms == 0 || window->until_ms == 0)
    return G_MAXINT64 / 2 + ABS (now_ms - MAX (window->from_ms, window->until_ms)) / 2;
  return window->until_ms - window->from_ms;
}

static guint
count_channels (guint channels)
{
  guint n = 0;
  for (guint rest = channels; rest != 0; rest &= rest - 1)
    n++;
  return n;
}

static gboolean
beats (const CubbyListPrice *one, const CubbyListPrice *other, gint64 now_ms)
{
  gint64 length = get_length (&one->window, now_ms);
  gint64 other_length = get_length (&other->window, now_ms);
  if (length != other_length)
    return length < other_length;
  guint n = count_channels (one->channels);
  guint other_n = count_channels (other->channels);
  return n != other_n ? n < other_n : one->amount < other->amount;
}

const CubbyListPrice *
cubby_list_price_choose (const CubbyListPrice *prices, guint n_prices, CubbyChannel channel,
                         const char *currency, gint64 now_ms)
{
  const CubbyListPrice *best = NULL;
  for (guint i = 0; i < n_prices; i++) {
    const CubbyListPrice *price = &prices[i];
    if ((price->channels & channel) == 0 || g_strcmp0 (price->currency, currency) != 0 ||
        !cubby_price_window_holds (&price->window, now_ms))
      continue;
    if (best == NULL || beats (price, best, now_ms))
      best = price;
  }
  return best;
}
