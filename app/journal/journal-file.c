/* SPDX-License-Identifier: Apache-2.0 */
#include "app/journal/journal-file.h"

#include <string.h>

#define SQLITE_IO_ERROR 10        /* SQLITE_IOERR, the low byte of all codes of its kind */
#define APPLICATION_ID 0x43424a31 /* "CBJ1" */

/* One process at a time: with EXCLUSIVE the first write takes the lock for good, and there is no shared
 * memory file. No mmap: a read error has to be an error, not a signal. */
static const char *const set_up[] = {
    [CUBBY_JOURNAL_WRITE] = "PRAGMA busy_timeout=300; PRAGMA locking_mode=EXCLUSIVE; PRAGMA mmap_size=0;"
                            "PRAGMA cell_size_check=ON; PRAGMA secure_delete=ON;"
                            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                            "BEGIN IMMEDIATE; COMMIT",
    [CUBBY_JOURNAL_READ] = "PRAGMA busy_timeout=300; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON;"
                           "PRAGMA query_only=ON",
};

/* Version 1 had neither snapshots nor retention, and rows of the outbox had no hash. */
static const char schema_of_2[] =
    "CREATE TABLE origin (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL,"
    " time_ms INTEGER NOT NULL) STRICT;"
    "INSERT INTO origin VALUES (1, 0, zeroblob(32), 0);"
    "CREATE TABLE snapshot (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
    "ALTER TABLE outbox ADD COLUMN hash BLOB NOT NULL DEFAULT x'';";

static const char schema[] =
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, type TEXT NOT NULL,"
    " text TEXT NOT NULL, hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL) "
    "STRICT;"
    "INSERT INTO head VALUES (1, 0, zeroblob(32));"
    "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " time_ms INTEGER NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL) STRICT;";

G_DEFINE_QUARK (cubby - journal - error - quark, cubby_journal_error)

gboolean
cubby_journal_file_fail (GError *cause, GError **error)
{
  static const struct {
    CubbySqliteError from;
    CubbyJournalError to;
    const char *hint;
  } rows[] = {
      {CUBBY_SQLITE_ERROR_OPEN, CUBBY_JOURNAL_ERROR_OPEN, "cannot open the journal"},
      {CUBBY_SQLITE_ERROR_NOT_A_DB, CUBBY_JOURNAL_ERROR_CORRUPT, "the journal is damaged"},
      {CUBBY_SQLITE_ERROR_BUSY, CUBBY_JOURNAL_ERROR_IN_USE, "the journal is in use by another process"},
  };
  CubbyJournalError code = CUBBY_JOURNAL_ERROR_IO;
  const char *hint = "the journal cannot be read or written";
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (!g_error_matches (cause, CUBBY_SQLITE_ERROR, (int)rows[i].from))
      continue;
    code = rows[i].to;
    hint = rows[i].hint;
  }
  g_set_error (error, CUBBY_JOURNAL_ERROR, (int)code, "%s: %s", hint, cause->message);
  g_error_free (cause);
  return FALSE;
}

static gboolean
execute (CubbySqliteFile *file, const char *sql, GError **error)
{
  GError *cause = NULL;
  return cubby_sqlite_file_execute (file, sql, &cause) || cubby_journal_file_fail (cause, error);
}

gboolean
cubby_journal_file_read_int (CubbySqliteFile *file, const char *sql, gint64 *ret_number, GError **error)
{
  GError *cause = NULL;
  return cubby_sqlite_file_read_int (file, ret_number, 0, &cause, sql, "") ||
         cubby_journal_file_fail (cause, error);
}

/* A page that could not be read is no damaged page; these are SQLite's words for it. */
static gboolean
is_io_error (const char *verdict)
{
  static const char *const words[] = {"unable to get the page", "failed to get page"};
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (verdict, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
cubby_journal_file_check (CubbySqliteFile *file, const char *pragma, GError **error)
{
  GError *cause = NULL;
  g_autoptr (CubbySqliteStatement) statement = cubby_sqlite_file_query (file, &cause, pragma, "");
  if (statement == NULL || !cubby_sqlite_statement_next (statement, &cause))
    return cause == NULL || cubby_journal_file_fail (cause, error);
  const char *verdict = cubby_sqlite_statement_get_text (statement, 0);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  if (is_io_error (verdict))
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IO, "%s: the journal cannot be read: %s",
                 cubby_sqlite_file_get_path (file), verdict);
  else
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_CORRUPT, "%s: the journal is damaged: %s",
                 cubby_sqlite_file_get_path (file), verdict);
  return FALSE;
}

