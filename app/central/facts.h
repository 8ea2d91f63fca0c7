/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* What the range says of a SKU. */
typedef struct {
  char *sku;
  char *name; /* JSON of the LocalText */
  char *currency;
  char *category;
  char *size; /* the smallest parcel that one piece fits */
  gint64 price;
  gint64 weight_g;
  gint64 tax_bp;
  gboolean taxed; /* the product or its category says @tax_bp */
} CubbySkuFacts;

typedef struct {
  char *id;
  gint64 lockers;
  gboolean store;
  gboolean warehouse;
} CubbyLocationFacts;

/**
 * CubbyFacts:
 *
 * What rarely changes and every order asks for, kept in memory from one transaction to the next: everything
 * that the counter 'range' stands for (cubby_facts_touch()).
 */
typedef struct _CubbyFacts CubbyFacts;

CubbyFacts *cubby_facts_new (void);
void cubby_facts_free (CubbyFacts *self);

/* Once a transaction: forgets everything if the range was changed, by whatever process. */
gboolean cubby_facts_refresh (CubbyFacts *self, CubbySql *sql, GError **error);
/* What changes a product, a variant or a location says so, in its transaction. */
gboolean cubby_facts_touch (CubbySql *sql, GError **error);
void cubby_facts_forget (CubbyFacts *self);

/* Returns: (transfer none) (nullable): until the next refresh; NULL without @error: there is none. */
const CubbySkuFacts *cubby_facts_find_sku (CubbyFacts *self, CubbySql *sql, const char *sku, GError **error);
const CubbyLocationFacts *cubby_facts_find_location (CubbyFacts *self, CubbySql *sql, const char *id,
                                                     GError **error);
/* The epoch of the parcels' announcements, as of the last refresh; see cubby_parcel_begin_epoch(). */
gint64 cubby_facts_get_epoch (CubbyFacts *self);

G_END_DECLS
