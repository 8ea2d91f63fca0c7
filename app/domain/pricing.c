/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/pricing.h"
#include "app/domain/allotment.h"
#include "app/domain/money.h"
#include "app/domain/tax.h"

/* A promotion that holds and whose code, if it has one, was given. */
typedef struct {
  const CubbyPromotion *promotion;
  guint index;
  gboolean idle; /* the basket is below its minimum, or in another currency */
  gint64 given;  /* what it took off so far */
} Called;

/* A line while it is priced. */
typedef struct {
  const CubbyPricingLine *line;
  guint index;
  gint64 piece;     /* what one piece costs by now */
  gint64 free;      /* pieces that cost nothing */
  gint64 off;       /* taken off the line together */
  gboolean touched; /* by a promotion */
  gboolean closed;  /* by one that is not combinable */
} Work;

typedef struct {
  const CubbyPricingRequest *request;
  GArray *called; /* of Called, in the order of application */
  Work *works;    /* by SKU, so that the order given does not matter */
  guint n_works;
} Pricing;

static int
compare_called (gconstpointer a, gconstpointer b)
{
  const CubbyPromotion *left = ((const Called *)a)->promotion;
  const CubbyPromotion *right = ((const Called *)b)->promotion;
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
  const CubbyPricingLine *left = ((const Work *)a)->line;
  const CubbyPricingLine *right = ((const Work *)b)->line;
  int by_sku = g_strcmp0 (left->sku, right->sku);
  if (by_sku != 0)
    return by_sku;
  if (left->unit_price != right->unit_price)
    return left->unit_price < right->unit_price ? -1 : 1;
  if (left->quantity != right->quantity)
    return left->quantity < right->quantity ? -1 : 1;
  return ((const Work *)a)->index < ((const Work *)b)->index ? -1 : 1;
}

static gboolean
takes_part (const CubbyPromotion *promotion, const CubbyPricingLine *line)
{
  return cubby_promotion_takes_part (promotion, line->sku, line->category);
}

/* Whether @promotion may take something off @work. */
static gboolean
is_open (const CubbyPromotion *promotion, const Work *work)
{
  return !work->closed && (promotion->combinable || !work->touched) && takes_part (promotion, work->line);
}

static void
touch (const CubbyPromotion *promotion, Work *work)
{
  work->touched = TRUE;
  work->closed = work->closed || !promotion->combinable;
}

static gint64
get_net (const Work *work)
{
  return work->line->unit_price * work->line->quantity - work->off;
}

/* -- 1: percent */

/* The price of a piece of @line after all the percentages that are @combinable, or after the best single one.
 */
static gint64
price_piece (const CubbyPricingLine *line, GArray *called, gboolean combinable, gint64 quantity,
             gint64 *ret_offs)
{
  gint64 piece = line->unit_price;
  for (guint i = 0; i < called->len; i++) {
    const CubbyPromotion *promotion = g_array_index (called, Called, i).promotion;
    if (promotion->kind != CUBBY_PROMOTION_PERCENT || promotion->combinable != combinable ||
        g_array_index (called, Called, i).idle || !takes_part (promotion, line))
      continue;
    gint64 off = cubby_take_share (piece, promotion->percent, 100);
    piece -= off;
    if (ret_offs != NULL)
      ret_offs[i] = off * quantity;
    if (!combinable)
      break; /* the best comes first */
  }
  return piece;
}

/* Whether the best one that is not combinable takes more off than all the others together. */
static gboolean
is_alone_better (const CubbyPricingLine *line, GArray *called)
{
  return price_piece (line, called, FALSE, 1, NULL) < price_piece (line, called, TRUE, 1, NULL);
}

static void
apply_percentages (Pricing *self, Work *work)
{
  g_autofree gint64 *offs = g_new0 (gint64, self->called->len);
  gboolean alone = is_alone_better (work->line, self->called);
  work->piece = price_piece (work->line, self->called, !alone, work->line->quantity, offs);
  for (guint i = 0; i < self->called->len; i++) {
    Called *called = &g_array_index (self->called, Called, i);
    if (offs[i] == 0)
      continue;
    called->given += offs[i];
    work->off += offs[i];
    touch (called->promotion, work);
  }
}

/* -- 2: buy x get y */

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Work *left = *(Work *const *)a;
  const Work *right = *(Work *const *)b;
  if (left->piece != right->piece)
    return left->piece < right->piece ? -1 : 1;
  return left < right ? -1 : 1;
}

static GPtrArray *
list_open (Pricing *self, const CubbyPromotion *promotion)
{
  GPtrArray *open = g_ptr_array_new ();
  for (guint i = 0; i < self->n_works; i++)
    if (is_open (promotion, &self->works[i]))
      g_ptr_array_add (open, &self->works[i]);
  return open;
}

static gint64
count_free (GPtrArray *open, const CubbyPromotion *promotion)
{
  gint64 pieces = 0;
  for (guint i = 0; i < open->len; i++) {
    const Work *work = g_ptr_array_index (open, i);
    pieces += work->line->quantity - work->free;
  }
  return pieces / (promotion->buy + promotion->get) * promotion->get;
}

