/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/sql.h"
#include "protocols/sql/migration.h"
#include "tests/rig/postgresql.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *uri;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("cubby-sql-XXXXXX", NULL);
  fixture->uri = test_engine_make_database (GPOINTER_TO_UINT (data), fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->uri);
}

static CubbySql *
open_or_fail (const char *uri, CubbySqlMode mode)
{
  g_autoptr (GError) error = NULL;
  CubbySql *sql = cubby_sql_open (uri, mode, &error);
  g_assert_no_error (error);
  return sql;
}

static void
run_or_fail (CubbySql *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  cubby_sql_execute (sql, text, &error);
  g_assert_no_error (error);
}

static gint64
count (CubbySql *sql)
{
  gint64 rows = -1;
  g_autoptr (GError) error = NULL;
  cubby_sql_read_int (sql, &rows, -1, &error, "SELECT COUNT(*) FROM t", "");
  g_assert_no_error (error);
  return rows;
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT)");
  g_assert_true (
      cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?, ?)", "it", G_GINT64_CONSTANT (1) << 40, "năm"));
  g_assert_true (
      cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?, ?)", "it", G_GINT64_CONSTANT (2), NULL));
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, &error, "SELECT id, name FROM t ORDER BY id", "");
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_assert_true (cubby_sql_rows_is_null (rows, 1));
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_assert_cmpint (cubby_sql_rows_get_int (rows, 0), ==, G_GINT64_CONSTANT (1) << 40);
  g_assert_cmpstr (cubby_sql_rows_get_text (rows, 1), ==, "năm");
  g_assert_false (cubby_sql_rows_next (rows, &error));
  g_assert_no_error (error);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"năm", NULL, "it's ? $1 {,}\"\\ NULL", ""};
  static const gint64 ids[] = {7, 8, 9, G_GINT64_CONSTANT (1) << 40};
  const CubbySqlColumn columns[] = {{.ints = ids}, {.texts = names}};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT, n BIGINT NOT NULL)");
  const char *insert =
      "INSERT INTO t (id, name, n) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET n = t.n + 1";
  g_assert_true (cubby_sql_run_many (sql, &error, insert, "it", 4, columns));
  g_assert_true (cubby_sql_run_many (sql, &error, insert, "it", 2, columns));
  const CubbySqlColumn changes[] = {{.ints = ids}, {.ints = ids}};
  g_assert_true (
      cubby_sql_run_many (sql, &error, "UPDATE t SET n = n + ? WHERE id = ? AND n > 1", "ii", 3, changes));
  g_assert_true (cubby_sql_run_many (sql, &error, "DELETE FROM t WHERE id = ?", "i", 1, columns));
  g_assert_true (cubby_sql_run_many (sql, &error, "DELETE FROM t WHERE id = ?", "i", 0, columns));
  g_assert_no_error (error);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_many (
      sql, &error, "SELECT id, name, n FROM t WHERE id = ? ORDER BY id", "i", 4, columns);
  static const gint64 n[] = {0, 10, 1, 1};
  for (guint i = 1; i < 4; i++) {
    g_assert_true (cubby_sql_rows_next (rows, &error));
    g_assert_cmpint (cubby_sql_rows_get_int (rows, 0), ==, ids[i]);
    g_assert_cmpstr (cubby_sql_rows_get_text (rows, 1), ==, names[i]);
    g_assert_cmpint (cubby_sql_rows_get_int (rows, 2), ==, n[i]);
  }
  g_assert_false (cubby_sql_rows_next (rows, &error));
  g_assert_no_error (error);
}

static void
test_many_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = {1, 2, 1};
  const CubbySqlColumn columns[] = {{.ints = ids}};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_true (cubby_sql_begin (sql, &error));
  g_assert_true (cubby_sql_savepoint (sql, &error));
  g_assert_false (cubby_sql_run_many (sql, &error, "INSERT INTO t (id) VALUES (?)", "i", 3, columns));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (cubby_sql_rollback_to (sql, &error));
  g_assert_true (cubby_sql_run_many (sql, &error, "INSERT INTO t (id) VALUES (?)", "i", 2, columns));
  g_assert_true (cubby_sql_commit (sql, &error));
  g_assert_cmpint (count (sql), ==, 2);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (sql, &error, "SELECT CAST(7 AS BIGINT) AS id, 'x?' AS name, ? AS one", "t", NULL);
  g_assert_no_error (error);
  g_assert_cmpint (cubby_sql_rows_get_n_columns (rows), ==, 3);
  g_assert_cmpstr (cubby_sql_rows_get_name (rows, 1), ==, "name");
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_assert_true (cubby_sql_rows_is_int (rows, 0));
  g_assert_false (cubby_sql_rows_is_int (rows, 1));
  g_assert_cmpstr (cubby_sql_rows_get_text (rows, 1), ==, "x?");
  g_assert_true (cubby_sql_rows_is_null (rows, 2));
}

