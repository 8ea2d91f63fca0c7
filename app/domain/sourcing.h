/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *location;
  gboolean warehouse;
  gint64 purchasable;
} CubbySource;

typedef struct {
  guint source; /* index into the sources given */
  gint64 quantity;
} CubbySourcePick;

/**
 * cubby_sourcing_choose:
 * @sources: every location that knows the SKU
 * @pickup: (nullable): the location where the shopper collects; NULL when it is shipped
 * @quantity: pieces wanted, at least 1
 *
 * Chooses who gives an order line: the pickup store, else the warehouse, else the
 * store with most; where no single one has enough, it is split in that order.
 *
 * Returns: (transfer full) (nullable): picks of together @quantity, or NULL when
 * all of them together have not enough.
 */
GArray *cubby_sourcing_choose (const CubbySource *sources, guint n_sources, const char *pickup,
                               gint64 quantity);

G_END_DECLS
