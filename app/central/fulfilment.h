/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/fulfilment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

typedef struct {
  char *order;
  char *location;
  CubbyFulfilmentMethod method;
  CubbyFulfilmentState state;
} CubbyFulfilment;

CubbyFulfilment *cubby_fulfilment_load (CubbyStore *store, const char *id, GError **error);
/* The same, and nobody else changes it, or its order, until the commit. */
CubbyFulfilment *cubby_fulfilment_lock (CubbyStore *store, const char *id, GError **error);
void cubby_fulfilment_free (CubbyFulfilment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyFulfilment, cubby_fulfilment_free)

/**
 * cubby_fulfilment_become:
 *
 * The one place where a fulfilment changes its state. An illegal move is
 * "illegal-transition" and says what is allowed. What follows from the new state
 * (stock, parcels, notices, the order) happens with it.
 */
gboolean cubby_fulfilment_become (CubbyStore *store, const char *id, CubbyFulfilmentState to, GError **error);

/* An order ends with its last fulfilment: completed when at least one reached the shopper. What it asks for
 * now may be less than before. */
gboolean cubby_fulfilment_end_order (CubbyStore *store, const char *order, GError **error);

/* The goods are there, whatever was clicked before: takes the steps up to @to that were left out. */
gboolean cubby_fulfilment_bring_to (CubbyStore *store, const char *id, CubbyFulfilmentState to,
                                    GError **error);

/* Parcel @label of it was taken out of its locker by staff. What nobody collects any more is then in stock
 * again; what was ready is packed. */
gboolean cubby_fulfilment_take_out (CubbyStore *store, const char *id, const char *label, GError **error);

/* POST /v1/fulfilments/{id}/transitions. Answers the order. */
char *cubby_fulfilment_transition (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);

G_END_DECLS
