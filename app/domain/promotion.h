/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/price-list.h"

G_BEGIN_DECLS

/* In the order in which they are applied. */
typedef enum {
  CUBBY_PROMOTION_PERCENT,     /* of the price of each piece */
  CUBBY_PROMOTION_BUY_X_GET_Y, /* the cheapest pieces are free */
  CUBBY_PROMOTION_AMOUNT,      /* off the basket, once */
  CUBBY_N_PROMOTION_KINDS,
} CubbyPromotionKind;

const char *cubby_promotion_kind_to_string (CubbyPromotionKind kind);
gboolean cubby_promotion_kind_from_string (const char *text, CubbyPromotionKind *ret_kind);

#define CUBBY_PROMOTION_UNLIMITED G_GINT64_CONSTANT (-1)

/* A promotion as its rules see it. */
typedef struct {
  const char *id;
  CubbyPromotionKind kind;
  guint percent; /* 1 to 100 */
  gint64 amount;
  gint64 buy, get;
  const char *code; /* (nullable): as cubby_promotion_normalise_code() makes it */
  guint channels;
  CubbyPriceWindow window;
  GHashTable *skus;       /* (nullable): a set; with no categories either: everything */
  GHashTable *categories; /* (nullable): a set; what is in one or the other takes part */
  const char *currency;   /* (nullable): of amount and minimum; NULL when neither is given */
  gint64 minimum;         /* what the pieces that take part must cost together, before any promotion */
  gboolean combinable;
  gint64 left; /* how often it may still be used; CUBBY_PROMOTION_UNLIMITED */
} CubbyPromotion;

/* Why a promotion holds or not, whatever is in the basket. */
typedef enum {
  CUBBY_PROMOTION_HOLDS,
  CUBBY_PROMOTION_OTHER_CHANNEL,
  CUBBY_PROMOTION_NOT_YET,
  CUBBY_PROMOTION_OVER,
  CUBBY_PROMOTION_USED_UP,
  CUBBY_N_PROMOTION_STANDINGS,
} CubbyPromotionStanding;

CubbyPromotionStanding cubby_promotion_judge (const CubbyPromotion *promotion, CubbyChannel channel,
                                              gint64 now_ms);
/* In words, after "the code X": "is used up". */
const char *cubby_promotion_standing_to_words (CubbyPromotionStanding standing);

gboolean cubby_promotion_takes_part (const CubbyPromotion *promotion, const char *sku, const char *category);

/**
 * cubby_promotion_is_on_shelf:
 *
 * Whether everybody gets it on every piece, whatever else is in the basket: a
 * percentage without a code, a minimum and a limit. Those are in the price that the
 * shelf, the kiosk and the phone show.
 */
gboolean cubby_promotion_is_on_shelf (const CubbyPromotion *promotion);

/* Upper case without spaces: 3 to 32 of A–Z, 0–9 and "-". Returns: (transfer full) (nullable): NULL: no code.
 */
char *cubby_promotion_normalise_code (const char *text);

G_END_DECLS
