/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the replica answers with: plain records, texts already in the language asked for, owned by whoever
 * got them. Money is in minor units of `currency`. Pictures are names below media/ beside the replica. */

/**
 * CubbyAvailability:
 * @here: pieces that can be bought in this store
 * @elsewhere: in all other stores together
 * @online: in the warehouses
 *
 * Never negative: a location with more promised than it has counts as none.
 */
typedef struct {
  gint64 here;
  gint64 elsewhere;
  gint64 online;
} CubbyAvailability;

typedef struct {
  char *id;
  char *name;
  char *picture; /* or NULL */
  guint n_products;
} CubbyCategory;

typedef struct {
  char *id;
  char *kind; /* "store" or "warehouse" */
  char *name;
  char *gln;
  char *address;
  gboolean lockers; /* whether parcels can be collected there */
} CubbyLocation;

/**
 * CubbyProductSummary:
 * @sku: the variant that was hit by its GTIN or SKU, or NULL
 *
 * One tile in a list: a product with what its variants cost and how many there are.
 */
typedef struct {
  char *id;
  char *category;
  char *name;
  char *brand;
  char *picture; /* of the product, else of its first variant that has one, else NULL */
  char *sku;
  guint n_variants;
  gint64 price_from;
  gint64 price_to;
  gint64 list_price; /* of what costs price_from when it is not reduced; 0: it is not */
  char *currency;    /* ISO 4217 */
  CubbyAvailability stock;
} CubbyProductSummary;

typedef struct {
  char *id;
  char *name;
  char *swatch; /* "#rrggbb", or NULL */
} CubbyOptionValue;

/* One axis of choice, such as colour: only the values that a variant of the product has, in their given
 * order. */
typedef struct {
  char *id;
  char *name;
  GPtrArray *values; /* of CubbyOptionValue */
} CubbyOption;

typedef struct {
  char *location;
  char *name;
  char *kind; /* "store" or "warehouse" */
  gboolean here;
  gint64 purchasable; /* as the centre counts: may be negative */
  gint64 incoming;
  gint64 updated_at; /* ms UTC, 0: unknown */
} CubbyStockAt;

typedef struct {
  char *sku;
  char *gtin;   /* 14 digits, or "" */
  GStrv values; /* ids of option values, one for each of the product's options, in their order; "" has none */
  char *picture; /* or NULL: the product's */
  gint64 price;
  gint64 list_price; /* when it is not reduced; 0: it is not */
  char *currency;
  guint weight_g;
  char *parcel_size; /* XS S M L XL */
  CubbyAvailability stock;
  GPtrArray *stock_at; /* of CubbyStockAt: this store, the other stores, the warehouses */
} CubbyVariant;

typedef struct {
  char *id;
  char *category;
  char *category_name;
  char *name;
  char *brand;
  char *description;
  char *picture;
  GPtrArray *options;  /* of CubbyOption, 0..2 */
  GPtrArray *variants; /* of CubbyVariant, in the order of the range */
} CubbyProduct;

void cubby_category_free (CubbyCategory *self);
void cubby_location_free (CubbyLocation *self);
void cubby_product_summary_free (CubbyProductSummary *self);
void cubby_option_value_free (CubbyOptionValue *self);
void cubby_option_free (CubbyOption *self);
void cubby_stock_at_free (CubbyStockAt *self);
void cubby_variant_free (CubbyVariant *self);
void cubby_product_free (CubbyProduct *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCategory, cubby_category_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLocation, cubby_location_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyProductSummary, cubby_product_summary_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOptionValue, cubby_option_value_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOption, cubby_option_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStockAt, cubby_stock_at_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyVariant, cubby_variant_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyProduct, cubby_product_free)

G_END_DECLS
