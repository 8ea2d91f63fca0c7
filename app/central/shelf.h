/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/price-book.h"

G_BEGIN_DECLS

/*
 * What products cost on the shelf: with the price list that holds and the promotions that everybody gets. The
 * kiosk and the phone see it in the range and in the feed ("price", and "list_price" where it is reduced); it
 * is kept in product.shelf, and a moment is kept until which that is right.
 */

/* Returns: (transfer full) (nullable): the product @data as @channel pays; NULL when that is @data itself. */
char *cubby_shelf_make (const CubbyPriceBook *book, const char *data, CubbyChannel channel, gint64 now_ms);

/**
 * cubby_shelf_put:
 * @data: the product as imported
 * @old: (nullable): what the feed says of it
 *
 * Writes product.shelf of a product whose row is there, and tells the feed when it sees something new.
 */
gboolean cubby_shelf_put (CubbyStore *store, const char *product, const char *data, const char *old,
                          GError **error);

/* After lists or promotions changed: every product whose shelf is another now. */
gboolean cubby_shelf_refresh (CubbyStore *store, GError **error);
/* Whether a window began or ended since. */
gboolean cubby_shelf_is_due (CubbyStore *store);
/* Does the refresh then; for housekeeping. */
gboolean cubby_shelf_refresh_when_due (CubbyStore *store, GError **error);

/**
 * cubby_shelf_look:
 *
 * Whether product.shelf, where there is one, is what @channel pays now.
 *
 * @ret_book: (out) (nullable): when it is not: what to make it with; NULL when the product's own price holds.
 */
gboolean cubby_shelf_look (CubbyStore *store, CubbyChannel channel, gboolean *ret_kept,
                           const CubbyPriceBook **ret_book, GError **error);

G_END_DECLS
