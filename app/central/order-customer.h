/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/order-request.h"
#include "app/central/order.h"
#include "app/central/priced.h"

G_BEGIN_DECLS

/**
 * cubby_order_find_owner:
 * @order: with its id
 *
 * Finds the customer whose order @request is, and takes the points that it pays with. What was held for its
 * basket is let go for it, so do this before its stock is allocated. A plain request changes nothing yet; its
 * customer is among the people of the unit of work.
 */
gboolean cubby_order_find_owner (CubbyStore *store, const CubbyOrderRequest *request,
                                 const CubbyPriced *priced, CubbyOrder *order, GError **error);

/* The order is placed: its customer was here. */
gboolean cubby_order_join (CubbyStore *store, const CubbyOrder *order, GError **error);

/* Whether the buyer of @order wants to be told of it. */
gboolean cubby_order_may_tell (CubbyStore *store, const CubbyOrder *order);

/* Completed, cancelled or something of it brought back: points are earned, go back, or are hers again.
 * Harmless to repeat. */
gboolean cubby_order_settle_points (CubbyStore *store, const char *order, GError **error);

G_END_DECLS
