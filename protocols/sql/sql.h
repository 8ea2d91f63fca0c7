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
  CUBBY_SQL_ERROR_RETRY,      /* two transactions were in each other's way: roll back and do it all again */
  CUBBY_SQL_ERROR_LOST, /* the server is away; what was not committed did not happen: cubby_sql_reset() */
  CUBBY_SQL_ERROR_UNSUPPORTED, /* this engine cannot do that */
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

/* As it was opened with, but for its password: fit for a message or a log. */
const char *cubby_sql_get_uri (CubbySql *self);
/* Returns: (transfer full): @uri without a password, also when it is no URI that could be opened. */
char *cubby_sql_redact_uri (const char *uri);

/**
 * cubby_sql_set_extra:
 * @name: a static string
 * @extra: (transfer full): freed with the connection or by the next of that name
 *
 * What somebody keeps beside a connection, such as facts read from it: a connection belongs to one thread, so
 * that needs no lock.
 */
void cubby_sql_set_extra (CubbySql *self, const char *name, gpointer extra, GDestroyNotify free_extra);
/* Returns: (nullable) */
gpointer cubby_sql_get_extra (CubbySql *self, const char *name);

/**
 * cubby_sql_reset:
 *
 * After CUBBY_SQL_ERROR_LOST (a reader outside a transaction does it by itself): connects anew, in no
 * transaction, listening to what it listened to.
 *
 * Returns: FALSE with @error (CUBBY_SQL_ERROR_LOST while the server is away); try again later.
 */
gboolean cubby_sql_reset (CubbySql *self, GError **error);

/**
 * cubby_sql_query:
 * @sql: one statement of the SQL that the engines share, values as "?"
 * @types: a letter for each value: t const char* (NULL is null), i gint64, n const gint64* (NULL is null)
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
/**
 * cubby_sql_query_streamed:
 * @sql: one SELECT without values
 *
 * Within a transaction: rows that are fetched as they are asked for, for tables that do not fit into memory.
 * Only one at a time.
 */
CubbySqlRows *cubby_sql_query_streamed (CubbySql *self, const char *sql, GError **error);

/**
 * CubbySqlColumn:
 *
 * The values of one "?" for many rows at once, by its letter in types: t, i or n.
 */
typedef union {
  const char *const *texts;
  const gint64 *ints;
  const gint64 *const *nullable;
} CubbySqlColumn;

/**
 * cubby_sql_run_many:
 * @sql: one INSERT … VALUES (…), UPDATE or DELETE of one table, values as "?"
 * @types: a letter for each "?" as in cubby_sql_query()
 * @n_rows: how often it is run; 0 does nothing
 * @columns: one for each "?"; they are not copied
 *
 * The same as running it @n_rows times, in one call to the engine. The rows of one call must concern
 * different rows of the table: an engine may do them in any order, or at once.
 */
gboolean cubby_sql_run_many (CubbySql *self, GError **error, const char *sql, const char *types, guint n_rows,
                             const CubbySqlColumn *columns);
/**
 * cubby_sql_post_many:
 *
 * The same for the end of a transaction: an engine may send it along with what follows, without waiting for
 * its answer. So its error may come with a later statement or part, and comes with the commit at the latest,
 * which then is not done. @columns are done with when this returns.
 */
gboolean cubby_sql_post_many (CubbySql *self, GError **error, const char *sql, const char *types,
                              guint n_rows, const CubbySqlColumn *columns);
/**
 * cubby_sql_query_many:
 * @sql: one SELECT, values as "?"
 *
 * The rows of @sql for the first row of values, then those for the second, and so on. @columns must stay as
 * they are until the rows are freed. A SELECT that also says which values it is for can be told apart:
 * "SELECT sku, on_hand FROM stock_level WHERE sku = ?".
 */
CubbySqlRows *cubby_sql_query_many (CubbySql *self, GError **error, const char *sql, const char *types,
                                    guint n_rows, const CubbySqlColumn *columns);

/* What a SELECT of rows that this transaction is going to change ends with: "" or " FOR UPDATE". Where
 * several processes write, whoever comes second waits there; so ask for rows in one order (ORDER BY key). */
const char *cubby_sql_get_row_lock (CubbySql *self);

/* Several statements without values, as migrations are. */
gboolean cubby_sql_execute (CubbySql *self, const char *sql, GError **error);

