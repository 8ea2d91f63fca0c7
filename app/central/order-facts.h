/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/facts.h"
#include "app/central/order-request.h"
#include "app/central/priced.h"

G_BEGIN_DECLS

/* What is known of what an order asks for. */
typedef struct {
  GPtrArray *skus;     /* of const CubbySkuFacts, one a line */
  CubbyPriced *priced; /* what the lines cost, in their order */
} CubbyOrderFacts;

/* NULL with @error set when something asked for is not there, or costs something else than expected; it names
 * the place in the request. */
CubbyOrderFacts *cubby_order_facts_find (CubbyStore *store, const CubbyOrderRequest *request, GError **error);
void cubby_order_facts_free (CubbyOrderFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOrderFacts, cubby_order_facts_free)

G_END_DECLS
