/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_SQL_ERROR (cubby_sql_error_quark ())
GQuark cubby_sql_error_quark (void);

typedef enum {
  CUBBY_SQL_ERROR_URI,        /* no database that we speak to */
  CUBBY_SQL_ERROR_OPEN,       /* not there, no permission, not a database */
  CUBBY_SQL_ERROR_VERSION,    /* made by another version of the program */
  CUBBY_SQL_ERROR_BUSY,       /* somebody else holds the lock */
  CUBBY_SQL_ERROR_CONSTRAINT, /* a rule of the schema refused it */
  CUBBY_SQL_ERROR_FAILED,     /* anything else, I/O errors among them */
} CubbySqlError;

typedef enum {
  CUBBY_SQL_SERVER, /* the one writer of a running service; made when it is not there */
  CUBBY_SQL_GUEST,  /* a command that writes beside it for a moment */
  CUBBY_SQL_READER, /* may not write */
} CubbySqlMode;

/**
 * CubbySql:
 *
 * One connection to one database, for one thread at a time. Which engine it is
 * the URI says; a row in the table of drivers (sql.c) makes a further one.
 */
typedef struct _CubbySql CubbySql;
typedef struct _CubbySqlRows CubbySqlRows;

/**
 * cubby_sql_open:
 * @uri: "sqlite:PATH" or "sqlite:///PATH"
 *
 * Returns: (transfer full) (nullable): the connection, or NULL with @error set.
 */
CubbySql *cubby_sql_open (const char *uri, CubbySqlMode mode, GError **error);
void cubby_sql_free (CubbySql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySql, cubby_sql_free)

const char *cubby_sql_get_uri (CubbySql *self);

/**
 * cubby_sql_query:
 * @sql: one statement of the SQL that the engines share, values as "?"
 * @types: a letter for each value: t const char* (NULL is null), i gint64
 *
 * Returns: (transfer full) (nullable): its rows, or NULL with @error set. Not to
 * be nested with itself.
 */
CubbySqlRows *cubby_sql_query (CubbySql *self, GError **error, const char *sql, const char *types, ...);
/* The same for a statement whose rows do not matter. */
gboolean cubby_sql_run (CubbySql *self, GError **error, const char *sql, const char *types, ...);
/* The same for one that must find a row: @ret_value is its first column, @fallback when null or no row. */
gboolean cubby_sql_read_int (CubbySql *self, gint64 *ret_value, gint64 fallback, GError **error,
                             const char *sql, const char *types, ...);
/* Several statements without values, as migrations are. */
gboolean cubby_sql_execute (CubbySql *self, const char *sql, GError **error);

/* Returns: TRUE with a row; FALSE at the end, and FALSE with @error set. */
gboolean cubby_sql_rows_next (CubbySqlRows *rows, GError **error);
gint64 cubby_sql_rows_get_int (CubbySqlRows *rows, int column);
/* Lives until the next call on @rows; NULL is null. */
const char *cubby_sql_rows_get_text (CubbySqlRows *rows, int column);
gboolean cubby_sql_rows_is_null (CubbySqlRows *rows, int column);
void cubby_sql_rows_free (CubbySqlRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySqlRows, cubby_sql_rows_free)

/* @name: (nullable): NULL for any table at all */
gboolean cubby_sql_has_table (CubbySql *self, const char *name, gboolean *ret_there, GError **error);

gboolean cubby_sql_begin (CubbySql *self, GError **error);
gboolean cubby_sql_commit (CubbySql *self, GError **error);
void cubby_sql_rollback (CubbySql *self);

/* A part of a transaction that can be undone alone. They do not nest. */
gboolean cubby_sql_savepoint (CubbySql *self, GError **error);
gboolean cubby_sql_release (CubbySql *self, GError **error);
gboolean cubby_sql_rollback_to (CubbySql *self, GError **error);

/* Housekeeping of the writer, to be called now and then outside a transaction. */
void cubby_sql_maintain (CubbySql *self);
/* Asks the engine whether the file is whole. */
gboolean cubby_sql_check (CubbySql *self, GError **error);

G_END_DECLS
