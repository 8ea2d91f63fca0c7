/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/change-fields.h"
#include "app/catalogue/thai-cutter.h"
#include "app/catalogue/writer.h"
#include "protocols/sql/sqlite-file.h"

G_BEGIN_DECLS

struct _CubbyCatalogueWriter {
  CubbySqliteFile *file;
  CubbyThaiCutter *cutter;
  guint64 sequence;
  guint32 feed;
  gboolean in_batch;
  gboolean
      index_is_stale; /* an option or a category got other names: index all products again at the commit */
  GHashTable *changed_skus; /* as a set */
};

/* One function a topic; @data NULL: it is gone. */
gboolean cubby_catalogue_apply_category (CubbyCatalogueWriter *self, const char *key, JsonNode *data,
                                         GError **error);
gboolean cubby_catalogue_apply_location (CubbyCatalogueWriter *self, const char *key, JsonNode *data,
                                         GError **error);
gboolean cubby_catalogue_apply_option (CubbyCatalogueWriter *self, const char *key, JsonNode *data,
                                       GError **error);
gboolean cubby_catalogue_apply_product (CubbyCatalogueWriter *self, const char *key, JsonNode *data,
                                        GError **error);
gboolean cubby_catalogue_apply_stock (CubbyCatalogueWriter *self, const char *key, JsonNode *data,
                                      GError **error);

/* Brings the index up to date for one product, or for all. */
gboolean cubby_catalogue_index_product (CubbyCatalogueWriter *self, gint64 rank, GError **error);
gboolean cubby_catalogue_index_all (CubbyCatalogueWriter *self, GError **error);
/* Takes a product out of the index; it must still be in the table. */
gboolean cubby_catalogue_unindex_product (CubbyCatalogueWriter *self, gint64 rank, GError **error);

G_END_DECLS
