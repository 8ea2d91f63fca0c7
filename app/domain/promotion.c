/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/promotion.h"

#define CODE_MIN 3
#define CODE_MAX 32

static const char *const kinds[CUBBY_N_PROMOTION_KINDS] = {
    [CUBBY_PROMOTION_PERCENT] = "percent",
    [CUBBY_PROMOTION_BUY_X_GET_Y] = "buy_x_get_y",
    [CUBBY_PROMOTION_AMOUNT] = "amount",
};

static const char *const standings[CUBBY_N_PROMOTION_STANDINGS] = {
    [CUBBY_PROMOTION_HOLDS] = "holds",
    [CUBBY_PROMOTION_OTHER_CHANNEL] = "is not for this channel",
    [CUBBY_PROMOTION_NOT_YET] = "does not hold yet",
    [CUBBY_PROMOTION_OVER] = "is over",
    [CUBBY_PROMOTION_USED_UP] = "is used up",
};

const char *
cubby_promotion_kind_to_string (CubbyPromotionKind kind)
{
  return kinds[kind];
}

gboolean
cubby_promotion_kind_from_string (const char *text, CubbyPromotionKind *ret_kind)
{
  for (guint i = 0; i < CUBBY_N_PROMOTION_KINDS; i++) {
    if (g_strcmp0 (kinds[i], text) != 0)
      continue;
    *ret_kind = (CubbyPromotionKind)i;
    return TRUE;
  }
  return FALSE;
}

CubbyPromotionStanding
cubby_promotion_judge (const CubbyPromotion *promotion, CubbyChannel channel, gint64 now_ms)
{
  if ((promotion->channels & channel) == 0)
    return CUBBY_PROMOTION_OTHER_CHANNEL;
  if (!cubby_price_window_holds (&promotion->window, now_ms))
    return promotion->window.from_ms > now_ms ? CUBBY_PROMOTION_NOT_YET : CUBBY_PROMOTION_OVER;
  return promotion->left == 0 ? CUBBY_PROMOTION_USED_UP : CUBBY_PROMOTION_HOLDS;
}

const char *
cubby_promotion_standing_to_words (CubbyPromotionStanding standing)
{
  return standings[standing];
}

gboolean
cubby_promotion_takes_part (const CubbyPromotion *promotion, const char *sku, const char *category)
{
  if (promotion->skus == NULL && promotion->categories == NULL)
    return TRUE;
  return (promotion->skus != NULL && g_hash_table_contains (promotion->skus, sku)) ||
         (promotion->categories != NULL && category != NULL &&
          g_hash_table_contains (promotion->categories, category));
}

gboolean
cubby_promotion_is_on_shelf (const CubbyPromotion *promotion)
{
  return promotion->kind == CUBBY_PROMOTION_PERCENT && promotion->code == NULL && promotion->minimum == 0 &&
         promotion->left == CUBBY_PROMOTION_UNLIMITED;
}

char *
cubby_promotion_normalise_code (const char *text)
{
  g_autoptr (GString) code = g_string_new (NULL);
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == ' ' || *c == '\t')
      continue;
    if ((!g_ascii_isalnum (*c) && *c != '-') || code->len == CODE_MAX)
      return NULL;
    g_string_append_c (code, g_ascii_toupper (*c));
  }
  return code->len >= CODE_MIN ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}
