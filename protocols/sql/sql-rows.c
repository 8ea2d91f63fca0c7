/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/sql-driver.h"

gboolean
cubby_sql_rows_next (CubbySqlRows *rows, GError **error)
{
  return rows->driver->rows_next (rows, error);
}

gint64
cubby_sql_rows_get_int (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_get_int (rows, column);
}

const char *
cubby_sql_rows_get_text (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_get_text (rows, column);
}

gboolean
cubby_sql_rows_is_null (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_is_null (rows, column);
}

gboolean
cubby_sql_rows_is_int (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_is_int (rows, column);
}

char
cubby_sql_rows_get_type (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_get_type (rows, column);
}

int
cubby_sql_rows_get_n_columns (CubbySqlRows *rows)
{
  return rows->driver->rows_get_n_columns (rows);
}

const char *
cubby_sql_rows_get_name (CubbySqlRows *rows, int column)
{
  return rows->driver->rows_get_name (rows, column);
}

void
cubby_sql_rows_free (CubbySqlRows *rows)
{
  if (rows != NULL)
    rows->driver->rows_free (rows);
}
