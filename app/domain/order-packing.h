/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/bank.h"

G_BEGIN_DECLS

/* A line of an order, as the packer sees it. */
typedef struct {
  CubbySize size; /* the smallest box that one piece fits */
  gint64 quantity;
  gint64 weight_g; /* of one piece */
} CubbyPackLine;

/* A box to put things in. */
typedef struct {
  CubbySize size;
  gint64 weight_g;
  gboolean heavy; /* goes into a low compartment */
} CubbyPackBox;

/**
 * cubby_order_pack:
 *
 * How many boxes the lines take, and of which size: as few and as small as the
 * volumes allow, largest pieces first.
 *
 * Returns: (transfer full): of CubbyPackBox; empty for no pieces.
 */
GArray *cubby_order_pack (const CubbyPackLine *lines, guint n_lines);

G_END_DECLS
