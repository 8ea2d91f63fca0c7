/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/postgresql-rows.h"
#include "protocols/sql/postgresql-error.h"

#define FETCH "FETCH 1000 FROM cubby"

typedef struct {
  CubbySqlRows base;
  PGresult *result;
  int row;
  PGconn *connection; /* of a cursor; NULL when the rows are all here */
  const char *name;
} PostgresqlRows;

/* Of the server's catalogue, the same in every version. */
#define OID_BOOLEAN 16

/* bigint, smallint, integer, and numeric: the sum of bigints */
static const Oid number_types[] = {20, 21, 23, 1700, OID_BOOLEAN};

CubbySqlRows *
cubby_postgresql_rows_new (PGresult *result)
{
  PostgresqlRows *self = g_new0 (PostgresqlRows, 1);
  self->result = result;
  self->row = -1;
  return &self->base;
}

CubbySqlRows *
cubby_postgresql_rows_new_streamed (PGconn *connection, const char *name)
{
  PostgresqlRows *self = g_new0 (PostgresqlRows, 1);
  self->row = -1;
  self->connection = connection;
  self->name = name;
  self->result = PQexec (connection, "FETCH 0 FROM cubby"); /* what the columns are */
  return &self->base;
}

static gboolean
rows_fetch (PostgresqlRows *self, GError **error)
{
  PQclear (self->result);
  self->row = 0;
  self->result = PQexec (self->connection, FETCH);
  if (PQresultStatus (self->result) == PGRES_TUPLES_OK)
    return PQntuples (self->result) > 0;
  cubby_postgresql_set_error (self->connection, self->result, self->name, FETCH, error);
  return FALSE;
}

gboolean
cubby_postgresql_rows_next (CubbySqlRows *rows, GError **error)
{
  PostgresqlRows *self = (PostgresqlRows *)rows;
  if (++self->row < PQntuples (self->result))
    return TRUE;
  return self->connection != NULL && rows_fetch (self, error);
}

gboolean
cubby_postgresql_rows_is_null (CubbySqlRows *rows, int column)
{
  PostgresqlRows *self = (PostgresqlRows *)rows;
  return PQgetisnull (self->result, self->row, column) == 1;
}

const char *
cubby_postgresql_rows_get_text (CubbySqlRows *rows, int column)
{
  PostgresqlRows *self = (PostgresqlRows *)rows;
  if (cubby_postgresql_rows_is_null (rows, column))
    return NULL;
  return PQgetvalue (self->result, self->row, column);
}

gint64
cubby_postgresql_rows_get_int (CubbySqlRows *rows, int column)
{
  PostgresqlRows *self = (PostgresqlRows *)rows;
  const char *text = cubby_postgresql_rows_get_text (rows, column);
  if (text == NULL)
    return 0;
  return PQftype (self->result, column) == OID_BOOLEAN ? *text == 't' : g_ascii_strtoll (text, NULL, 10);
}

char
cubby_postgresql_rows_get_type (CubbySqlRows *rows, int column)
{
  return cubby_postgresql_rows_is_int (rows, column) ? 'i' : 't';
}

gboolean
cubby_postgresql_rows_is_int (CubbySqlRows *rows, int column)
{
  Oid type = PQftype (((PostgresqlRows *)rows)->result, column);
  for (guint i = 0; i < G_N_ELEMENTS (number_types); i++)
    if (number_types[i] == type)
      return TRUE;
  return FALSE;
}

int
cubby_postgresql_rows_get_n_columns (CubbySqlRows *rows)
{
  return PQnfields (((PostgresqlRows *)rows)->result);
}

const char *
cubby_postgresql_rows_get_name (CubbySqlRows *rows, int column)
{
  return PQfname (((PostgresqlRows *)rows)->result, column);
}

void
cubby_postgresql_rows_free (CubbySqlRows *rows)
{
  PostgresqlRows *self = (PostgresqlRows *)rows;
  PQclear (self->result);
  if (self->connection != NULL)
    PQclear (PQexec (self->connection, "CLOSE cubby"));
  g_free (rows);
}
