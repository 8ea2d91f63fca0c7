/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/pricing.h"
#include "app/domain/money.h"
#include "app/domain/pricing-steps.h"
#include "app/domain/tax.h"

static int
compare_called (gconstpointer a, gconstpointer b)
{
  const CubbyPromotion *left = ((const CubbyPricingCall *)a)->promotion;
  const CubbyPromotion *right = ((const CubbyPricingCall *)b)->promotion;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  if (left->percent != right->percent)
    return left->percent > right->percent ? -1 : 1;
  if (left->amount != right->amount)
    return left->amount > right->amount ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static int
compare_works (gconstpointer a, gconstpointer b)
{
  const CubbyPricingLine *left = ((const CubbyPricingWork *)a)->line;
  const CubbyPricingLine *right = ((const CubbyPricingWork *)b)->line;
  int by_sku = g_strcmp0 (left->sku, right->sku);
  if (by_sku != 0)
    return by_sku;
  if (left->unit_price != right->unit_price)
    return left->unit_price < right->unit_price ? -1 : 1;
  if (left->quantity != right->quantity)
    return left->quantity < right->quantity ? -1 : 1;
  return ((const CubbyPricingWork *)a)->index < ((const CubbyPricingWork *)b)->index ? -1 : 1;
}

static gboolean
meets_minimum (const CubbyPricingRequest *request, const CubbyPromotion *promotion)
{
  gint64 sum = 0;
  if (promotion->currency != NULL && g_strcmp0 (promotion->currency, request->currency) != 0)
    return FALSE;
  for (guint i = 0; i < request->n_lines; i++)
    if (cubby_pricing_takes_part (promotion, &request->lines[i]))
      sum += request->lines[i].unit_price * request->lines[i].quantity;
  return sum >= promotion->minimum;
}

static gboolean
is_called (const CubbyPricingRequest *request, const CubbyPromotion *promotion)
{
  gboolean named = promotion->code == NULL ||
                   (request->codes != NULL && g_strv_contains (request->codes, promotion->code));
  return named &&
         cubby_promotion_judge (promotion, request->channel, request->now_ms) == CUBBY_PROMOTION_HOLDS;
}

static GArray *
list_called (const CubbyPricingRequest *request)
{
  GArray *called = g_array_new (FALSE, TRUE, sizeof (CubbyPricingCall));
  for (guint i = 0; i < request->n_promotions; i++) {
    const CubbyPromotion *promotion = &request->promotions[i];
    CubbyPricingCall one = {.promotion = promotion, .index = i, .idle = !meets_minimum (request, promotion)};
    if (is_called (request, promotion))
      g_array_append_val (called, one);
  }
  g_array_sort (called, compare_called);
  return called;
}

static gboolean
sum_lines (const CubbyPricingRequest *request, gint64 *ret_sum)
{
  *ret_sum = 0;
  for (guint i = 0; i < request->n_lines; i++) {
    const CubbyPricingLine *line = &request->lines[i];
    gint64 sum = 0;
    g_return_val_if_fail (line->quantity > 0 && line->unit_price >= 0, FALSE);
    if (!cubby_money_multiply (line->unit_price, line->quantity, &sum) ||
        !cubby_money_add (*ret_sum, sum, ret_sum))
      return FALSE;
  }
  return TRUE;
}

static CubbyPricingWork *
list_works (const CubbyPricingRequest *request)
{
  CubbyPricingWork *works = g_new0 (CubbyPricingWork, request->n_lines);
  for (guint i = 0; i < request->n_lines; i++)
    works[i] =
        (CubbyPricingWork){.line = &request->lines[i], .index = i, .piece = request->lines[i].unit_price};
  if (request->n_lines > 1)
    qsort (works, request->n_lines, sizeof *works, compare_works);
  return works;
}

static void
add_discounts (CubbyPricingState *self, CubbyQuote *quote)
{
  for (guint i = 0; i < self->called->len; i++) {
    const CubbyPricingCall *called = &g_array_index (self->called, CubbyPricingCall, i);
    CubbyQuoteDiscount discount = {.promotion = called->index, .amount = called->given};
    quote->discount += called->given;
    if (called->given > 0 || called->promotion->code != NULL)
      g_array_append_val (quote->discounts, discount);
  }
}

/* The works come by SKU, and so does the tax's division: the order given does not matter here either. */
static void
add_lines (CubbyPricingState *self, CubbyQuote *quote)
{
  g_autofree CubbyTaxed *taxed = g_new0 (CubbyTaxed, self->n_works);
  g_autofree gint64 *taxes = g_new0 (gint64, self->n_works);
  for (guint i = 0; i < self->n_works; i++)
    taxed[i] = (CubbyTaxed){.gross = cubby_pricing_work_get_net (&self->works[i]),
                            .rate_bp = self->works[i].line->tax_bp};
  quote->tax = cubby_tax_divide (taxed, self->n_works, taxes);
  for (guint i = 0; i < self->n_works; i++)
    quote->lines[self->works[i].index] =
        (CubbyQuoteLine){.discount = self->works[i].off, .total = taxed[i].gross, .tax = taxes[i]};
}

static void
take_points (const CubbyPricingRequest *request, CubbyQuote *quote)
{
  quote->total = quote->subtotal - quote->discount;
  if (request->points <= 0 || request->point_worth <= 0)
    return;
  quote->points = MIN (request->points, quote->total / request->point_worth);
  quote->points_amount = quote->points * request->point_worth;
  quote->total -= quote->points_amount;
}

CubbyQuote *
cubby_pricing_quote (const CubbyPricingRequest *request)
{
  gint64 subtotal = 0;
  if (!sum_lines (request, &subtotal))
    return NULL;
  g_autoptr (GArray) called = list_called (request);
  g_autofree CubbyPricingWork *works = list_works (request);
  CubbyPricingState self = {
      .request = request, .called = called, .works = works, .n_works = request->n_lines};
  cubby_pricing_apply (&self);

  CubbyQuote *quote = g_new0 (CubbyQuote, 1);
  quote->subtotal = subtotal;
  quote->n_lines = request->n_lines;
  quote->lines = g_new0 (CubbyQuoteLine, request->n_lines);
  quote->discounts = g_array_new (FALSE, TRUE, sizeof (CubbyQuoteDiscount));
  add_discounts (&self, quote);
  add_lines (&self, quote);
  take_points (request, quote);
  return quote;
}

void
cubby_quote_free (CubbyQuote *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->discounts);
  g_free (self->lines);
  g_free (self);
}

gint64
cubby_pricing_shelf_price (const CubbyPricingLine *line, const CubbyPromotion *promotions, guint n_promotions,
                           CubbyChannel channel, gint64 now_ms)
{
  g_autoptr (GArray) called = g_array_new (FALSE, TRUE, sizeof (CubbyPricingCall));
  for (guint i = 0; i < n_promotions; i++)
    if (cubby_promotion_is_on_shelf (&promotions[i]) && cubby_pricing_takes_part (&promotions[i], line) &&
        cubby_promotion_judge (&promotions[i], channel, now_ms) == CUBBY_PROMOTION_HOLDS)
      g_array_append_val (called, ((CubbyPricingCall){.promotion = &promotions[i], .index = i}));
  g_array_sort (called, compare_called);
  return cubby_pricing_price_piece (line, called);
}
