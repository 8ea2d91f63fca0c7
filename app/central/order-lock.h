/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/*
 * Several processes may write. Whoever changes anything of an order (its fulfilments, parcels, passes, money,
 * the transfers it waits for) keeps the row of the order first of all, before he reads what he decides by:
 * the next one waits there and reads what became of it. Only then come the rows of its parts, and stock last;
 * as everybody keeps to that, nobody waits for somebody who waits for him.
 *
 * A thing that is not there is no error here: what follows says what is missing.
 */

gboolean cubby_order_lock (CubbyStore *store, const char *order, GError **error);
/* That of which @fulfilment is a part. */
gboolean cubby_order_lock_of_fulfilment (CubbyStore *store, const char *fulfilment, GError **error);
/* That which waits for @delivery; often there is none. */
gboolean cubby_order_lock_of_delivery (CubbyStore *store, const char *delivery, GError **error);
/* Returns: (transfer full) (nullable): the order whose page is at @token now, or NULL with @error set. */
char *cubby_order_lock_by_token (CubbyStore *store, const char *token, GError **error);
/* All of which a parcel is still to come or lies somewhere. */
gboolean cubby_order_lock_with_parcels (CubbyStore *store, GError **error);

G_END_DECLS
