/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/promotion.h"

G_BEGIN_DECLS

/**
 * CubbyPriceBook:
 *
 * Every price list and promotion in memory, kept beside a connection and so for one
 * thread; read again when the counter "prices" has another value. It is valid until
 * the next call of cubby_price_book_get() with that connection.
 */
typedef struct _CubbyPriceBook CubbyPriceBook;

/* Returns: (transfer none) (nullable): the book as it is now, or NULL with @error set. */
const CubbyPriceBook *cubby_price_book_get (CubbyStore *store, GError **error);

/* Says that lists or promotions are not what they were. The value is a new one, not a next one: what was
 * undone must not be taken for what came after it. */
gboolean cubby_price_book_touch (CubbyStore *store, GError **error);

/* What one piece costs before promotions: of the list that holds, else @base. */
gint64 cubby_price_book_get_price (const CubbyPriceBook *self, const char *sku, const char *currency,
                                   gint64 base, CubbyChannel channel, gint64 now_ms);

const CubbyPromotion *cubby_price_book_get_promotions (const CubbyPriceBook *self, guint *ret_n);
/* JSON of the LocalText of promotion @index. */
const char *cubby_price_book_get_name (const CubbyPriceBook *self, guint index);
/* Returns: (nullable): the promotion whose code that is */
const CubbyPromotion *cubby_price_book_find_code (const CubbyPriceBook *self, const char *code);

/* Whether neither lists nor promotions say anything of any shelf, on any channel. */
gboolean cubby_price_book_is_empty (const CubbyPriceBook *self);
/* The next moment after @now_ms at which a window of a list or of a promotion on the shelf begins or ends. */
gint64 cubby_price_book_get_next (const CubbyPriceBook *self, gint64 now_ms);
/* The SKUs that lists have a price for; (element-type utf8). */
GHashTable *cubby_price_book_get_listed (const CubbyPriceBook *self);

G_END_DECLS
