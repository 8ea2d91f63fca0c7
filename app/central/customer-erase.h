/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_customer_erase:
 *
 * Overwrites everything that says who the customer was, in every table; what is left are amounts, SKUs and
 * that it happened. Cannot be undone. "illegal-transition" names the orders that are still open, and the way
 * out. README.md says what is promised of the bytes on the disk.
 */
gboolean cubby_customer_erase (CubbyStore *store, const char *id, GError **error);

/* DELETE /v1/customers/{id} */
char *cubby_customer_delete (CubbyStore *store, const CubbyChangeRequest *request, GError **error);

/* An order without its buyer: her name and addresses go, the rest stays. */
gboolean cubby_customer_forget_order (CubbyStore *store, const char *order, GError **error);

G_END_DECLS