static void
apply_buy_x_get_y (Pricing *self, Called *called)
{
  g_autoptr (GPtrArray) open = list_open (self, called->promotion);
  gint64 left = count_free (open, called->promotion);
  if (left == 0)
    return;
  g_ptr_array_sort (open, compare_pieces);
  for (guint i = 0; i < open->len; i++) {
    Work *work = g_ptr_array_index (open, i);
    gint64 take = MIN (left, work->line->quantity - work->free);
    work->free += take;
    work->off += take * work->piece;
    called->given += take * work->piece;
    left -= take;
    if (take > 0 || !called->promotion->combinable)
      touch (called->promotion, work); /* the pieces that were bought belong to it too */
  }
}

/* -- 3: amount */

static void
apply_amount (Pricing *self, Called *called)
{
  g_autoptr (GPtrArray) open = list_open (self, called->promotion);
  g_autofree gint64 *weights = g_new0 (gint64, open->len);
  g_autofree gint64 *parts = g_new0 (gint64, open->len);
  gint64 sum = 0;
  for (guint i = 0; i < open->len; i++) {
    weights[i] = get_net (g_ptr_array_index (open, i));
    sum += weights[i];
  }
  called->given = MIN (called->promotion->amount, sum);
  if (called->given == 0)
    return;
  cubby_allot (called->given, weights, open->len, parts);
  for (guint i = 0; i < open->len; i++) {
    Work *work = g_ptr_array_index (open, i);
    work->off += parts[i];
    touch (called->promotion, work);
  }
}

static void (*const steps[CUBBY_N_PROMOTION_KINDS]) (Pricing *self, Called *called) = {
    [CUBBY_PROMOTION_BUY_X_GET_Y] = apply_buy_x_get_y,
    [CUBBY_PROMOTION_AMOUNT] = apply_amount,
};

/* -- the whole */

static gboolean
meets_minimum (const CubbyPricingRequest *request, const CubbyPromotion *promotion)
{
  gint64 sum = 0;
  if (promotion->currency != NULL && g_strcmp0 (promotion->currency, request->currency) != 0)
    return FALSE;
  for (guint i = 0; i < request->n_lines; i++)
    if (takes_part (promotion, &request->lines[i]))
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
  GArray *called = g_array_new (FALSE, TRUE, sizeof (Called));
  for (guint i = 0; i < request->n_promotions; i++) {
    const CubbyPromotion *promotion = &request->promotions[i];
    Called one = {.promotion = promotion, .index = i, .idle = !meets_minimum (request, promotion)};
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

static Work *
list_works (const CubbyPricingRequest *request)
{
  Work *works = g_new0 (Work, request->n_lines);
  for (guint i = 0; i < request->n_lines; i++)
    works[i] = (Work){.line = &request->lines[i], .index = i, .piece = request->lines[i].unit_price};
  if (request->n_lines > 1)
    qsort (works, request->n_lines, sizeof *works, compare_works);
  return works;
}

static void
add_discounts (Pricing *self, CubbyQuote *quote)
{
  for (guint i = 0; i < self->called->len; i++) {
    const Called *called = &g_array_index (self->called, Called, i);
    CubbyQuoteDiscount discount = {.promotion = called->index, .amount = called->given};
    quote->discount += called->given;
    if (called->given > 0 || called->promotion->code != NULL)
      g_array_append_val (quote->discounts, discount);
  }
}

/* The works come by SKU, and so does the tax's division: the order given does not matter here either. */
static void
add_lines (Pricing *self, CubbyQuote *quote)
{
  g_autofree CubbyTaxed *taxed = g_new0 (CubbyTaxed, self->n_works);
  g_autofree gint64 *taxes = g_new0 (gint64, self->n_works);
  for (guint i = 0; i < self->n_works; i++)
    taxed[i] = (CubbyTaxed){.gross = get_net (&self->works[i]), .rate_bp = self->works[i].line->tax_bp};
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
  g_autofree Work *works = list_works (request);
  Pricing self = {.request = request, .called = called, .works = works, .n_works = request->n_lines};
  for (guint i = 0; i < self.n_works; i++)
    apply_percentages (&self, &works[i]);
  for (guint i = 0; i < called->len; i++) {
    Called *one = &g_array_index (called, Called, i);
    if (steps[one->promotion->kind] != NULL && !one->idle)
      steps[one->promotion->kind](&self, one);
  }

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
  g_autoptr (GArray) called = g_array_new (FALSE, TRUE, sizeof (Called));
  for (guint i = 0; i < n_promotions; i++)
    if (cubby_promotion_is_on_shelf (&promotions[i]) && takes_part (&promotions[i], line) &&
        cubby_promotion_judge (&promotions[i], channel, now_ms) == CUBBY_PROMOTION_HOLDS)
      g_array_append_val (called, ((Called){.promotion = &promotions[i], .index = i}));
  g_array_sort (called, compare_called);
  return price_piece (line, called, !is_alone_better (line, called), 1, NULL);
}
