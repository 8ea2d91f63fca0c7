/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sql"
#include "protocols/sql/sql-driver.h"
#include "protocols/sql/sqlite-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A checkpoint whenever the log has come to so many pages (16 MiB). */
#define WAL_PAGES 4096
/* Somebody who reads from it may keep it from beginning anew: then it is tried again after so many more. */
#define MORE_PAGES 512

/* Bytes of PATH.lock, locked by open file description. */
#define LOCK_SERVER 0     /* held as long as a service runs */
#define LOCK_CHECKPOINT 1 /* held by a checkpoint, or by a guest that writes */

typedef struct {
  CubbySql base;
  CubbySqliteFile *file;
  char *wal_path;
  int lock_fd;
  guint tried_pages;  /* of the log at the last checkpoint; 0 since it began anew */
  gboolean clear_log; /* at the next maintenance, however short it is */
} SqliteSql;

typedef struct {
  CubbySqlRows base;
  CubbySqliteStatement *statement;
  const char *types; /* of many rows of values */
  const CubbySqlColumn *columns;
  guint n_values;
  guint next_value;
} SqliteRows;

/*
 * SQLite before 3.51.3 can damage the file when one connection restarts the log while another one commits.
 * So only one connection commits, readers never checkpoint, and the writer's checkpoints and a guest's
 * commits exclude each other by a lock of ours.
 */
static const char *const set_up[] = {
    [CUBBY_SQL_SERVER] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
                         "PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
                         "PRAGMA secure_delete=ON",
    [CUBBY_SQL_GUEST] = ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; "
                         "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"),
    [CUBBY_SQL_READER] = "PRAGMA wal_autocheckpoint=0; PRAGMA query_only=ON; PRAGMA cache_size=-16000",
};

static const CubbySqliteMode modes[] = {
    [CUBBY_SQL_SERVER] = CUBBY_SQLITE_CREATE,
    [CUBBY_SQL_GUEST] = CUBBY_SQLITE_CREATE,
    [CUBBY_SQL_READER] = CUBBY_SQLITE_READ_WRITE, /* a read-only one could not open a log left by a crash */
};

static const CubbySqlError error_codes[] = {
    [CUBBY_SQLITE_ERROR_OPEN] = CUBBY_SQL_ERROR_OPEN,
    [CUBBY_SQLITE_ERROR_NOT_A_DB] = CUBBY_SQL_ERROR_OPEN,
    [CUBBY_SQLITE_ERROR_BUSY] = CUBBY_SQL_ERROR_BUSY,
    [CUBBY_SQLITE_ERROR_CONSTRAINT] = CUBBY_SQL_ERROR_CONSTRAINT,
    [CUBBY_SQLITE_ERROR_FAILED] = CUBBY_SQL_ERROR_FAILED,
};

static void
take_error (GError *from, GError **error)
{
  g_set_error_literal (error, CUBBY_SQL_ERROR, error_codes[from->code], from->message);
  g_error_free (from);
}

static gboolean
lock_byte (int fd, off_t byte, short type, gboolean wait)
{
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
  int result;
  do
    result = fcntl (fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock);
  while (result < 0 && errno == EINTR);
  return result == 0;
}

static gboolean
sqlite_lock (SqliteSql *self, const char *path, CubbySqlMode mode, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  self->lock_fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_OPEN, "%s: cannot be opened: %s", lock_path,
                 g_strerror (errno));
    return FALSE;
  }
  if (mode == CUBBY_SQL_GUEST)
    return lock_byte (self->lock_fd, LOCK_CHECKPOINT, F_WRLCK, TRUE);
  if (lock_byte (self->lock_fd, LOCK_SERVER, F_WRLCK, FALSE))
    return TRUE;
  g_set_error (
      error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY,
      "%s: another cubby-central is running on this database; stop it first, or give this one its own file",
      path);
  return FALSE;
}

static void
sqlite_close (CubbySql *sql)
{
  SqliteSql *self = (SqliteSql *)sql;
  g_clear_pointer (&self->file, cubby_sqlite_file_free);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->wal_path);
  g_free (self);
}

static CubbySql *
sqlite_open (const char *rest, CubbySqlMode mode, GError **error)
{
  const char *path = g_str_has_prefix (rest, "//") ? rest + 2 : rest;
  if (*path == '\0' || strchr (path, '?') != NULL) {
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_URI,
                 "database sqlite:%s: write sqlite:PATH or sqlite:///PATH, without options", rest);
    return NULL;
  }
  SqliteSql *self = g_new0 (SqliteSql, 1);
  self->lock_fd = -1;
  self->wal_path = g_strconcat (path, "-wal", NULL);
  GError *local = NULL;
  if (mode == CUBBY_SQL_READER || sqlite_lock (self, path, mode, error))
    self->file = cubby_sqlite_file_open (path, modes[mode], set_up[mode], &local);
  if (self->file != NULL) {
    if (mode == CUBBY_SQL_SERVER)
      cubby_sqlite_file_checkpoint_by_hand (self->file);
    return &self->base;
  }
  if (local != NULL)
    take_error (local, error);
  sqlite_close (&self->base);
  return NULL;
}