/* A reader's transaction sees one moment; without one it sees what was committed last. */
static void
test_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_true (cubby_sql_begin_snapshot (reader, &error));
  g_assert_cmpint (count (reader), ==, 0);
  run_or_fail (sql, "INSERT INTO t VALUES (1)");
  g_assert_cmpint (count (reader), ==, 0);
  g_assert_true (cubby_sql_commit (reader, &error));
  g_assert_cmpint (count (reader), ==, 1);
}

static void
test_post (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = {1, 2, 3};
  const CubbySqlColumn columns[] = {{.ints = ids}};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT NOT NULL DEFAULT 0)");
  for (guint round = 0; round < 3; round++) { /* the first prepares */
    g_assert_true (cubby_sql_begin (sql, &error));
    g_assert_true (cubby_sql_post_many (sql, &error, "INSERT INTO t (id) VALUES (?)", "i", 3, columns));
    g_assert_true (cubby_sql_post_many (sql, &error, "UPDATE t SET n = n + 1 WHERE id = ?", "i", 2, columns));
    g_assert_cmpint (count (sql), ==, 3);
    g_assert_true (cubby_sql_post_many (sql, &error, "UPDATE t SET n = n + 1 WHERE id = ?", "i", 2, columns));
    g_assert_true (cubby_sql_savepoint (sql, &error));
    run_or_fail (sql, "UPDATE t SET n = 100");
    g_clear_error (&error); /* what fails in a part is undone with it */
    cubby_sql_post_many (sql, &error, "INSERT INTO t (id) VALUES (?)", "i", 3, columns);
    g_clear_error (&error);
    g_assert_true (cubby_sql_rollback_to (sql, &error));
    g_assert_true (cubby_sql_post_many (sql, &error, "UPDATE t SET n = n + 1 WHERE id = ?", "i", 2, columns));
    g_assert_true (cubby_sql_commit (sql, &error));
    g_assert_no_error (error);
    gint64 n = 0;
    g_assert_true (cubby_sql_read_int (sql, &n, 0, &error, "SELECT SUM(n) FROM t", ""));
    g_assert_cmpint (n, ==, 6);
    run_or_fail (sql, "DELETE FROM t");
  }
}

/* At the latest the commit says so, and is none. */
static void
test_post_fails (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = {1, 2, 1};
  const CubbySqlColumn columns[] = {{.ints = ids}};
  const char *insert = "INSERT INTO t (id) VALUES (?)";
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  for (guint round = 0; round < 3; round++) {
    g_autoptr (GError) error = NULL;
    g_assert_true (cubby_sql_begin (sql, &error));
    gboolean done = cubby_sql_post_many (sql, &error, insert, "i", 1, columns) &&
                    cubby_sql_post_many (sql, &error, insert, "i", 3, columns) &&
                    (round < 2 || cubby_sql_savepoint (sql, &error)) && cubby_sql_commit (sql, &error);
    g_assert_false (done);
    g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
    cubby_sql_rollback (sql);
    g_assert_cmpint (count (sql), ==, 0);
  }
}

static void
test_nullable (Fixture *fixture, gconstpointer data)
{
  const gint64 seven = 7;
  const gint64 ids[] = {1, 2, 3};
  const gint64 *const numbers[] = {&seven, NULL, &seven};
  const CubbySqlColumn columns[] = {{.ints = ids}, {.nullable = numbers}};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)");
  g_assert_true (cubby_sql_run_many (sql, &error, "INSERT INTO t (id, n) VALUES (?, ?)", "in", 3, columns));
  g_assert_true (cubby_sql_run (sql, &error, "UPDATE t SET n = ? WHERE id = ?", "ni", NULL, ids[0]));
  g_assert_true (cubby_sql_run (sql, &error, "UPDATE t SET n = ? WHERE id = ?", "ni", &seven, ids[1]));
  g_assert_no_error (error);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, &error, "SELECT n FROM t ORDER BY id", "");
  g_assert_cmpint (cubby_sql_rows_get_type (rows, 0), ==, 'i');
  for (guint i = 0; i < 3; i++) {
    g_assert_true (cubby_sql_rows_next (rows, &error));
    g_assert_cmpint (cubby_sql_rows_is_null (rows, 0), ==, i == 0);
    g_assert_cmpint (cubby_sql_rows_get_int (rows, 0), ==, i == 0 ? 0 : 7);
  }
}

