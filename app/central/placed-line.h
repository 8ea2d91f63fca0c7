/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/fulfilment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* A line of an order that was placed, as far as its pieces go. */
typedef struct {
  char *id;
  char *order;
  char *fulfilment;
  char *sku;
  char *source;
  gint64 quantity;
  gint64 cancelled; /* never went out */
  gint64 returned;  /* came back */
  gint64 total;     /* what @quantity pieces cost */
  CubbyLineStanding standing;
} CubbyPlacedLine;

CubbyPlacedLine *cubby_placed_line_load (CubbyStore *store, const char *id, GError **error);
/* Returns: (transfer full) (nullable): those of @fulfilment that are not settled, in their order. */
GPtrArray *cubby_placed_line_list_open (CubbyStore *store, const char *fulfilment, GError **error);
void cubby_placed_line_free (CubbyPlacedLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPlacedLine, cubby_placed_line_free)

/* The line @id of @order that @body names at @where: FALSE with @error "invalid" when it has no such line. */
gboolean cubby_placed_line_find (CubbyStore *store, CubbyJsonBody *body, const char *order, const char *where,
                                 const char *id, CubbyPlacedLine **ret_line, GError **error);

/* Pieces that are still to be delivered, or were. */
gint64 cubby_placed_line_count (const CubbyPlacedLine *self);

/* They were handed over: sold. */
gboolean cubby_placed_line_sell (CubbyStore *store, CubbyPlacedLine *self, GError **error);

/* @pieces will not be delivered: their stock is free again, what waits for them is stopped, and the order
 * asks for less. */
gboolean cubby_placed_line_take_off (CubbyStore *store, CubbyPlacedLine *self, gint64 pieces, GError **error);

/* @pieces never arrived; there is nothing to free. */
gboolean cubby_placed_line_lose (CubbyStore *store, CubbyPlacedLine *self, gint64 pieces, GError **error);

/* Returns: the part of the price that goes with @pieces more, after those cancelled and returned. */
gint64 cubby_placed_line_get_share (const CubbyPlacedLine *self, gint64 pieces);

G_END_DECLS
