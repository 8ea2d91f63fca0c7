/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_postgresql_many_text:
 * @sql: one INSERT … VALUES (…), UPDATE, DELETE or SELECT with "?"
 * @types: a letter for each "?", as in cubby_sql_query()
 *
 * The statement that does @sql for every row of arrays: $1, $2, … are an array for each "?".
 *
 * Returns: (transfer full) (nullable): NULL with @error set when @sql cannot be written so.
 */
char *cubby_postgresql_many_text (const char *sql, const char *types, GError **error);

G_END_DECLS
