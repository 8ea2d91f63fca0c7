/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/migration.h"

G_BEGIN_DECLS

/**
 * cubby_schema_list:
 * @ret_n: (out): how many there are
 *
 * The steps of the database's history, from migrations/, in their order.
 *
 * Returns: (transfer container): free it with g_free().
 */
CubbyMigration *cubby_schema_list (guint *ret_n);

/* Brings @sql to this version. */
gboolean cubby_schema_migrate (CubbySql *sql, gint64 now_ms, GError **error);
/* Within a transaction: brings @sql from what it is at to the step @until, and no further. */
gboolean cubby_schema_run_until (CubbySql *sql, gint64 until, gint64 now_ms, GError **error);
/* Checks that @sql is at this version; else says what it is at and the way out. */
gboolean cubby_schema_require (CubbySql *sql, GError **error);

G_END_DECLS
