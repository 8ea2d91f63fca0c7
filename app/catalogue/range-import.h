/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/writer.h"

G_BEGIN_DECLS

/**
 * cubby_catalogue_import_range:
 * @path: a range document (assets/demo/range.json): categories, locations, options, products, stock
 *
 * Fills a replica through the same code as the change feed does, in one batch. For desks and tests: in a shop
 * the range comes from the central service.
 */
gboolean cubby_catalogue_import_range (CubbyCatalogueWriter *writer, const char *path, GError **error);

G_END_DECLS
