/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/promotion.h"

G_BEGIN_DECLS

/* One line of a basket with what the range and the price lists say of its SKU. */
typedef struct {
  const char *sku;
  const char *category; /* (nullable) */
  gint64 quantity;      /* at least 1 */
  gint64 unit_price;    /* of one piece, tax included, before promotions; at least 0 */
  guint tax_bp;
} CubbyPricingLine;

/* Everything that a quote depends on; the order of lines, promotions and codes does not matter. */
typedef struct {
  const CubbyPricingLine *lines;
  guint n_lines;
  const CubbyPromotion *promotions;
  guint n_promotions;
  const char *const *codes; /* (nullable): normalised, NULL-terminated */
  const char *currency;     /* of all lines */
  CubbyChannel channel;
  gint64 now_ms;
  gint64 points;      /* how many the shopper wants to give */
  gint64 point_worth; /* minor units a point */
} CubbyPricingRequest;

typedef struct {
  gint64 discount; /* off the pieces of this line together */
  gint64 total;    /* unit price × quantity − discount */
  gint64 tax;      /* contained in total */
} CubbyQuoteLine;

typedef struct {
  guint promotion; /* index into those given */
  gint64 amount;   /* 0: its code was given but it takes nothing off here */
} CubbyQuoteDiscount;

/**
 * CubbyQuote:
 * @discounts: of CubbyQuoteDiscount, in the order in which they were applied
 *
 * Always: subtotal − discount = the sum of the lines' totals = total + points_amount, the lines' discounts
 * and the discounts both sum to discount, the lines' taxes to tax. Points are money: the tax is that of the
 * full price.
 */
typedef struct {
  CubbyQuoteLine *lines;
  guint n_lines;
  GArray *discounts;
  gint64 subtotal;
  gint64 discount;
  gint64 points; /* how many are taken, at most those wanted */
  gint64 points_amount;
  gint64 tax;
  gint64 total; /* to pay */
} CubbyQuote;

/**
 * cubby_pricing_quote:
 *
 * What a basket costs. Promotions are applied in the order of their kinds:
 *
 * 1. percent: off one piece, half up to the minor unit, times the pieces; so the
 *    shelf's price times the pieces is what is paid. Several combinable ones take
 *    their percentage of what the larger ones left. A line gets either the best one
 *    that is not combinable, or all combinable ones, whichever takes more off.
 * 2. buy_x_get_y: it takes the cheapest pieces, as they cost by then, as many times
 *    buy + get as there are; what the cheapest get of each cost comes off, divided over
 *    all the pieces it took by largest remainder. So none of them is for nothing, and a
 *    piece that is cancelled or brought back is worth what was paid for it, bought or
 *    free. A piece counts for one such promotion only.
 * 3. amount: once, never more than the pieces cost by then, divided over the lines by
 *    largest remainder.
 * 4. points, over the whole basket.
 *
 * A promotion that is not combinable shares no line with another one.
 *
 * Returns: (transfer full) (nullable): NULL when the sum is too large for a gint64.
 */
CubbyQuote *cubby_pricing_quote (const CubbyPricingRequest *request);
void cubby_quote_free (CubbyQuote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQuote, cubby_quote_free)

/**
 * cubby_pricing_shelf_price:
 * @line: its quantity does not matter
 *
 * What one piece costs on the shelf: with every promotion that is on the shelf. A quote never asks more for
 * it.
 */
gint64 cubby_pricing_shelf_price (const CubbyPricingLine *line, const CubbyPromotion *promotions,
                                  guint n_promotions, CubbyChannel channel, gint64 now_ms);

G_END_DECLS