static void
test_streamed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *ids = g_new (gint64, 2500);
  const CubbySqlColumn columns[] = {{.ints = ids}};
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT)");
  for (gint64 i = 0; i < 2500; i++)
    ids[i] = i;
  g_assert_true (
      cubby_sql_run_many (sql, &error, "INSERT INTO t (id, name) VALUES (?, '')", "i", 2500, columns));
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  g_assert_true (cubby_sql_begin_snapshot (reader, &error));
  for (guint round = 0; round < 2; round++) {
    g_autoptr (CubbySqlRows) rows = cubby_sql_query_streamed (reader, "SELECT * FROM t ORDER BY id", &error);
    g_assert_no_error (error);
    g_assert_cmpint (cubby_sql_rows_get_n_columns (rows), ==, 2);
    g_assert_cmpint (cubby_sql_rows_get_type (rows, 0), ==, 'i');
    g_assert_cmpint (cubby_sql_rows_get_type (rows, 1), ==, 't');
    for (gint64 i = 0; i < 2500; i++) {
      g_assert_true (cubby_sql_rows_next (rows, &error));
      g_assert_cmpint (cubby_sql_rows_get_int (rows, 0), ==, i);
    }
    g_assert_false (cubby_sql_rows_next (rows, &error));
    g_assert_no_error (error);
  }
  g_assert_true (cubby_sql_commit (reader, &error));
}

/* Names that would come in the wrong order by themselves. */
static void
test_tables (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {"z", "m", "a", "b"};
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE z (id BIGINT PRIMARY KEY, self BIGINT REFERENCES z (id));"
                    "CREATE TABLE m (id BIGINT PRIMARY KEY, z BIGINT REFERENCES z (id));"
                    "CREATE TABLE a (id BIGINT PRIMARY KEY, z BIGINT REFERENCES z (id));"
                    "CREATE TABLE b (id BIGINT PRIMARY KEY);"
                    "ALTER TABLE a ADD COLUMN m BIGINT REFERENCES m (id)");
  g_autoptr (GPtrArray) names = cubby_sql_list_tables (sql, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, G_N_ELEMENTS (expected));
  guint place[4] = {0};
  for (guint i = 0; i < 4; i++)
    for (guint k = 0; k < 4; k++)
      if (g_str_equal (names->pdata[k], expected[i]))
        place[i] = k;
  g_assert_cmpuint (place[0], <, place[1]);
  g_assert_cmpuint (place[1], <, place[2]);
}

static void
test_too_few_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_false (cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?)", ""));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED);
}

static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_true (cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?)", "i", G_GINT64_CONSTANT (1)));
  g_assert_false (cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?)", "i", G_GINT64_CONSTANT (1)));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
}

static void
test_savepoint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_true (cubby_sql_begin (sql, &error));
  for (gint64 i = 0; i < 4; i++) {
    g_assert_true (cubby_sql_savepoint (sql, &error));
    g_assert_true (cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?)", "i", i));
    g_assert_true (i % 2 == 0 ? cubby_sql_release (sql, &error) : cubby_sql_rollback_to (sql, &error));
  }
  g_assert_cmpint (count (sql), ==, 2);
  g_assert_cmpint (count (reader), ==, 0);
  g_assert_true (cubby_sql_commit (sql, &error));
  g_assert_cmpint (count (reader), ==, 2);
  g_assert_true (cubby_sql_begin (sql, &error));
  run_or_fail (sql, "DELETE FROM t");
  cubby_sql_rollback (sql);
  g_assert_cmpint (count (reader), ==, 2);
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_false (cubby_sql_run (reader, &error, "INSERT INTO t VALUES (1)", ""));
  g_assert_nonnull (error);
  g_clear_error (&error);
}

