/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/import.h"

G_BEGIN_DECLS

/* One element of "products" at @where. */
gboolean cubby_import_product (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                               GError **error);

/* Returns: (transfer full): lower case without diacritics, đ as d: what product search compares. */
char *cubby_import_fold (const char *text);

/* Shared by the kinds of rows of an import. */
char *cubby_import_to_text (JsonObject *object);
void cubby_import_check_text (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member);
/* "tax_rate_bp" of a category or product; -1 when it says none. */
gint64 cubby_import_read_tax (CubbyJsonBody *body, JsonObject *object, const char *where);
char *cubby_import_find_old (CubbyStore *store, const char *topic, const char *id);
gboolean cubby_import_put (CubbyStore *store, const char *topic, const char *id, const char *data,
                           const char *old, GError **error);

G_END_DECLS
