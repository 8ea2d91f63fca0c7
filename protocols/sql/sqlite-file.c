/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sqlite"
#include "protocols/sql/sqlite-file.h"

#include <sqlite3.h>

#define BUSY_TIMEOUT_MS 5000

struct _CubbySqliteFile {
  char *path;
  sqlite3 *db;
  GHashTable *statements; /* text -> sqlite3_stmt that nobody uses at the moment */
  guint n_wal_pages;
};

struct _CubbySqliteStatement {
  CubbySqliteFile *file;
  sqlite3_stmt *stmt;
};

G_DEFINE_QUARK (cubby - sqlite - error - quark, cubby_sqlite_error)

static const struct {
  int result;
  CubbySqliteError code;
} error_codes[] = {
    {SQLITE_CANTOPEN, CUBBY_SQLITE_ERROR_OPEN},
    {SQLITE_PERM, CUBBY_SQLITE_ERROR_OPEN},
    {SQLITE_NOTADB, CUBBY_SQLITE_ERROR_NOT_A_DB},
    {SQLITE_CORRUPT, CUBBY_SQLITE_ERROR_NOT_A_DB},
    {SQLITE_BUSY, CUBBY_SQLITE_ERROR_BUSY},
    {SQLITE_LOCKED, CUBBY_SQLITE_ERROR_BUSY},
    {SQLITE_CONSTRAINT, CUBBY_SQLITE_ERROR_CONSTRAINT},
    {SQLITE_FULL, CUBBY_SQLITE_ERROR_FULL},
};

static void
sqlite_file_set_error (CubbySqliteFile *self, const char *sql, GError **error)
{
  int result = sqlite3_errcode (self->db);
  CubbySqliteError code = CUBBY_SQLITE_ERROR_FAILED;
  for (guint i = 0; i < G_N_ELEMENTS (error_codes); i++)
    if (error_codes[i].result == (result & 0xff))
      code = error_codes[i].code;
  g_set_error (error, CUBBY_SQLITE_ERROR, code, "%s: %s%s%s", self->path, sqlite3_errmsg (self->db),
               sql != NULL ? ": " : "", sql != NULL ? sql : "");
}

