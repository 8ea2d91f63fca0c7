/* SPDX-License-Identifier: Apache-2.0 */
/* What each kind of promotion takes off. */
#include "app/domain/pricing-steps.h"
#include "app/domain/allotment.h"

gboolean
cubby_pricing_takes_part (const CubbyPromotion *promotion, const CubbyPricingLine *line)
{
  return cubby_promotion_takes_part (promotion, line->sku, line->category);
}

/* Whether @promotion may take something off @work. */
static gboolean
is_open (const CubbyPromotion *promotion, const CubbyPricingWork *work)
{
  return !work->closed && (promotion->combinable || !work->touched) &&
         cubby_pricing_takes_part (promotion, work->line);
}

static void
touch (const CubbyPromotion *promotion, CubbyPricingWork *work)
{
  work->touched = TRUE;
  work->closed = work->closed || !promotion->combinable;
}

gint64
cubby_pricing_work_get_net (const CubbyPricingWork *work)
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
    const CubbyPromotion *promotion = g_array_index (called, CubbyPricingCall, i).promotion;
    if (promotion->kind != CUBBY_PROMOTION_PERCENT || promotion->combinable != combinable ||
        g_array_index (called, CubbyPricingCall, i).idle || !cubby_pricing_takes_part (promotion, line))
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

gint64
cubby_pricing_price_piece (const CubbyPricingLine *line, GArray *called)
{
  return price_piece (line, called, !is_alone_better (line, called), 1, NULL);
}

static void
apply_percentages (CubbyPricingState *self, CubbyPricingWork *work)
{
  g_autofree gint64 *offs = g_new0 (gint64, self->called->len);
  gboolean alone = is_alone_better (work->line, self->called);
  work->piece = price_piece (work->line, self->called, !alone, work->line->quantity, offs);
  for (guint i = 0; i < self->called->len; i++) {
    CubbyPricingCall *called = &g_array_index (self->called, CubbyPricingCall, i);
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
  const CubbyPricingWork *left = *(CubbyPricingWork *const *)a;
  const CubbyPricingWork *right = *(CubbyPricingWork *const *)b;
  if (left->piece != right->piece)
    return left->piece < right->piece ? -1 : 1;
  return left < right ? -1 : 1;
}

static GPtrArray *
list_open (CubbyPricingState *self, const CubbyPromotion *promotion)
{
  GPtrArray *open = g_ptr_array_new ();
  for (guint i = 0; i < self->n_works; i++)
    if (is_open (promotion, &self->works[i]))
      g_ptr_array_add (open, &self->works[i]);
  return open;
}

static gint64
count_groups (GPtrArray *open, const CubbyPromotion *promotion)
{
  gint64 pieces = 0;
  for (guint i = 0; i < open->len; i++) {
    const CubbyPricingWork *work = g_ptr_array_index (open, i);
    pieces += work->line->quantity - work->counted;
  }
  return pieces / (promotion->buy + promotion->get);
}

/* What the first @pieces of @open cost by now that counted for no other one. @ret_nets: (nullable): by line
 */
static gint64
sum_pieces (GPtrArray *open, gint64 pieces, gint64 *ret_nets)
{
  gint64 sum = 0;
  for (guint i = 0; i < open->len; i++) {
    const CubbyPricingWork *work = g_ptr_array_index (open, i);
    gint64 take = MIN (pieces, work->line->quantity - work->counted);
    if (ret_nets != NULL)
      ret_nets[i] = take * work->piece;
    sum += take * work->piece;
    pieces -= take;
  }
  return sum;
}

/* Were the whole of it on the free pieces, who gave back those that were paid would keep them for nothing. */
static void
apply_buy_x_get_y (CubbyPricingState *self, CubbyPricingCall *called)
{
  const CubbyPromotion *promotion = called->promotion;
  g_autoptr (GPtrArray) open = list_open (self, promotion);
  gint64 groups = count_groups (open, promotion);
  if (groups == 0)
    return;
  g_ptr_array_sort (open, compare_pieces);
  gint64 left = groups * (promotion->buy + promotion->get);
  g_autofree gint64 *nets = g_new0 (gint64, open->len);
  g_autofree gint64 *parts = g_new0 (gint64, open->len);
  called->given = sum_pieces (open, groups * promotion->get, NULL);
  sum_pieces (open, left, nets);
  cubby_allot (called->given, nets, open->len, parts);
  for (guint i = 0; i < open->len; i++) {
    CubbyPricingWork *work = g_ptr_array_index (open, i);
    gint64 take = MIN (left, work->line->quantity - work->counted);
    work->counted += take;
    work->off += parts[i];
    left -= take;
    if (take > 0 || !promotion->combinable)
      touch (promotion, work);
  }
}

/* -- 3: amount */

static void
apply_amount (CubbyPricingState *self, CubbyPricingCall *called)
{
  g_autoptr (GPtrArray) open = list_open (self, called->promotion);
  g_autofree gint64 *weights = g_new0 (gint64, open->len);
  g_autofree gint64 *parts = g_new0 (gint64, open->len);
  gint64 sum = 0;
  for (guint i = 0; i < open->len; i++) {
    weights[i] = cubby_pricing_work_get_net (g_ptr_array_index (open, i));
    sum += weights[i];
  }
  called->given = MIN (called->promotion->amount, sum);
  if (called->given == 0)
    return;
  cubby_allot (called->given, weights, open->len, parts);
  for (guint i = 0; i < open->len; i++) {
    CubbyPricingWork *work = g_ptr_array_index (open, i);
    work->off += parts[i];
    touch (called->promotion, work);
  }
}

static void (*const steps[CUBBY_N_PROMOTION_KINDS]) (CubbyPricingState *self, CubbyPricingCall *called) = {
    [CUBBY_PROMOTION_BUY_X_GET_Y] = apply_buy_x_get_y,
    [CUBBY_PROMOTION_AMOUNT] = apply_amount,
};

void
cubby_pricing_apply (CubbyPricingState *self)
{
  for (guint i = 0; i < self->n_works; i++)
    apply_percentages (self, &self->works[i]);
  for (guint i = 0; i < self->called->len; i++) {
    CubbyPricingCall *one = &g_array_index (self->called, CubbyPricingCall, i);
    if (steps[one->promotion->kind] != NULL && !one->idle)
      steps[one->promotion->kind](self, one);
  }
}