static gboolean
sqlite_execute (CubbySql *sql, const char *text, GError **error)
{
  GError *local = NULL;
  if (cubby_sqlite_file_execute (((SqliteSql *)sql)->file, text, &local))
    return TRUE;
  take_error (local, error);
  return FALSE;
}

static CubbySqlRows *
sqlite_query (CubbySql *sql, GError **error, const char *text, const char *types, va_list *args)
{
  GError *local = NULL;
  CubbySqliteStatement *statement =
      cubby_sqlite_file_query_valist (((SqliteSql *)sql)->file, &local, text, types, args);
  if (statement == NULL) {
    take_error (local, error);
    return NULL;
  }
  SqliteRows *rows = g_new0 (SqliteRows, 1);
  rows->statement = statement;
  return &rows->base;
}

static gboolean
sqlite_control (CubbySql *sql, const char *text, gboolean may_wait, GError **error)
{
  return cubby_sql_run (sql, error, text, "");
}

static void
set_value (CubbySqliteStatement *statement, int value, char type, CubbySqlColumn column, guint row)
{
  if (type == 't')
    cubby_sqlite_statement_set_text (statement, value, column.texts[row]);
  else if (type == 'i')
    cubby_sqlite_statement_set_int (statement, value, column.ints[row]);
  else if (column.nullable[row] != NULL)
    cubby_sqlite_statement_set_int (statement, value, *column.nullable[row]);
  else
    cubby_sqlite_statement_set_null (statement, value);
}

/* The same statement with the next row of values; FALSE when there are none. */
static gboolean
sqlite_rows_set_next (SqliteRows *self)
{
  if (self->next_value == self->n_values)
    return FALSE;
  cubby_sqlite_statement_rewind (self->statement);
  for (int i = 0; self->types[i] != '\0'; i++)
    set_value (self->statement, i, self->types[i], self->columns[i], self->next_value);
  self->next_value++;
  return TRUE;
}

static CubbySqlRows *
sqlite_query_many (CubbySql *sql, GError **error, const char *text, const char *types, guint n_rows,
                   const CubbySqlColumn *columns)
{
  GError *local = NULL;
  CubbySqliteStatement *statement = cubby_sqlite_file_query (((SqliteSql *)sql)->file, &local, text, "");
  if (statement == NULL) {
    take_error (local, error);
    return NULL;
  }
  SqliteRows *rows = g_new0 (SqliteRows, 1);
  rows->statement = statement;
  rows->types = types;
  rows->columns = columns;
  rows->n_values = n_rows;
  sqlite_rows_set_next (rows);
  return &rows->base;
}

static gboolean
sqlite_rows_next (CubbySqlRows *rows, GError **error)
{
  SqliteRows *self = (SqliteRows *)rows;
  GError *local = NULL;
  do {
    if (cubby_sqlite_statement_next (self->statement, &local))
      return TRUE;
  } while (local == NULL && sqlite_rows_set_next (self));
  if (local != NULL)
    take_error (local, error);
  return FALSE;
}

static gint64
sqlite_rows_get_int (CubbySqlRows *rows, int column)
{
  return cubby_sqlite_statement_get_int (((SqliteRows *)rows)->statement, column);
}

static const char *
sqlite_rows_get_text (CubbySqlRows *rows, int column)
{
  return cubby_sqlite_statement_get_text (((SqliteRows *)rows)->statement, column);
}

static gboolean
sqlite_rows_is_null (CubbySqlRows *rows, int column)
{
  return cubby_sqlite_statement_is_null (((SqliteRows *)rows)->statement, column);
}

/* They always come as they are asked for. */
static CubbySqlRows *
sqlite_query_streamed (CubbySql *sql, const char *text, GError **error)
{
  return cubby_sql_query (sql, error, text, "");
}

static char
sqlite_rows_get_type (CubbySqlRows *rows, int column)
{
  const char *declared = cubby_sqlite_statement_get_declaration (((SqliteRows *)rows)->statement, column);
  return declared != NULL && strstr (declared, "INT") != NULL ? 'i' : 't';
}

