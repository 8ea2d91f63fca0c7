/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The currencies we sell in; the code is ISO 4217. */
typedef struct {
  const char *code;
  guint decimals; /* digits of the minor unit */
  const char *symbol;
} CubbyCurrency;

/* Returns: (nullable): the row of @code, or NULL for a currency we do not sell in. */
const CubbyCurrency *cubby_currency_find (const char *code);

/* Integer arithmetic on minor units. FALSE on overflow; @ret_amount is then untouched. */
gboolean cubby_money_add (gint64 a, gint64 b, gint64 *ret_amount);
gboolean cubby_money_multiply (gint64 amount, gint64 quantity, gint64 *ret_amount);

/**
 * cubby_money_format:
 * @amount: in minor units
 * @currency: ISO 4217 code
 * @language: "vi", "th" or "en"; others are written as English
 *
 * Returns: (transfer full): what people of that language read: "199.000 ₫", "฿1,990.00", "₫199,000".
 */
char *cubby_money_format (gint64 amount, const char *currency, const char *language);

G_END_DECLS
