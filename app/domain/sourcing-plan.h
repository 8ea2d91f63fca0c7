/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *location;
  gboolean warehouse;
} CubbySourcingPlace;

/**
 * CubbySourcing:
 * @pickup: (nullable): the location where the shopper collects; NULL when it is shipped
 * @quantities: pieces wanted of each item, at least 1
 * @purchasable: [item * n_places + place], without safety stock and what is held; below zero counts as none
 *
 * The question where the goods of an order come from. An item is a SKU: lines of the same SKU are one.
 */
typedef struct {
  const CubbySourcingPlace *places;
  guint n_places;
  const char *pickup;
  const gint64 *quantities;
  guint n_items;
  const gint64 *purchasable;
} CubbySourcing;

typedef struct {
  guint item;
  guint place; /* index into the places given */
  gint64 quantity;
} CubbySourcingPick;

/**
 * cubby_sourcing_plan:
 *
 * One location for the whole order, if there is one: the pickup store, else the warehouse, else the store
 * with most. Where none has everything, as few locations as possible (two are found when two will do; more
 * are added by how much they still bring), and each item whole from one of them where that can be.
 *
 * Returns: (transfer full) (nullable): picks by item, then in order of preference; or NULL when all
 * locations together have not enough of an item.
 */
GArray *cubby_sourcing_plan (const CubbySourcing *self);

G_END_DECLS