static gboolean
sqlite_rows_is_int (CubbySqlRows *rows, int column)
{
  return cubby_sqlite_statement_is_int (((SqliteRows *)rows)->statement, column);
}

static int
sqlite_rows_get_n_columns (CubbySqlRows *rows)
{
  return cubby_sqlite_statement_get_n_columns (((SqliteRows *)rows)->statement);
}

static const char *
sqlite_rows_get_name (CubbySqlRows *rows, int column)
{
  return cubby_sqlite_statement_get_name (((SqliteRows *)rows)->statement, column);
}

static void
sqlite_rows_free (CubbySqlRows *rows)
{
  cubby_sqlite_statement_free (((SqliteRows *)rows)->statement);
  g_free (rows);
}

static void
sqlite_clear_log (CubbySql *sql)
{
  ((SqliteSql *)sql)->clear_log = TRUE;
}

/* A log that is cut off needs room anew, so that is done only when it has to be empty. Readers that are in
 * the middle of something hold it; then the next time will do. */
static void
sqlite_checkpoint (SqliteSql *self)
{
  gboolean cut = self->clear_log;
  struct stat info;
  g_autoptr (GError) error = NULL;
  /* without waiting for a reader that takes long, such as a backup */
  if (!cubby_sqlite_file_execute (
          self->file,
          cut ? "PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout=5000"
              : "PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(RESTART); PRAGMA busy_timeout=5000",
          &error))
    g_warning ("checkpoint: %s", error->message);
  else if (cut && stat (self->wal_path, &info) == 0 && info.st_size == 0)
    self->clear_log = FALSE;
}

static void
sqlite_maintain (CubbySql *sql)
{
  SqliteSql *self = (SqliteSql *)sql;
  guint n_pages = cubby_sqlite_file_get_n_wal_pages (self->file);
  if (n_pages < WAL_PAGES)
    self->tried_pages = 0;
  if (self->lock_fd < 0 || (n_pages < MAX (WAL_PAGES, self->tried_pages + MORE_PAGES) && !self->clear_log))
    return;
  if (!lock_byte (self->lock_fd, LOCK_CHECKPOINT, F_WRLCK, FALSE))
    return; /* a guest is writing; the next time will do */
  self->tried_pages = n_pages;
  sqlite_checkpoint (self);
  lock_byte (self->lock_fd, LOCK_CHECKPOINT, F_UNLCK, FALSE);
}

static gboolean
sqlite_check_references (CubbySql *sql, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, "PRAGMA foreign_key_check", "");
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (cubby_sql_rows_next (rows, &local))
    g_set_error (&local, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
                 "%s: a row of %s refers to a row of %s that is not there; restore the last backup", sql->uri,
                 cubby_sql_rows_get_text (rows, 0), cubby_sql_rows_get_text (rows, 2));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
sqlite_check (CubbySql *sql, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, error, "PRAGMA quick_check(1)", "");
  if (rows == NULL || !cubby_sql_rows_next (rows, error))
    return FALSE;
  const char *answer = cubby_sql_rows_get_text (rows, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return sqlite_check_references (sql, error);
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED, "%s: damaged: %s; restore the last backup",
               sql->uri, answer);
  return FALSE;
}

const CubbySqlDriver cubby_sql_sqlite_driver = {
    .scheme = "sqlite",
    .open = sqlite_open,
    .close = sqlite_close,
    .execute = sqlite_execute,
    .query = sqlite_query,
    .query_many = sqlite_query_many,
    .control = sqlite_control,
    .rows_next = sqlite_rows_next,
    .rows_get_int = sqlite_rows_get_int,
    .rows_get_text = sqlite_rows_get_text,
    .rows_is_null = sqlite_rows_is_null,
    .query_streamed = sqlite_query_streamed,
    .rows_get_type = sqlite_rows_get_type,
    .rows_is_int = sqlite_rows_is_int,
    .rows_get_n_columns = sqlite_rows_get_n_columns,
    .rows_get_name = sqlite_rows_get_name,
    .rows_free = sqlite_rows_free,
    .maintain = sqlite_maintain,
    .clear_log = sqlite_clear_log,
    .compact_sql = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
    .check = sqlite_check,
    /* the lock from the start: who reads first and is overtaken by another writer would be refused at once */
    .begin_sql = "BEGIN IMMEDIATE",
    .begin_snapshot_sql = "BEGIN",
    .row_lock = "",
    .change_stamp_sql = "PRAGMA data_version",
    .count_tables_sql = "SELECT COUNT(*) FROM sqlite_master WHERE ? IS NULL OR name = ?",
    .tables_sql =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    .references_sql = "SELECT m.name, f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f"
                      " WHERE m.type = 'table'",
};
