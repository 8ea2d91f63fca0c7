/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/order-request.h"

G_BEGIN_DECLS

/* Whose order an order is. */
typedef struct {
  char *customer; /* (nullable) */
} CubbyOrderOwner;

void cubby_order_owner_clear (CubbyOrderOwner *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CubbyOrderOwner, cubby_order_owner_clear)

/**
 * cubby_order_find_owner:
 * @order: its id
 *
 * Finds the customer whose order @request is, and takes the points that it pays with. What was held for its
 * basket is let go for it, so do this before its stock is allocated.
 */
gboolean cubby_order_find_owner (CubbyStore *store, const CubbyOrderRequest *request, const char *order,
                                 CubbyOrderOwner *ret_owner, GError **error);

/* After its row was written: it is @owner's. */
gboolean cubby_order_join (CubbyStore *store, const CubbyOrderRequest *request, const char *order,
                           const CubbyOrderOwner *owner, GError **error);

/* Completed, cancelled or something of it brought back: points are earned, go back, or are hers again.
 * Harmless to repeat. */
gboolean cubby_order_settle_points (CubbyStore *store, const char *order, GError **error);

G_END_DECLS
