/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/change-request.h"
#include "app/central/store.h"

G_BEGIN_DECLS

/* Promotions. Each returns: (transfer full) (nullable): JSON, or NULL with @error set. */
char *cubby_promotion_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error);
char *cubby_promotion_list (CubbyStore *store, const char *cursor, guint limit, GError **error);
char *cubby_promotion_put (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status,
                           GError **error);
char *cubby_promotion_delete (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status,
                              GError **error);

/* Writes one that an import brings, whatever its version; cubby_shelf_refresh() is up to the caller. */
gboolean cubby_promotion_import (CubbyStore *store, CubbyJsonBody *body, JsonObject *object,
                                 const char *where, GError **error);

G_END_DECLS
