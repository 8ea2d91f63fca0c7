/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_customer_export:
 *
 * Returns: (transfer full) (nullable): one JSON document with everything that is held of the customer: her
 * row, consents, points, orders with the names and addresses in them, baskets, notices, and what the audit
 * says of her. Orders with her e-mail address or number count as hers, whether or not they joined her.
 */
char *cubby_customer_export (CubbyStore *store, const char *id, GError **error);

/* Returns: (transfer full) (nullable): the ids of her orders, as above, oldest first. */
GPtrArray *cubby_customer_collect_orders (CubbyStore *store, const char *id, GError **error);

G_END_DECLS
