/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/price-book.h"
#include "app/domain/pricing.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* What neither the product nor its category says: the shop's rate for the currency holds. */
#define CUBBY_TAX_UNSAID G_MAXUINT

/**
 * CubbyPriced:
 * @lines: of CubbyPricingLine, in the order added
 * @quote: (nullable): after cubby_priced_finish()
 *
 * Lines of a basket or an order, the facts of their SKUs, and what they cost: the one place where prices come
 * from, for quotes, orders and the basket page.
 */
typedef struct {
  CubbyPricingRequest request;
  GArray *lines;
  GArray *owns; /* of gint64: the products' own prices */
  GStringChunk *strings;
  char *currency; /* (nullable): of the first line */
  char **codes;   /* (nullable): normalised; owned */
  const CubbyPriceBook *book;
  CubbyQuote *quote;
} CubbyPriced;

CubbyPriced *cubby_priced_new (CubbyChannel channel);
void cubby_priced_free (CubbyPriced *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPriced, cubby_priced_free)

/* Adds a line whose facts are known; @line->unit_price is the product's own, tax_bp may be CUBBY_TAX_UNSAID.
 * Returns: FALSE when @currency is not that of the lines before. */
gboolean cubby_priced_add (CubbyPriced *self, const CubbyPricingLine *line, const char *currency);

typedef enum {
  CUBBY_PRICED_ADDED,
  CUBBY_PRICED_UNKNOWN,        /* there is no such SKU */
  CUBBY_PRICED_OTHER_CURRENCY, /* than the lines before */
  CUBBY_PRICED_FAILED,         /* @error is set */
} CubbyPricedAnswer;

/* The same for a SKU whose facts are read from the database. */
CubbyPricedAnswer cubby_priced_add_sku (CubbyPriced *self, CubbyStore *store, const char *sku,
                                        gint64 quantity, GError **error);

/**
 * cubby_priced_finish:
 * @body: (nullable): where a code that does not hold is reported, as codes[n]
 *
 * Makes the quote. FALSE with @error: a code is unknown or does not hold, or the sum is too large.
 */
gboolean cubby_priced_finish (CubbyPriced *self, CubbyStore *store, CubbyJsonBody *body, GError **error);

/* What line @index would cost without a list that lowers it and without promotions. */
gint64 cubby_priced_get_before (const CubbyPriced *self, guint index);

/* The Quote object of the API. */
void cubby_priced_add_json (const CubbyPriced *self, CubbyJsonText *json, const char *name);
/* Returns: (transfer full): "discounts" alone. */
char *cubby_priced_discounts_to_json (const CubbyPriced *self);

/* FALSE with CUBBY_PROBLEM_PRICE_CHANGED and the quote, when it does not cost what the sender expects. */
gboolean cubby_priced_expect (const CubbyPriced *self, gint64 total, const char *currency, GError **error);
/* Sets the same. */
void cubby_priced_refuse (const CubbyPriced *self, GError **error);

G_END_DECLS
