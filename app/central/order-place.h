/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/order-request.h"
#include "app/central/order.h"

G_BEGIN_DECLS

/* What placing @request reads. */
void cubby_order_place_want (const CubbyOrderRequest *request, CubbyUnitOfWork *unit);

/* Places what was asked for: with others, in a unit of work that gathers a plain request, or alone. What was
 * done when it fails is the caller's to undo. Returns: (transfer full) (nullable): the order, or NULL with
 * @error set. */
CubbyOrder *cubby_order_place_request (CubbyStore *store, const CubbyOrderRequest *request, GError **error);

G_END_DECLS
