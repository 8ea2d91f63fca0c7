/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_code_seal_prepare:
 * @sql: a connection that writes, outside a transaction
 * @keys: (nullable)
 *
 * Before anything else is done with a database: what an older version kept in clear (typed codes, the stores'
 * code keys) is encrypted, and @keys learns the code keys that kiosks were given before. Without @keys it is
 * an error that there is something in clear.
 */
gboolean cubby_code_seal_prepare (CubbySql *sql, CubbyKeyRing *keys, GError **error);

G_END_DECLS
