/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_allot:
 * @amount: what is divided, at least 0
 * @weights: at least 0 each
 * @ret_parts: (out): one for each weight
 *
 * Divides @amount in proportion to @weights by largest remainder: the parts sum to
 * @amount exactly, and each differs from its exact share by less than 1. Of equal
 * remainders the first goes first; without any weight the first part takes all.
 * No part is above its weight when @amount is not above their sum.
 */
void cubby_allot (gint64 amount, const gint64 *weights, guint n, gint64 *ret_parts);

/* amount × numerator ÷ denominator, half up; all at least 0, @denominator above 0, the result a gint64. */
gint64 cubby_take_share (gint64 amount, gint64 numerator, gint64 denominator);

G_END_DECLS
