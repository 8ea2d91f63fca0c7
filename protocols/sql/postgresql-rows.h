/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql-driver.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* The rows of one answer, all of them here already; for the table of the driver. Takes @result. */
CubbySqlRows *cubby_postgresql_rows_new (PGresult *result);
/* Of a cursor: fetched as they are asked for. @name: of the database, for messages; must outlive them */
CubbySqlRows *cubby_postgresql_rows_new_streamed (PGconn *connection, const char *name);
gboolean cubby_postgresql_rows_next (CubbySqlRows *rows, GError **error);
gint64 cubby_postgresql_rows_get_int (CubbySqlRows *rows, int column);
const char *cubby_postgresql_rows_get_text (CubbySqlRows *rows, int column);
gboolean cubby_postgresql_rows_is_null (CubbySqlRows *rows, int column);
char cubby_postgresql_rows_get_type (CubbySqlRows *rows, int column);
gboolean cubby_postgresql_rows_is_int (CubbySqlRows *rows, int column);
int cubby_postgresql_rows_get_n_columns (CubbySqlRows *rows);
const char *cubby_postgresql_rows_get_name (CubbySqlRows *rows, int column);
void cubby_postgresql_rows_free (CubbySqlRows *rows);

/* Makes the cursor that the streamed rows are fetched from. */
#define CUBBY_POSTGRESQL_CURSOR "DECLARE cubby NO SCROLL CURSOR FOR "

G_END_DECLS
