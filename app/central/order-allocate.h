/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/order-facts.h"
#include "app/central/order.h"

G_BEGIN_DECLS

/* One order on its way to be placed. */
typedef struct {
  CubbyStore *store;
  const CubbyOrderRequest *request;
  const CubbyOrderFacts *facts;
  CubbyOrder *order;
  GArray *asked; /* of guint: which line of @request a line of @order is from */
} CubbyPlacing;

const CubbyRequestFulfilment *cubby_placing_get_fulfilment (const CubbyPlacing *self, guint index);

/* Decides who gives what, allocates it, and gives the order its lines: one for each place that a line comes
 * from. */
gboolean cubby_order_allocate (CubbyPlacing *self, GError **error);

G_END_DECLS
