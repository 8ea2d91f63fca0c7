/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/pricing.h"

G_BEGIN_DECLS

/* What the files of the quote share; nobody else includes it. */

/* A promotion that holds and whose code, if it has one, was given. */
typedef struct {
  const CubbyPromotion *promotion;
  guint index;
  gboolean idle; /* the basket is below its minimum, or in another currency */
  gint64 given;  /* what it took off so far */
} CubbyPricingCall;

/* A line while it is priced. */
typedef struct {
  const CubbyPricingLine *line;
  guint index;
  gint64 piece;     /* what one piece costs by now */
  gint64 counted;   /* pieces that a buy x get y took */
  gint64 off;       /* taken off the line together */
  gboolean touched; /* by a promotion */
  gboolean closed;  /* by one that is not combinable */
} CubbyPricingWork;

typedef struct {
  const CubbyPricingRequest *request;
  GArray *called;          /* of CubbyPricingCall, in the order of application */
  CubbyPricingWork *works; /* by SKU, so that the order given does not matter */
  guint n_works;
} CubbyPricingState;

/* Whether @promotion may say anything of @line. */
gboolean cubby_pricing_takes_part (const CubbyPromotion *promotion, const CubbyPricingLine *line);
/* What the line costs by now. */
gint64 cubby_pricing_work_get_net (const CubbyPricingWork *work);
/* What one piece of @line costs after its percentages. @called: of CubbyPricingCall, the best first */
gint64 cubby_pricing_price_piece (const CubbyPricingLine *line, GArray *called);
/* Takes off what every promotion that was called takes off, in the order of their kinds. */
void cubby_pricing_apply (CubbyPricingState *self);

G_END_DECLS
