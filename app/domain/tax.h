/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_TAX_BP_MAX 10000

/* One line of what is sold: an amount that has its tax in it. */
typedef struct {
  gint64 gross;
  guint rate_bp; /* basis points: 800 is 8 % */
} CubbyTaxed;

/* The tax contained in @gross: gross × rate ÷ (1 + rate), half up to the minor unit. */
gint64 cubby_tax_contained (gint64 gross, guint rate_bp);

/**
 * cubby_tax_divide:
 * @ret_taxes: (out): the tax in each line
 *
 * The tax of a receipt: taken once for each rate of the sum at that rate, as the
 * receipt shows it, and divided over its lines by largest remainder. So the lines
 * sum to the total exactly and tax + net is the amount paid.
 *
 * Returns: the sum of @ret_taxes.
 */
gint64 cubby_tax_divide (const CubbyTaxed *lines, guint n_lines, gint64 *ret_taxes);

G_END_DECLS