/* The rows prove themselves by their hashes when they are read; what has none is looked through by SQLite. A
 * million rows would take seconds: they are for `cubbyctl journal verify`. */
static gboolean
check_pages (CubbySqliteFile *file, int version, GError **error)
{
  static const char *const small[] = {"PRAGMA quick_check('head')", "PRAGMA quick_check('outbox')",
                                      "PRAGMA quick_check('origin')", "PRAGMA quick_check('snapshot')"};
  if (version < 2)
    return cubby_journal_file_check (file, CUBBY_JOURNAL_FILE_CHECK_ALL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (small); i++)
    if (!cubby_journal_file_check (file, small[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
create (CubbySqliteFile *file, int *ret_version, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("BEGIN IMMEDIATE; %s %s PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
                       schema, schema_of_2, APPLICATION_ID, CUBBY_JOURNAL_FILE_VERSION);
  *ret_version = CUBBY_JOURNAL_FILE_VERSION;
  return execute (file, sql, error);
}

gboolean
cubby_journal_file_migrate (CubbySqliteFile *file, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("%s PRAGMA user_version=%d", schema_of_2, CUBBY_JOURNAL_FILE_VERSION);
  return cubby_sqlite_file_execute (file, sql, error);
}

static gboolean
check_format (CubbySqliteFile *file, CubbyJournalMode mode, int *ret_version, GError **error)
{
  const char *path = cubby_sqlite_file_get_path (file);
  gint64 id = 0, version = 0, tables = 0;
  if (!cubby_journal_file_read_int (file, "PRAGMA application_id", &id, error) ||
      !cubby_journal_file_read_int (file, "PRAGMA user_version", &version, error) ||
      !cubby_journal_file_read_int (file, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (id == 0 && version == 0 && tables == 0 && mode == CUBBY_JOURNAL_WRITE)
    return create (file, ret_version, error);
  if (id != APPLICATION_ID) {
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_FOREIGN,
                 "%s: this is not a journal but a database of another program; name another file", path);
    return FALSE;
  }
  *ret_version = (int)version;
  if (version >= 1 && version <= CUBBY_JOURNAL_FILE_VERSION)
    return TRUE;
  g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_VERSION,
               "%s: this journal has version %" G_GINT64_FORMAT
               " and this program works with versions 1 to %d;"
               " install the program that wrote it",
               path, version, CUBBY_JOURNAL_FILE_VERSION);
  return FALSE;
}

CubbySqliteFile *
cubby_journal_file_open (const char *path, CubbyJournalMode mode, int *ret_version, GError **error)
{
  static const CubbySqliteMode modes[] = {
      [CUBBY_JOURNAL_WRITE] = CUBBY_SQLITE_CREATE, [CUBBY_JOURNAL_READ] = CUBBY_SQLITE_READ_ONLY};
  GError *cause = NULL;
  g_autoptr (CubbySqliteFile) file = cubby_sqlite_file_open (path, modes[mode], set_up[mode], &cause);
  if (g_error_matches (cause, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_BUSY)) {
    g_set_error (error, CUBBY_JOURNAL_ERROR, CUBBY_JOURNAL_ERROR_IN_USE,
                 "%s: the journal is in use: another cubby-lockerd runs, or somebody reads it", path);
    g_error_free (cause);
    return NULL;
  }
  if (file == NULL) {
    cubby_journal_file_fail (cause, error);
    return NULL;
  }
  if (!check_format (file, mode, ret_version, error) ||
      (mode == CUBBY_JOURNAL_WRITE && !check_pages (file, *ret_version, error)))
    return NULL;
  return g_steal_pointer (&file);
}
