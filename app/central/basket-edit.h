/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_basket_edit:
 * @quantity: of @sku that is wanted; 0 takes it out
 * @was: how many there were on the page where that was pressed
 *
 * One press on the basket page. What another device did to the basket meanwhile stays (cubby_basket_merge()).
 * "already-exists" when the basket was ordered.
 */
gboolean cubby_basket_edit (CubbyStore *store, const char *id, const char *sku, gint64 quantity, gint64 was,
                            GError **error);

G_END_DECLS
