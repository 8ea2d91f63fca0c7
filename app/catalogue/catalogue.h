/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/records.h"

G_BEGIN_DECLS

#define CUBBY_CATALOGUE_ERROR (cubby_catalogue_error_quark ())
GQuark cubby_catalogue_error_quark (void);

typedef enum {
  CUBBY_CATALOGUE_ERROR_ABSENT,  /* there is no replica yet: linkd has not synchronised once */
  CUBBY_CATALOGUE_ERROR_VERSION, /* the file is no replica, or of another version */
  CUBBY_CATALOGUE_ERROR_FAILED,  /* the file cannot be read or written */
  CUBBY_CATALOGUE_ERROR_CHANGE,  /* a change of the feed, or a range document, is not of its form */
} CubbyCatalogueError;

/**
 * CubbyCatalogue:
 *
 * The replica of the range and the stock, open for reading. Every call looks at one committed state and
 * answers in a few milliseconds; nothing is cached, so a call after Link1.Changed sees what changed. When
 * linkd has put a new file in the old one's place, the next call reads the new one.
 *
 * One thread at a time uses an object; a worker thread opens its own.
 */
typedef struct _CubbyCatalogue CubbyCatalogue;

/**
 * cubby_catalogue_open:
 * @path: catalogue.db, as Link1.CataloguePath tells it
 * @store: id of the location that counts as "here" ([store] id in cubby.conf)
 *
 * Opens read-only; needs no write permission to the file or its folder.
 *
 * Returns: (transfer full): the replica, or NULL with @error set.
 */
CubbyCatalogue *cubby_catalogue_open (const char *path, const char *store, GError **error);
void cubby_catalogue_free (CubbyCatalogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyCatalogue, cubby_catalogue_free)

/**
 * cubby_catalogue_get_sequence:
 * @ret_sequence: (out): the last sequence number of the change feed that is in the replica
 */
gboolean cubby_catalogue_get_sequence (CubbyCatalogue *self, guint64 *ret_sequence, GError **error);

/**
 * cubby_catalogue_resolve_picture:
 * @picture: a picture's name from a record
 *
 * Returns: (transfer full): its path; the file may not have arrived yet.
 */
char *cubby_catalogue_resolve_picture (CubbyCatalogue *self, const char *picture);

/* In all calls below @language is "vi", "th" or "en"; a text that is not there in it is given in English,
 * else Vietnamese, else whatever there is. */

/* Returns: (transfer full): of CubbyCategory, in the order of the range; NULL with @error set. */
GPtrArray *cubby_catalogue_list_categories (CubbyCatalogue *self, const char *language, GError **error);

/* Returns: (transfer full): of CubbyLocation: this store, the other stores, the warehouses. */
GPtrArray *cubby_catalogue_list_locations (CubbyCatalogue *self, GError **error);

/**
 * cubby_catalogue_list_products:
 * @category: an id, or NULL for the whole range
 *
 * Returns: (transfer full): of CubbyProductSummary, what sells best first.
 */
GPtrArray *cubby_catalogue_list_products (CubbyCatalogue *self, const char *category, const char *language,
                                          guint offset, guint limit, GError **error);

/**
 * cubby_catalogue_search:
 * @text: what was typed so far, in any language and with or without marks
 *
 * Every word must occur, the last one may be unfinished. A whole GTIN or SKU comes first (its record has
 * `sku` set), then products with the words in name, brand or keywords, then those with them in description,
 * category or colour; each part in popularity order. Text without a letter or digit finds nothing.
 *
 * Returns: (transfer full): of CubbyProductSummary, at most @limit.
 */
GPtrArray *cubby_catalogue_search (CubbyCatalogue *self, const char *text, const char *language, guint limit,
                                   GError **error);

/**
 * cubby_catalogue_get_product:
 *
 * Returns: (transfer full) (nullable): the product; NULL without @error when the range has none of this id.
 */
CubbyProduct *cubby_catalogue_get_product (CubbyCatalogue *self, const char *id, const char *language,
                                           GError **error);

/**
 * cubby_catalogue_find_code:
 * @code: a GTIN of 8, 12, 13 or 14 digits, or a SKU
 * @ret_product: (out): the id of its product
 * @ret_sku: (out): the variant
 *
 * Returns: whether there is one; FALSE without @error when not.
 */
gboolean cubby_catalogue_find_code (CubbyCatalogue *self, const char *code, char **ret_product,
                                    char **ret_sku, GError **error);

/**
 * cubby_catalogue_get_variant:
 *
 * For a basket line. Returns: (transfer full) (nullable): the variant, with the product's name and picture in
 * @ret_product; NULL without @error when the range has none of this SKU.
 */
CubbyVariant *cubby_catalogue_get_variant (CubbyCatalogue *self, const char *sku, const char *language,
                                           CubbyProduct **ret_product, GError **error);

G_END_DECLS
