/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* What an import did. */
typedef struct {
  guint categories, locations, options, products, variants, levels, price_lists, promotions;
} CubbyImportCount;

/**
 * cubby_import_range:
 * @body: the document of POST /v1/products:import
 *
 * Writes what is new or different of categories, locations, options, products, stock,
 * price lists and promotions; what the document does not name stays. Stock is set by movements ("count").
 */
gboolean cubby_import_range (CubbyStore *store, CubbyJsonBody *body, CubbyImportCount *ret_count,
                             GError **error);

G_END_DECLS
