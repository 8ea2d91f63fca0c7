/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_sealed_list_add:
 * @name: (nullable): of the member in @json
 *
 * A list for the kiosks of @of_store, with a seal by every key that they may believe: who knows one of them
 * believes the list, and learns the others. "unavailable" without keys.
 */
gboolean cubby_sealed_list_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *kind,
                                const char *of_store, guint64 version, const char *rows, GError **error);

/* The public keys of passes, as the member @name. */
gboolean cubby_sealed_list_add_pass_keys (CubbyStore *store, CubbyJsonText *json, const char *name,
                                          const char *of_store, GError **error);

/* Returns: (transfer full) (nullable): the same as a document of its own. */
char *cubby_sealed_list_get_pass_keys (CubbyStore *store, const char *of_store, GError **error);

G_END_DECLS
