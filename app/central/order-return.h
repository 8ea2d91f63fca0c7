/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/**
 * cubby_order_return:
 * @body: {"lines":[{"id","quantity","condition"}],"location","reason"}
 *
 * POST /v1/orders/{id}/returns: what was collected is brought back, to any location. It is in stock as its
 * condition says, and its price is to be given back. Answers the order.
 */
char *cubby_order_return (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);

G_END_DECLS