static void
test_no_checkpoint (Fixture *fixture, gconstpointer data)
{
  gint64 pages = -1;
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  g_assert_true (cubby_sql_read_int (reader, &pages, -1, &error, "PRAGMA wal_autocheckpoint", ""));
  g_assert_cmpint (pages, ==, 0);
}

static void
test_one_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_assert_null (cubby_sql_open (fixture->uri, CUBBY_SQL_SERVER, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "another cubby-central"));
  g_autoptr (CubbySql) guest = open_or_fail (fixture->uri, CUBBY_SQL_GUEST);
  run_or_fail (guest, "CREATE TABLE t (id BIGINT PRIMARY KEY)");
  g_assert_cmpint (count (sql), ==, 0);
}

static void
test_nobody_to_hear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_assert_true (cubby_sql_notify (sql, "cubby_feed", &error));
  g_assert_cmpint (cubby_sql_get_fd (sql), ==, -1);
  g_assert_true (cubby_sql_reset (sql, &error));
  g_assert_false (cubby_sql_listen (sql, "cubby_feed", &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_UNSUPPORTED);
}

/* In one transaction, each row a page. */
static void
add_pages (CubbySql *sql, gint64 first, gint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (4000, 'x');
  g_assert_true (cubby_sql_begin (sql, &error));
  for (gint64 i = first; i < first + n; i++)
    g_assert_true (cubby_sql_run (sql, &error, "INSERT INTO t VALUES (?, ?)", "it", i, filler));
  g_assert_true (cubby_sql_commit (sql, &error));
}

/* A reader that takes long, as a backup does, keeps nobody waiting. */
static void
test_maintain_beside_a_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_autoptr (CubbySql) reader = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, filler TEXT)");
  g_assert_true (cubby_sql_begin_snapshot (reader, &error));
  g_assert_cmpint (count (reader), ==, 0);
  add_pages (sql, 0, 4400);
  gint64 before = g_get_monotonic_time ();
  cubby_sql_maintain (sql);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (count (reader), ==, 0);
}

static gint64
measure_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* The log is written back while nobody else commits, and the rows stay. */
static void
test_maintain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, filler TEXT)");
  for (gint64 first = 0; first < 10000; first += 1000) {
    add_pages (sql, first, 1000);
    cubby_sql_maintain (sql);
  }
  g_assert_cmpint (measure_file (fixture, "a.db-wal"), <, 24 << 20);
  g_assert_cmpint (count (sql), ==, 10000);
  g_assert_true (cubby_sql_check (sql, &error));
}

/* The file of a log that began anew keeps its size: that is no reason to write it back. */
static void
test_maintain_short_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (sql, "CREATE TABLE t (id BIGINT PRIMARY KEY, filler TEXT)");
  add_pages (sql, 0, 4400);
  cubby_sql_maintain (sql);
  gint64 before = measure_file (fixture, "a.db");
  g_assert_cmpint (before, >, 16 << 20);
  add_pages (sql, 4400, 20);
  cubby_sql_maintain (sql);
  g_assert_cmpint (measure_file (fixture, "a.db"), ==, before);
  cubby_sql_clear_log (sql);
  cubby_sql_maintain (sql);
  g_assert_cmpint (measure_file (fixture, "a.db"), >, before);
}

static const CubbyMigration migrations[] = {
    {.name = "one", .sql = "CREATE TABLE t (id BIGINT PRIMARY KEY)"},
    {.name = "two", .sql = "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)"},
    {.name = "broken", .sql = "INSERT INTO t VALUES (3); INSERT INTO nowhere VALUES (1)"},
};

static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_assert_cmpint (cubby_migration_get_version (sql, &error), ==, 0);
  g_assert_true (cubby_migration_run (sql, migrations, 1, 0, &error));
  g_assert_cmpint (cubby_migration_get_version (sql, &error), ==, 1);
  g_assert_false (cubby_migration_require (sql, migrations, 2, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "cubby-central migrate --database "));
  g_clear_error (&error);
  g_assert_true (cubby_migration_run (sql, migrations, 2, 0, &error));
  g_assert_true (cubby_migration_run (sql, migrations, 2, 0, &error));
  g_assert_cmpint (count (sql), ==, 2);
  g_assert_true (cubby_migration_require (sql, migrations, 2, &error));
}