/* Returns: TRUE with a row; FALSE at the end, and FALSE with @error set. */
gboolean cubby_sql_rows_next (CubbySqlRows *rows, GError **error);
gint64 cubby_sql_rows_get_int (CubbySqlRows *rows, int column);
/* Lives until the next call on @rows; NULL is null. */
const char *cubby_sql_rows_get_text (CubbySqlRows *rows, int column);
gboolean cubby_sql_rows_is_null (CubbySqlRows *rows, int column);
/* Whether what is not null there is a number. */
gboolean cubby_sql_rows_is_int (CubbySqlRows *rows, int column);
/* Known before the first row too. */
/* What the column was made for, whatever is in it: 't' or 'i'; of a column of a table. */
char cubby_sql_rows_get_type (CubbySqlRows *rows, int column);
int cubby_sql_rows_get_n_columns (CubbySqlRows *rows);
const char *cubby_sql_rows_get_name (CubbySqlRows *rows, int column);
void cubby_sql_rows_free (CubbySqlRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySqlRows, cubby_sql_rows_free)

/* @name: (nullable): NULL for any table at all */
gboolean cubby_sql_has_table (CubbySql *self, const char *name, gboolean *ret_there, GError **error);

/* In a transaction of a server: whether no other service is at work, and none can begin until it ends. */
gboolean cubby_sql_is_alone (CubbySql *self, gboolean *ret_alone, GError **error);
/* The same for who must be: waits a second for it, then CUBBY_SQL_ERROR_BUSY. */
gboolean cubby_sql_be_alone (CubbySql *self, GError **error);

/**
 * cubby_sql_take_turn:
 * @name: of what only one process does at a time
 *
 * In a transaction, without waiting: @ret_ours is whether nobody else is at it, and nobody begins until this
 * transaction ends. Where only one process writes, it always is.
 */
gboolean cubby_sql_take_turn (CubbySql *self, const char *name, gboolean *ret_ours, GError **error);

/* Returns: (transfer full) (nullable): names of all tables, each after those that its rows refer to. */
GPtrArray *cubby_sql_list_tables (CubbySql *self, GError **error);

gboolean cubby_sql_begin (CubbySql *self, GError **error);
/* A transaction that only reads, and sees one moment however long it takes; ends like any other. */
gboolean cubby_sql_begin_snapshot (CubbySql *self, GError **error);
gboolean cubby_sql_commit (CubbySql *self, GError **error);
void cubby_sql_rollback (CubbySql *self);

/* A part of a transaction that can be undone alone; of several, one in the other, the innermost. */
gboolean cubby_sql_savepoint (CubbySql *self, GError **error);
gboolean cubby_sql_release (CubbySql *self, GError **error);
gboolean cubby_sql_rollback_to (CubbySql *self, GError **error);

/**
 * cubby_sql_notify:
 *
 * Within a transaction: once it is committed, every process that listens to @channel hears of it. Where only
 * one process writes there is nobody to tell, and nothing happens.
 */
gboolean cubby_sql_notify (CubbySql *self, const char *channel, GError **error);
/* Returns: FALSE with CUBBY_SQL_ERROR_UNSUPPORTED where only one process writes. For a connection that is
 * used for nothing else, outside transactions. @channel: of letters and "_" */
gboolean cubby_sql_listen (CubbySql *self, const char *channel, GError **error);
/* What to wait on until it is readable, then cubby_sql_take_notices(); it may change in a reset. -1: nothing.
 */
int cubby_sql_get_fd (CubbySql *self);
/* Without waiting: @ret_n is how many were heard since the last time, of whatever channel. */
gboolean cubby_sql_take_notices (CubbySql *self, guint *ret_n, GError **error);

/* For a connection that only reads: @ret_stamp is another than before when any other connection has committed
 * something. Returns: FALSE where the engine cannot tell. */
gboolean cubby_sql_get_change_stamp (CubbySql *self, gint64 *ret_stamp);

/* Housekeeping of the writer, to be called now and then outside a transaction. */
void cubby_sql_maintain (CubbySql *self);
/* The next cubby_sql_maintain() empties the engine's log, in which what was just overwritten still stands. */
void cubby_sql_clear_log (CubbySql *self);
/* Writes the whole database anew, so that nothing of what was deleted is left in its files; outside a
 * transaction, with nobody else at work. */
gboolean cubby_sql_compact (CubbySql *self, GError **error);
/* Asks the engine whether the file is whole. */
gboolean cubby_sql_check (CubbySql *self, GError **error);

G_END_DECLS
