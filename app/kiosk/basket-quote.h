/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/basket.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  gint64 amount;
} CubbyBasketDiscount;

/**
 * CubbyBasketQuote:
 * @request: what it answers, as cubby_basket_quote_write_request() makes it; NULL: nothing is known
 * @subtotal: before promotions
 * @total: to pay
 * @discounts: of CubbyBasketDiscount, without those that the replica's prices have in them already
 *
 * What the central service says that a basket costs. It holds for that very basket.
 */
typedef struct {
  char *request;
  char *currency;
  gint64 subtotal;
  gint64 total;
  GPtrArray *discounts;
} CubbyBasketQuote;

void cubby_basket_quote_clear (CubbyBasketQuote *self);

/* Returns: (transfer full): the body of POST /v1/quotes for @basket. */
char *cubby_basket_quote_write_request (const CubbyBasket *basket);

/**
 * cubby_basket_quote_read:
 * @body: a Quote, or a problem "price-changed" that carries one
 * @language: of the discounts' names
 *
 * Puts what @body says into @self, as the answer to @request. Returns: FALSE when it says nothing that can be
 * read;
 * @self is cleared then.
 */
gboolean cubby_basket_quote_read (CubbyBasketQuote *self, const char *body, const char *language,
                                  const char *request);

/* The replica's prices, while the centre has said nothing. */
void cubby_basket_quote_guess (CubbyBasketQuote *self, const CubbyBasket *basket, gint64 total,
                               const char *currency);

/* Whether it is of what @basket holds now. */
gboolean cubby_basket_quote_is_of (const CubbyBasketQuote *self, const CubbyBasket *basket);

G_END_DECLS
