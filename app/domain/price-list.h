/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/channel.h"

G_BEGIN_DECLS

/* From (included) until (not included), Unix milliseconds; 0: open at that end. */
typedef struct {
  gint64 from_ms;
  gint64 until_ms;
} CubbyPriceWindow;

gboolean cubby_price_window_holds (const CubbyPriceWindow *window, gint64 now_ms);
/* Whether it ends after it begins. */
gboolean cubby_price_window_is_upright (const CubbyPriceWindow *window);
/* The next moment after @now_ms at which it begins or ends; G_MAXINT64: never again. */
gint64 cubby_price_window_get_next (const CubbyPriceWindow *window, gint64 now_ms);

/* What a price list says of one SKU. */
typedef struct {
  guint channels; /* CubbyChannel bits */
  CubbyPriceWindow window;
  const char *currency;
  gint64 amount; /* of one piece, tax included */
} CubbyListPrice;

/**
 * cubby_list_price_choose:
 * @prices: what every list says of one SKU, in any order
 * @currency: what the SKU is sold in; prices in another never hold
 *
 * Which price of a list holds: of those for @channel whose window is open, the most
 * specific, and that is the one with the shorter window (a season beats what holds
 * for ever), then the one for fewer channels; of equals the lowest.
 *
 * Returns: (nullable): one of @prices; NULL when the product's own price holds.
 */
const CubbyListPrice *cubby_list_price_choose (const CubbyListPrice *prices, guint n_prices,
                                               CubbyChannel channel, const char *currency, gint64 now_ms);

G_END_DECLS
