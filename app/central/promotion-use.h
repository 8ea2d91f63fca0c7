/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/priced.h"

G_BEGIN_DECLS

/**
 * cubby_promotion_use_take:
 *
 * Counts the promotions of @priced that have a limit as used by @order, in its transaction. When another
 * process took the last one meanwhile: FALSE with CUBBY_PROBLEM_PRICE_CHANGED and the quote without it.
 */
gboolean cubby_promotion_use_take (CubbyStore *store, CubbyPriced *priced, const char *order, GError **error);

/* A cancelled order gives its uses back. */
gboolean cubby_promotion_use_give_back (CubbyStore *store, const char *order, GError **error);

G_END_DECLS