static void
statement_finalize (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

/* Where there is a hook, SQLite does no checkpoints of its own. */
static int
note_wal (void *data, sqlite3 *db, const char *database, int n_pages)
{
  ((CubbySqliteFile *)data)->n_wal_pages = (guint)n_pages;
  return SQLITE_OK;
}

CubbySqliteFile *
cubby_sqlite_file_open (const char *path, CubbySqliteMode mode, const char *set_up, GError **error)
{
  static const int flags[] = {
      [CUBBY_SQLITE_READ_ONLY] = SQLITE_OPEN_READONLY,
      [CUBBY_SQLITE_READ_WRITE] = SQLITE_OPEN_READWRITE,
      [CUBBY_SQLITE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr (CubbySqliteFile) self = g_new0 (CubbySqliteFile, 1);
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_finalize);
  if (sqlite3_open_v2 (path, &self->db,
                       flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI,
                       NULL) != SQLITE_OK) {
    sqlite_file_set_error (self, NULL, error);
    return NULL;
  }
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (set_up != NULL && !cubby_sqlite_file_execute (self, set_up, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cubby_sqlite_file_free (CubbySqliteFile *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

const char *
cubby_sqlite_file_get_path (CubbySqliteFile *self)
{
  return self->path;
}

gboolean
cubby_sqlite_file_keep_wal (CubbySqliteFile *self, GError **error)
{
  int keep = 1;
  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep) == SQLITE_OK)
    return TRUE;
  sqlite_file_set_error (self, NULL, error);
  return FALSE;
}

void
cubby_sqlite_file_checkpoint_by_hand (CubbySqliteFile *self)
{
  sqlite3_wal_hook (self->db, note_wal, self);
}

guint
cubby_sqlite_file_get_n_wal_pages (CubbySqliteFile *self)
{
  return self->n_wal_pages;
}

gboolean
cubby_sqlite_file_execute (CubbySqliteFile *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_file_set_error (self, sql, error);
  return FALSE;
}

static sqlite3_stmt *
sqlite_file_take_prepared (CubbySqliteFile *self, const char *sql, GError **error)
{
  gpointer key = NULL;
  gpointer stmt = NULL;
  if (g_hash_table_steal_extended (self->statements, sql, &key, &stmt)) {
    g_free (key);
    return stmt;
  }
  sqlite3_stmt *fresh = NULL;
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &fresh, NULL) == SQLITE_OK)
    return fresh;
  sqlite_file_set_error (self, sql, error);
  return NULL;
}

static int
statement_bind (sqlite3_stmt *stmt, int index, char type, va_list *args)
{
  if (type == 't')
    return sqlite3_bind_text (stmt, index, va_arg (*args, const char *), -1, SQLITE_TRANSIENT);
  if (type == 'i')
    return sqlite3_bind_int64 (stmt, index, va_arg (*args, gint64));
  if (type == 'n') {
    const gint64 *number = va_arg (*args, const gint64 *);
    return number != NULL ? sqlite3_bind_int64 (stmt, index, *number) : sqlite3_bind_null (stmt, index);
  }
  if (type == 'd')
    return sqlite3_bind_double (stmt, index, va_arg (*args, double));
  if (type == 'b') {
    const void *data = va_arg (*args, const void *);
    gsize size = va_arg (*args, gsize);
    return sqlite3_bind_blob64 (stmt, index, data, size, SQLITE_TRANSIENT);
  }
  return SQLITE_MISUSE;
}

CubbySqliteStatement *
cubby_sqlite_file_query_valist (CubbySqliteFile *self, GError **error, const char *sql, const char *types,
                                va_list *args)
{
  sqlite3_stmt *stmt = sqlite_file_take_prepared (self, sql, error);
  if (stmt == NULL)
    return NULL;
  g_autoptr (CubbySqliteStatement) statement = g_new0 (CubbySqliteStatement, 1);
  statement->file = self;
  statement->stmt = stmt;
  for (int i = 0; types[i] != '\0'; i++) {
    if (statement_bind (stmt, i + 1, types[i], args) == SQLITE_OK)
      continue;
    sqlite_file_set_error (self, sql, error);
    return NULL;
  }
  return g_steal_pointer (&statement);
}

CubbySqliteStatement *
cubby_sqlite_file_query (CubbySqliteFile *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  CubbySqliteStatement *statement = cubby_sqlite_file_query_valist (self, error, sql, types, &args);
  va_end (args);
  return statement;
}

gboolean
cubby_sqlite_file_run (CubbySqliteFile *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query_valist (self, error, sql, types, &args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  while (cubby_sqlite_statement_next (statement, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_sqlite_file_read_int (CubbySqliteFile *self, gint64 *ret_value, gint64 fallback, GError **error,
                            const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (CubbySqliteStatement) statement =
      cubby_sqlite_file_query_valist (self, error, sql, types, &args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  gboolean found = cubby_sqlite_statement_next (statement, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  gboolean known = found && !cubby_sqlite_statement_is_null (statement, 0);
  *ret_value = known ? cubby_sqlite_statement_get_int (statement, 0) : fallback;
  return TRUE;
}

gboolean
cubby_sqlite_statement_next (CubbySqliteStatement *self, GError **error)
{
  int result = sqlite3_step (self->stmt);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    sqlite_file_set_error (self->file, sqlite3_sql (self->stmt), error);
  return FALSE;
}

void
cubby_sqlite_statement_rewind (CubbySqliteStatement *self)
{
  sqlite3_reset (self->stmt);
}

void
cubby_sqlite_statement_set_int (CubbySqliteStatement *self, int value, gint64 number)
{
  sqlite3_bind_int64 (self->stmt, value + 1, number);
}

void
cubby_sqlite_statement_set_null (CubbySqliteStatement *self, int value)
{
  sqlite3_bind_null (self->stmt, value + 1);
}

void
cubby_sqlite_statement_set_text (CubbySqliteStatement *self, int value, const char *text)
{
  sqlite3_bind_text (self->stmt, value + 1, text, -1, SQLITE_STATIC);
}

/* Goes back to the kept ones; a second copy of the same text (a query inside itself) is let go. */
void
cubby_sqlite_statement_free (CubbySqliteStatement *self)
{
  if (self == NULL)
    return;
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
  g_hash_table_replace (self->file->statements, g_strdup (sqlite3_sql (self->stmt)), self->stmt);
  g_free (self);
}

gint64
cubby_sqlite_statement_get_int (CubbySqliteStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

const char *
cubby_sqlite_statement_get_text (CubbySqliteStatement *self, int column)
{
  return (const char *)sqlite3_column_text (self->stmt, column);
}

const void *
cubby_sqlite_statement_get_blob (CubbySqliteStatement *self, int column, gsize *ret_size)
{
  const void *data = sqlite3_column_blob (self->stmt, column);
  *ret_size = (gsize)sqlite3_column_bytes (self->stmt, column);
  return data;
}

gboolean
cubby_sqlite_statement_is_null (CubbySqliteStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gboolean
cubby_sqlite_statement_is_int (CubbySqliteStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_INTEGER;
}

const char *
cubby_sqlite_statement_get_declaration (CubbySqliteStatement *self, int column)
{
  return sqlite3_column_decltype (self->stmt, column);
}

int
cubby_sqlite_statement_get_n_columns (CubbySqliteStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

const char *
cubby_sqlite_statement_get_name (CubbySqliteStatement *self, int column)
{
  return sqlite3_column_name (self->stmt, column);
}
