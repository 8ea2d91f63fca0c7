/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/delivery-record.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* What the routes of transfers and receipts do; each answers the JSON, or NULL with @error set. */

/* POST /v1/transfers and /v1/receipts: nothing has left or arrived yet; it is incoming. */
char *cubby_delivery_create (CubbyStore *store, CubbyDeliveryKind kind, CubbyJsonBody *body, GError **error);

/* The goods of a transfer leave; "out-of-stock" when they were sold meanwhile. */
char *cubby_delivery_ship (CubbyStore *store, const char *id, GError **error);

/**
 * cubby_delivery_receive:
 * @body: {"lines"?: [{"sku","quantity"}], "last"?}: without lines everything is here
 *
 * What was counted goes onto the shelf. With "last" nothing more will come, and the difference is written
 * down as an adjustment (see cubby_delivery_count()).
 */
char *cubby_delivery_receive (CubbyStore *store, CubbyDeliveryKind kind, const char *id, CubbyJsonBody *body,
                              GError **error);

char *cubby_delivery_cancel (CubbyStore *store, CubbyDeliveryKind kind, const char *id, GError **error);

/* The same for a transfer in hand, without a request. */
gboolean cubby_delivery_ship_all (CubbyStore *store, CubbyDelivery *self, GError **error);
gboolean cubby_delivery_receive_all (CubbyStore *store, CubbyDelivery *self, GError **error);

G_END_DECLS
