/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql-driver.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* The rows of one answer, all of them here already; for the table of the driver. Takes @result. */
CubbySqlRows *cubby_postgresql_rows_new (PGresult *result);
gboolean cubby_postgresql_rows_next (CubbySqlRows *rows, GError **error);
gint64 cubby_postgresql_rows_get_int (CubbySqlRows *rows, int column);
const char *cubby_postgresql_rows_get_text (CubbySqlRows *rows, int column);
gboolean cubby_postgresql_rows_is_null (CubbySqlRows *rows, int column);
gboolean cubby_postgresql_rows_is_int (CubbySqlRows *rows, int column);
int cubby_postgresql_rows_get_n_columns (CubbySqlRows *rows);
const char *cubby_postgresql_rows_get_name (CubbySqlRows *rows, int column);
void cubby_postgresql_rows_free (CubbySqlRows *rows);

G_END_DECLS
