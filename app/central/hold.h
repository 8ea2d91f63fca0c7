/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* Stock that is kept for a basket at checkout, for a while. */

/* Keeps @quantity pieces, guarded as an order's; more of what is held already is added. */
gboolean cubby_hold_take (CubbyStore *store, const char *basket, const char *sku, const char *location,
                          gint64 quantity, gint64 until_ms, GError **error);

/**
 * cubby_hold_let_go:
 *
 * What @basket holds is for sale again. An order of the basket does it first, in its own transaction: so it
 * finds the pieces there, whoever else wants them. The rows stay until cubby_hold_forget(), which it does
 * last, when nothing can refuse it any more.
 */
gboolean cubby_hold_let_go (CubbyStore *store, const char *basket, GError **error);
gboolean cubby_hold_forget (CubbyStore *store, const char *basket, GError **error);
/* Both. */
gboolean cubby_hold_release (CubbyStore *store, const char *basket, GError **error);

/* Unix ms until which @basket holds something; 0: it holds nothing. */
gboolean cubby_hold_get_until (CubbyStore *store, const char *basket, gint64 *ret_until_ms, GError **error);

/* Lets go of what was held long enough. */
gboolean cubby_hold_expire (CubbyStore *store, GError **error);

G_END_DECLS
