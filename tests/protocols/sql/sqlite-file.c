/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/sqlite-file.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("cubby-sqlite-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"a.db", "a.db-wal", "a.db-shm"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static CubbySqliteFile *
open_table (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  CubbySqliteFile *file = cubby_sqlite_file_open (
      fixture->path, CUBBY_SQLITE_CREATE,
      "PRAGMA journal_mode=WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB)",
      &error);
  g_assert_no_error (error);
  return file;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqliteFile) file = open_table (fixture);
  g_assert_true (cubby_sqlite_file_run (file, &error, "INSERT INTO t VALUES (?, ?, ?)", "itb",
                                        G_GINT64_CONSTANT (1) << 40, "năm", "\0\1", (gsize)2));
  g_assert_true (cubby_sqlite_file_run (file, &error, "INSERT INTO t VALUES (?, ?, ?)", "itb",
                                        G_GINT64_CONSTANT (2), NULL, NULL, (gsize)0));
  g_assert_no_error (error);

  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (file, &error, "SELECT id, name, data FROM t ORDER BY id", "");
  g_assert_true (cubby_sqlite_statement_next (rows, &error));
  g_assert_true (cubby_sqlite_statement_is_null (rows, 1));
  g_assert_true (cubby_sqlite_statement_next (rows, &error));
  gsize size = 0;
  const guint8 *blob = cubby_sqlite_statement_get_blob (rows, 2, &size);
  g_assert_cmpmem (blob, size, "\0\1", 2);
  g_assert_cmpstr (cubby_sqlite_statement_get_text (rows, 1), ==, "năm");
  g_assert_cmpint (cubby_sqlite_statement_get_int (rows, 0), ==, G_GINT64_CONSTANT (1) << 40);
  g_assert_false (cubby_sqlite_statement_next (rows, &error));
  g_assert_no_error (error);
}

static void
test_nested (Fixture *fixture, gconstpointer data)
{
  const char *sql = "SELECT id FROM t";
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqliteFile) file = open_table (fixture);
  for (gint64 i = 0; i < 3; i++)
    g_assert_true (cubby_sqlite_file_run (file, &error, "INSERT INTO t (id) VALUES (?)", "i", i));
  guint seen = 0;
  g_autoptr (CubbySqliteStatement) outer = cubby_sqlite_file_query (file, &error, sql, "");
  while (cubby_sqlite_statement_next (outer, &error)) {
    g_autoptr (CubbySqliteStatement) inner = cubby_sqlite_file_query (file, &error, sql, "");
    while (cubby_sqlite_statement_next (inner, &error))
      seen++;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (seen, ==, 9);
}

static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqliteFile) file = open_table (fixture);
  const char *sql = "INSERT INTO t (name) VALUES (?)";
  g_assert_true (cubby_sqlite_file_run (file, &error, sql, "t", "a"));
  g_assert_false (cubby_sqlite_file_run (file, &error, sql, "t", "a"));
  g_assert_error (error, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (cubby_sqlite_file_run (file, &error, sql, "t", "b")); /* the statement is usable again */
  gint64 count = 0;
  g_assert_true (cubby_sqlite_file_read_int (file, &count, -1, &error, "SELECT count(*) FROM t", ""));
  g_assert_cmpint (count, ==, 2);
}

static void
test_not_a_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (fixture->path, "this is a letter, and a long one at that", -1, NULL);
  g_assert_null (
      cubby_sqlite_file_open (fixture->path, CUBBY_SQLITE_READ_WRITE, "PRAGMA user_version=1", &error));
  g_assert_error (error, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_NOT_A_DB);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_sqlite_file_open (fixture->path, CUBBY_SQLITE_READ_ONLY, NULL, &error));
  g_assert_error (error, CUBBY_SQLITE_ERROR, CUBBY_SQLITE_ERROR_OPEN);
}

static void
test_keep_wal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbySqliteFile *file = open_table (fixture);
  g_assert_true (cubby_sqlite_file_keep_wal (file, &error));
  cubby_sqlite_file_free (file);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/protocols/sql/sqlite-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values of every kind come back", test_values);
  ADD ("a query may run inside itself", test_nested);
  ADD ("a broken rule of the schema is told apart", test_constraint);
  ADD ("a file that is no database is named", test_not_a_database);
  ADD ("an absent file is not made by a reader", test_absent);
  ADD ("the log stays for readers", test_keep_wal);
  return g_test_run ();
}
