/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/promotion-use.h"

/* The quote anew, now that the last use of a promotion is somebody else's; a code that does not hold any more
 * is left out of it. */
static gboolean
refuse (CubbyStore *store, CubbyPriced *priced, GError **error)
{
  const CubbyPriceBook *book = cubby_price_book_get (store, error);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  if (book == NULL)
    return FALSE;
  for (guint i = 0; priced->codes != NULL && priced->codes[i] != NULL; i++) {
    const CubbyPromotion *promotion = cubby_price_book_find_code (book, priced->codes[i]);
    if (promotion != NULL && promotion->left != 0)
      g_strv_builder_add (codes, priced->codes[i]);
  }
  g_strfreev (priced->codes);
  priced->codes = g_strv_builder_end (codes);
  g_clear_pointer (&priced->quote, cubby_quote_free);
  if (cubby_priced_finish (priced, store, NULL, error))
    cubby_priced_refuse (priced, error);
  return FALSE;
}

gboolean
cubby_promotion_use_take (CubbyStore *store, CubbyPriced *priced, const char *order, GError **error)
{
  for (guint i = 0; i < priced->quote->discounts->len; i++) {
    const CubbyQuoteDiscount *discount = &g_array_index (priced->quote->discounts, CubbyQuoteDiscount, i);
    const CubbyPromotion *promotion = &priced->request.promotions[discount->promotion];
    gint64 used = 0;
    if (promotion->left == CUBBY_PROMOTION_UNLIMITED || discount->amount == 0)
      continue;
    if (!cubby_sql_read_int (store->sql, &used, 0, error,
                             "UPDATE promotion SET used = used + 1 WHERE id = ? AND used < max_uses"
                             " RETURNING used",
                             "t", promotion->id))
      return FALSE;
    if (used == 0)
      return refuse (store, priced, error);
    if (!cubby_sql_run (store->sql, error, "INSERT INTO promotion_use (order_id, promotion) VALUES (?, ?)",
                        "tt", order, promotion->id))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_promotion_use_give_back (CubbyStore *store, const char *order, GError **error)
{
  return cubby_sql_run (store->sql, error,
                        "UPDATE promotion SET used = used - 1 WHERE used > 0 AND id IN"
                        " (SELECT promotion FROM promotion_use WHERE order_id = ?)",
                        "t", order) &&
         cubby_sql_run (store->sql, error, "DELETE FROM promotion_use WHERE order_id = ?", "t", order);
}
