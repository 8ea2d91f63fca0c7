/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CUBBY_SQLITE_ERROR (cubby_sqlite_error_quark ())
GQuark cubby_sqlite_error_quark (void);

typedef enum {
  CUBBY_SQLITE_ERROR_OPEN,       /* not there, no permission */
  CUBBY_SQLITE_ERROR_NOT_A_DB,   /* no database, or a damaged one */
  CUBBY_SQLITE_ERROR_BUSY,       /* somebody else holds the lock */
  CUBBY_SQLITE_ERROR_CONSTRAINT, /* a rule of the schema refused it */
  CUBBY_SQLITE_ERROR_FULL,       /* no room on the disk */
  CUBBY_SQLITE_ERROR_FAILED,     /* anything else, I/O errors among them */
} CubbySqliteError;

typedef enum {
  CUBBY_SQLITE_READ_ONLY,
  CUBBY_SQLITE_READ_WRITE, /* must be there */
  CUBBY_SQLITE_CREATE,     /* read and write, made when it is not there */
} CubbySqliteMode;

/**
 * CubbySqliteFile:
 *
 * One connection to one SQLite file, for one thread at a time. Statements are prepared once and kept by
 * their text. Messages name the file. For stores that are always SQLite (journal, replica).
 */
typedef struct _CubbySqliteFile CubbySqliteFile;
typedef struct _CubbySqliteStatement CubbySqliteStatement;

/**
 * cubby_sqlite_file_open:
 * @path: or a file: URI, https://www.sqlite.org/uri.html
 * @set_up: (nullable): SQL run first, such as pragmas
 *
 * Schemas and views of the file are not trusted; a lock is waited for up to 5 s.
 */
CubbySqliteFile *cubby_sqlite_file_open (const char *path, CubbySqliteMode mode, const char *set_up,
                                         GError **error);
void cubby_sqlite_file_free (CubbySqliteFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySqliteFile, cubby_sqlite_file_free)

const char *cubby_sqlite_file_get_path (CubbySqliteFile *self);

/**
 * cubby_sqlite_file_keep_wal:
 *
 * Leaves FILE-wal and FILE-shm in place when the last connection closes, so that readers who may not
 * write in the folder can open the file at any time.
 */
gboolean cubby_sqlite_file_keep_wal (CubbySqliteFile *self, GError **error);

/**
 * cubby_sqlite_file_checkpoint_by_hand:
 *
 * The log is copied into the file only when the caller says so, not by some commit. From then on
 * cubby_sqlite_file_get_n_wal_pages() tells how long the log was at the last commit of this connection; the
 * size of FILE-wal does not, as a log that begins anew overwrites the old one.
 */
void cubby_sqlite_file_checkpoint_by_hand (CubbySqliteFile *self);
guint cubby_sqlite_file_get_n_wal_pages (CubbySqliteFile *self);

/* Runs any number of statements that take no values and whose rows do not matter. */
gboolean cubby_sqlite_file_execute (CubbySqliteFile *self, const char *sql, GError **error);

/**
 * cubby_sqlite_file_query:
 * @sql: one statement
 * @types: a letter for each `?` in it: t const char* (NULL is null), i gint64, n const gint64* (NULL is
 * null), d double, b const void* and gsize
 *
 * Returns: (transfer full): the statement with its values bound (texts and blobs are copied), or NULL with
 * @error set. Free it before the same query is wanted again, best by g_autoptr.
 */
CubbySqliteStatement *cubby_sqlite_file_query (CubbySqliteFile *self, GError **error, const char *sql,
                                               const char *types, ...);
CubbySqliteStatement *cubby_sqlite_file_query_valist (CubbySqliteFile *self, GError **error, const char *sql,
                                                      const char *types, va_list *args);
/* The same for a statement without rows: binds, runs to the end, lets go. */
gboolean cubby_sqlite_file_run (CubbySqliteFile *self, GError **error, const char *sql, const char *types,
                                ...);
/* The same for a statement whose first column of its only row is a number. @fallback: there was no row, or
 * null. */
gboolean cubby_sqlite_file_read_int (CubbySqliteFile *self, gint64 *ret_value, gint64 fallback,
                                     GError **error, const char *sql, const char *types, ...);

/**
 * cubby_sqlite_statement_next:
 *
 * Returns: TRUE with a row; FALSE at the end, and FALSE with @error set.
 */
gboolean cubby_sqlite_statement_next (CubbySqliteStatement *self, GError **error);
/* Stands before the first row again, with the values it had until others are set. */
void cubby_sqlite_statement_rewind (CubbySqliteStatement *self);
/* Values from 0; for a query whose types were "". @text is not copied. */
void cubby_sqlite_statement_set_int (CubbySqliteStatement *self, int value, gint64 number);
void cubby_sqlite_statement_set_null (CubbySqliteStatement *self, int value);
void cubby_sqlite_statement_set_text (CubbySqliteStatement *self, int value, const char *text);
void cubby_sqlite_statement_free (CubbySqliteStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySqliteStatement, cubby_sqlite_statement_free)

/* Columns of the row, from 0; texts and blobs live until the next call on the statement. */
gint64 cubby_sqlite_statement_get_int (CubbySqliteStatement *self, int column);
const char *cubby_sqlite_statement_get_text (CubbySqliteStatement *self, int column);
const void *cubby_sqlite_statement_get_blob (CubbySqliteStatement *self, int column, gsize *ret_size);
gboolean cubby_sqlite_statement_is_null (CubbySqliteStatement *self, int column);
gboolean cubby_sqlite_statement_is_int (CubbySqliteStatement *self, int column);
/* (nullable): as it was written when the table was made */
const char *cubby_sqlite_statement_get_declaration (CubbySqliteStatement *self, int column);
int cubby_sqlite_statement_get_n_columns (CubbySqliteStatement *self);
const char *cubby_sqlite_statement_get_name (CubbySqliteStatement *self, int column);

G_END_DECLS
