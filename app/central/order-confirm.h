/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/order.h"

G_BEGIN_DECLS

/* A confirmed order becomes known: its parcels to the kiosks of the store, the confirmation to the buyer. */
gboolean cubby_order_announce (CubbyStore *store, const char *order, GError **error);

/* Makes the passes of an order that is not written yet, and announces it if it is confirmed already. */
gboolean cubby_order_confirm_new (CubbyStore *store, CubbyOrder *order, GError **error);

/* Returns: (transfer full) (nullable): the QR that pays the order; NULL for other ways to pay, or none
 * configured. */
char *cubby_order_make_payment_qr (CubbyStore *store, const char *method, const char *number, gint64 total,
                                   const char *currency, const char *payment_status);

G_END_DECLS
