/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* Stock that is kept for a basket at checkout, for a while. */

/* Keeps @quantity pieces, guarded as an order's; more of what is held already is added. */
gboolean cubby_hold_take (CubbyStore *store, const char *basket, const char *sku, const char *location,
                          gint64 quantity, gint64 until_ms, GError **error);

/* Lets go of everything that @basket holds. An order that does it first in its own transaction finds the
 * pieces there, whoever else wants them. */
gboolean cubby_hold_release (CubbyStore *store, const char *basket, GError **error);

/* Unix ms until which @basket holds something; 0: it holds nothing. */
gboolean cubby_hold_get_until (CubbyStore *store, const char *basket, gint64 *ret_until_ms, GError **error);

/* Lets go of what was held long enough. */
gboolean cubby_hold_expire (CubbyStore *store, GError **error);

G_END_DECLS
