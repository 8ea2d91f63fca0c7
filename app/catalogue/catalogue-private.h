/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/catalogue.h"
#include "app/catalogue/thai-cutter.h"
#include "protocols/sql/sqlite-file.h"

#include <sys/stat.h>

G_BEGIN_DECLS

struct _CubbyCatalogue {
  char *path;
  char *store;
  CubbySqliteFile *file;
  dev_t device; /* which file it was when opened: linkd puts a new one in its place to start over */
  ino_t inode;
  CubbyThaiCutter *cutter;
};

/* Opens the file again if it is another one than before; every public call starts with it. */
gboolean cubby_catalogue_refresh (CubbyCatalogue *self, GError **error);

/* Moves @local, if set, to @error. Returns: whether there was none. */
gboolean cubby_catalogue_check (GError *local, GError **error);

/* A text column in the language bound as ?1, else in English, Vietnamese, or any: "" when there is none. */
#define CUBBY_TEXT_IN(column)                                                                                \
  "coalesce(nullif(" column " ->> ?1, ''), nullif(" column " ->> 'en', ''), nullif(" column                  \
  " ->> 'vi', ''), (SELECT value FROM json_each(" column ") LIMIT 1), '')"

/* Returns: (transfer full) (nullable): the tile of a product by its rank; NULL when it is gone, or with
 * @error set. */
CubbyProductSummary *cubby_catalogue_read_summary (CubbyCatalogue *self, gint64 rank, const char *language,
                                                   GError **error);

G_END_DECLS