static void
test_migrate_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_assert_true (cubby_migration_run (sql, migrations, 1, 0, &error));
  g_assert_false (cubby_migration_run (sql, migrations, 3, 0, &error));
  g_assert_nonnull (strstr (error->message, "migration 3 (broken)"));
  g_clear_error (&error);
  g_assert_cmpint (cubby_migration_get_version (sql, &error), ==, 1);
  g_assert_cmpint (count (sql), ==, 0);
}

static void
test_migrate_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  g_assert_true (cubby_migration_run (sql, migrations, 2, 0, &error));
  g_assert_false (cubby_migration_run (sql, migrations, 1, 0, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION);
  g_clear_error (&error);
  g_assert_false (cubby_migration_require (sql, migrations, 1, &error));
  g_assert_nonnull (strstr (error->message, "restore a backup"));
}

typedef struct {
  const char *uri;
  CubbySqlError code;
  const char *word;
} UriRow;

static const UriRow uris[] = {
    {"", CUBBY_SQL_ERROR_URI, "sqlite:"},
    {"/var/lib/a.db", CUBBY_SQL_ERROR_URI, "supported: sqlite:"},
    {"mysql://localhost/a", CUBBY_SQL_ERROR_URI, "mysql://localhost/a"},
    {"sqlit:/tmp/a", CUBBY_SQL_ERROR_URI, "supported"},
    {"sqlite:", CUBBY_SQL_ERROR_URI, "sqlite:PATH"},
    {"sqlite:/tmp/a?mode=ro", CUBBY_SQL_ERROR_URI, "without options"},
    {"sqlite:/nowhere/at/all/a.db", CUBBY_SQL_ERROR_OPEN, "/nowhere/at/all/a.db"},
};

static void
test_uri (gconstpointer data)
{
  const UriRow *row = data;
  g_autoptr (GError) error = NULL;
  g_assert_null (cubby_sql_open (row->uri, CUBBY_SQL_SERVER, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, (int)row->code);
  g_assert_nonnull (strstr (error->message, row->word));
}

typedef struct {
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
} Case;

static const Case cases[] = {
    {"values come back as they went in", test_values},
    {"many rows of values are one call", test_many},
    {"one bad row of many undoes all of its part", test_many_all_or_nothing},
    {"what is posted is done with the commit", test_post},
    {"what is posted and fails is said by the commit", test_post_fails},
    {"a number may be null", test_nullable},
    {"rows may be fetched as they are asked for", test_streamed},
    {"tables are listed after those they refer to", test_tables},
    {"columns have names and kinds", test_columns},
    {"a snapshot sees one moment", test_snapshot},
    {"a value too few is an error", test_too_few_values},
    {"a broken rule of the schema is told apart", test_constraint},
    {"a part is undone alone, and nobody sees it before the commit", test_savepoint},
    {"a reader never writes", test_reader},
    {"migrations are done once, in order", test_migrate},
    {"migrations are done all or not at all", test_migrate_all_or_nothing},
    {"a newer database is refused with the way out", test_migrate_newer},
};

static void
add (TestEngine engine, const Case *one)
{
  g_autofree char *path = g_strdup_printf ("/protocols/sql/%s/%s", test_engine_get_name (engine), one->name);
  g_test_add (path, Fixture, GUINT_TO_POINTER (engine), set_up, one->test, tear_down);
}

#define ADD_SQLITE(name, test)                                                                               \
  g_test_add ("/protocols/sql/sqlite/" name, Fixture, GUINT_TO_POINTER (TEST_SQLITE), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint engine = 0; engine < TEST_N_ENGINES; engine++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      add (engine, &cases[i]);
  ADD_SQLITE ("a reader never checkpoints", test_no_checkpoint);
  ADD_SQLITE ("there is one server, and guests beside it", test_one_server);
  ADD_SQLITE ("the log is kept short", test_maintain);
  ADD_SQLITE ("a log that began anew is not written back at once", test_maintain_short_log);
  ADD_SQLITE ("a reader that takes long keeps nobody waiting", test_maintain_beside_a_reader);
  ADD_SQLITE ("there is nobody to hear from", test_nobody_to_hear);
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autofree char *path = g_strdup_printf ("/protocols/sql/uri/\"%s\" is refused", uris[i].uri);
    g_test_add_data_func (path, &uris[i], test_uri);
  }
  return g_test_run ();
}
