/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CubbyRestoreTable:
 *
 * Fills one table with rows of a backup, many at a time.
 */
typedef struct _CubbyRestoreTable CubbyRestoreTable;

/**
 * cubby_restore_table_new:
 * @columns: their names in the backup
 *
 * Returns: (transfer full) (nullable): NULL with @error set when the table has no such column.
 */
CubbyRestoreTable *cubby_restore_table_new (CubbySql *sql, const char *name, JsonArray *columns,
                                            GError **error);
void cubby_restore_table_free (CubbyRestoreTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyRestoreTable, cubby_restore_table_free)

const char *cubby_restore_table_get_name (CubbyRestoreTable *self);
gint64 cubby_restore_table_get_n_rows (CubbyRestoreTable *self);
/* Takes @row, an array of values. */
gboolean cubby_restore_table_add (CubbyRestoreTable *self, JsonNode *row, GError **error);
/* Writes what still waits. */
gboolean cubby_restore_table_finish (CubbyRestoreTable *self, GError **error);

G_END_DECLS
