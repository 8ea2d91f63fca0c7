/* SPDX-License-Identifier: Apache-2.0 */
/* What only an engine that is another process brings about. */
#include "tests/rig/postgresql.h"
#include "protocols/sql/migration.h"
#include "protocols/sql/postgresql-many.h"
#include "protocols/sql/sql-text.h"

#include <poll.h>
#include <string.h>

typedef struct {
  char *uri;
  CubbySql *one;
  CubbySql *other;
} Fixture;

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
read_int (CubbySql *sql, const char *text)
{
  gint64 value = -1;
  g_autoptr (GError) error = NULL;
  cubby_sql_read_int (sql, &value, -1, &error, text, "");
  g_assert_no_error (error);
  return value;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->uri = test_engine_make_database (TEST_POSTGRESQL, NULL);
  fixture->one = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  fixture->other = open_or_fail (fixture->uri, CUBBY_SQL_SERVER);
  run_or_fail (fixture->one, "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT NOT NULL);"
                             "INSERT INTO t VALUES (1, 0); INSERT INTO t VALUES (2, 0)");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_sql_free (fixture->one);
  cubby_sql_free (fixture->other);
  g_free (fixture->uri);
}

/* As a restart of the server does to it. */
static void
cut_off (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 pid = read_int (fixture->one, "SELECT pg_backend_pid()");
  g_assert_true (
      cubby_sql_run (fixture->other, &error, "SELECT pg_terminate_backend(CAST(? AS integer))", "i", pid));
  g_assert_no_error (error);
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (fixture->one, &error));
  g_assert_true (cubby_sql_run (fixture->one, &error, "UPDATE t SET n = ?", "i", G_GINT64_CONSTANT (7)));
  cut_off (fixture);
  g_assert_false (cubby_sql_run (fixture->one, &error, "UPDATE t SET n = ?", "i", G_GINT64_CONSTANT (8)));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST);
  g_clear_error (&error);
  g_assert_false (cubby_sql_commit (fixture->one, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST);
  g_clear_error (&error);
  cubby_sql_rollback (fixture->one);
  g_assert_true (cubby_sql_reset (fixture->one, &error));
  g_assert_cmpint (read_int (fixture->one, "SELECT SUM(n) FROM t"), ==, 0);
  g_assert_true (cubby_sql_run (fixture->one, &error, "UPDATE t SET n = ?", "i", G_GINT64_CONSTANT (9)));
  g_assert_cmpint (read_int (fixture->other, "SELECT SUM(n) FROM t"), ==, 18);
}

static void
test_lost_in_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (fixture->one, &error));
  g_assert_true (cubby_sql_run (fixture->one, &error, "UPDATE t SET n = 1", ""));
  cut_off (fixture);
  g_assert_false (cubby_sql_commit (fixture->one, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST);
  g_assert_cmpint (read_int (fixture->other, "SELECT SUM(n) FROM t"), ==, 0);
}

static void
test_lost_reader (Fixture *fixture, gconstpointer data)
{
  cubby_sql_free (fixture->one);
  fixture->one = open_or_fail (fixture->uri, CUBBY_SQL_READER);
  g_autoptr (GError) error = NULL;
  cut_off (fixture);
  g_assert_cmpint (read_int (fixture->one, "SELECT COUNT(*) FROM t"), ==, 2);
  g_assert_true (cubby_sql_begin_snapshot (fixture->one, &error));
  cut_off (fixture);
  g_assert_false (cubby_sql_run (fixture->one, &error, "SELECT COUNT(*) FROM t", ""));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST); /* its moment is gone */
  cubby_sql_rollback (fixture->one);
  g_assert_cmpint (read_int (fixture->one, "SELECT COUNT(*) FROM t"), ==, 2);
  g_clear_error (&error);
  g_assert_false (cubby_sql_run (fixture->one, &error, "DELETE FROM t", ""));
  g_assert_nonnull (error);
}

static void
test_failed_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (fixture->one, &error));
  run_or_fail (fixture->one, "UPDATE t SET n = 1");
  g_assert_false (cubby_sql_run (fixture->one, &error, "INSERT INTO t VALUES (1, 1)", ""));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (cubby_sql_commit (fixture->one, &error));
  g_assert_nonnull (strstr (error->message, "nothing of it was stored"));
  g_assert_cmpint (read_int (fixture->one, "SELECT SUM(n) FROM t"), ==, 0);
}

static void
test_retry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  run_or_fail (fixture->one, "BEGIN ISOLATION LEVEL REPEATABLE READ");
  g_assert_cmpint (read_int (fixture->one, "SELECT n FROM t WHERE id = 1"), ==, 0);
  run_or_fail (fixture->other, "UPDATE t SET n = 1 WHERE id = 1");
  g_assert_false (cubby_sql_run (fixture->one, &error, "UPDATE t SET n = 2 WHERE id = 1", ""));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_RETRY);
  cubby_sql_rollback (fixture->one);
  g_assert_cmpint (read_int (fixture->one, "SELECT n FROM t WHERE id = 1"), ==, 1);
}

static gpointer
update_in_thread (gpointer data)
{
  CubbySql *sql = data;
  g_autoptr (GError) error = NULL;
  gboolean done = cubby_sql_run (sql, &error, "UPDATE t SET n = n + 1 WHERE id = 2", "");
  if (!done)
    g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_RETRY);
  cubby_sql_rollback (sql);
  return GINT_TO_POINTER (done);
}

/* Each has what the other wants: exactly one of them is told to do it again. */
static void
test_deadlock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  run_or_fail (fixture->one, "SET deadlock_timeout = '20ms'; BEGIN; UPDATE t SET n = 1 WHERE id = 1");
  run_or_fail (fixture->other, "SET deadlock_timeout = '20ms'; BEGIN; UPDATE t SET n = 1 WHERE id = 2");
  GThread *thread = g_thread_new ("one", update_in_thread, fixture->one);
  gboolean mine = cubby_sql_run (fixture->other, &error, "UPDATE t SET n = n + 1 WHERE id = 1", "");
  if (!mine)
    g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_RETRY);
  cubby_sql_rollback (fixture->other);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)) + mine, ==, 1);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  run_or_fail (fixture->one, "BEGIN; UPDATE t SET n = 1 WHERE id = 1");
  run_or_fail (fixture->other, "SET lock_timeout = '20ms'");
  g_assert_false (cubby_sql_run (fixture->other, &error, "UPDATE t SET n = 2 WHERE id = 1", ""));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY);
  cubby_sql_rollback (fixture->one);
}

/* What is asked for with the lock waits for its turn, one row or many. */
static void
test_row_lock (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = {2, 1};
  const CubbySqlColumn columns[] = {{.ints = ids}};
  g_autoptr (GError) error = NULL;
  g_autofree char *locked =
      g_strconcat ("SELECT id, n FROM t WHERE id = ?", cubby_sql_get_row_lock (fixture->one), NULL);
  run_or_fail (fixture->other, "SET lock_timeout = '20ms'");
  g_assert_true (cubby_sql_begin (fixture->one, &error));
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_many (fixture->one, &error, locked, "i", 2, columns);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_assert_true (cubby_sql_rows_next (rows, &error));
    g_assert_cmpint (cubby_sql_rows_get_int (rows, 0), ==, ids[i]);
    g_assert_false (cubby_sql_run (fixture->other, &error, locked, "i", ids[i]));
    g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY);
    g_clear_error (&error);
  }
  g_assert_true (cubby_sql_commit (fixture->one, &error));
  g_assert_true (cubby_sql_run (fixture->other, &error, locked, "i", ids[0]));
}

/* Returns: what was heard within a moment; 0 waits the whole of it. */
static guint
hear (CubbySql *sql, int wait_ms)
{
  g_autoptr (GError) error = NULL;
  struct pollfd fd = {.fd = cubby_sql_get_fd (sql), .events = POLLIN};
  guint n = 0;
  if (poll (&fd, 1, wait_ms) == 1)
    g_assert_true (cubby_sql_take_notices (sql, &n, &error));
  g_assert_no_error (error);
  return n;
}

static void
notify_in_transaction (CubbySql *sql, gboolean commit)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (sql, &error));
  g_assert_true (cubby_sql_notify (sql, "cubby_feed", &error));
  g_assert_no_error (error);
  if (commit)
    g_assert_true (cubby_sql_commit (sql, &error));
  else
    cubby_sql_rollback (sql);
}

static void
test_notify (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_listen (fixture->one, "cubby_feed", &error));
  notify_in_transaction (fixture->other, FALSE);
  g_assert_cmpuint (hear (fixture->one, 50), ==, 0);
  notify_in_transaction (fixture->other, TRUE);
  g_assert_cmpuint (hear (fixture->one, 10000), ==, 1);
  cut_off (fixture);
  guint n = 0;
  struct pollfd fd = {.fd = cubby_sql_get_fd (fixture->one), .events = POLLIN};
  g_assert_cmpint (poll (&fd, 1, 10000), ==, 1); /* the end of the connection is heard as well */
  while (cubby_sql_take_notices (fixture->one, &n, &error))
    ;
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_LOST);
  g_clear_error (&error);
  g_assert_true (cubby_sql_reset (fixture->one, &error));
  notify_in_transaction (fixture->other, TRUE);
  g_assert_cmpuint (hear (fixture->one, 10000), ==, 1);
}

static const CubbyMigration migrations[] = {
    {.name = "one", .sql = "CREATE TABLE m (id BIGINT PRIMARY KEY)"},
    {.name = "two", .sql = "INSERT INTO m VALUES (1)"},
};

static gpointer
migrate_in_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (data, CUBBY_SQL_SERVER);
  cubby_migration_run (sql, migrations, G_N_ELEMENTS (migrations), 0, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
migrate_at_once (Fixture *fixture)
{
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_in_thread, fixture->uri);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (read_int (fixture->one, "SELECT COUNT(*) FROM m"), ==, 1);
  g_assert_cmpint (read_int (fixture->one, "SELECT COUNT(*) FROM schema_migration"), ==, 2);
}

/* More than once: who comes while the first one commits is not there each time. */
static void
test_migrate_at_once (Fixture *fixture, gconstpointer data)
{
  run_or_fail (fixture->one, "DROP TABLE t");
  for (guint round = 0; round < 15; round++) {
    migrate_at_once (fixture);
    run_or_fail (fixture->one, "DROP TABLE m, schema_migration");
  }
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_begin (fixture->one, &error));
  g_assert_false (cubby_sql_be_alone (fixture->one, &error));
  g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&fixture->other, cubby_sql_free);
  fixture->other = open_or_fail (fixture->uri, CUBBY_SQL_GUEST);
  g_assert_true (cubby_sql_be_alone (fixture->one, &error));
  g_assert_true (cubby_sql_commit (fixture->one, &error));
}

static void
test_session (Fixture *fixture, gconstpointer data)
{
  g_autofree char *loose =
      g_strconcat (fixture->uri, "&options=-c%20synchronous_commit%3Doff%20-c%20lock_timeout%3D0", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = open_or_fail (loose, CUBBY_SQL_GUEST);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      sql, &error, "SELECT current_setting('synchronous_commit'), current_setting('lock_timeout')", "");
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_assert_cmpstr (cubby_sql_rows_get_text (rows, 0), ==, "on");
  g_assert_cmpstr (cubby_sql_rows_get_text (rows, 1), ==, "5s");
}

/* What is no UTF-8 is asked for and not found, as in SQLite, not an error of the server. */
static void
test_not_utf8 (Fixture *fixture, gconstpointer data)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;
  g_assert_true (cubby_sql_read_int (fixture->one, &n, -1, &error,
                                     "SELECT COUNT(*) FROM pg_tables WHERE tablename = ?", "t", "t\xff"));
  g_assert_cmpint (n, ==, 0);
}

typedef struct {
  const char *name;
  const char *from;
  const char *to; /* NULL: refused */
} TextRow;

#define T1 "unnest($1::text[]) AS cubby (cubby_1)"
#define T2 "unnest($1::text[], $2::text[]) AS cubby (cubby_1, cubby_2)"

static const TextRow texts[] = {
    {"an INSERT", "INSERT INTO t (a, b, c) VALUES (?, 5, ?)",
     "INSERT INTO t (a, b, c) SELECT cubby.cubby_1, 5, cubby.cubby_2 FROM " T2},
    {"an INSERT that may find its row", "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO NOTHING",
     "INSERT INTO t (a) SELECT cubby.cubby_1 FROM " T1 " ON CONFLICT (a) DO NOTHING"},
    {"an UPDATE", "UPDATE t SET a = ? WHERE b = ?",
     "UPDATE t SET a = cubby.cubby_1 FROM " T2 " WHERE b = cubby.cubby_2"},
    {"an UPDATE with another WHERE in it", "UPDATE t SET a = (SELECT 1 WHERE 'where' = ?) WHERE b = ?",
     "UPDATE t SET a = (SELECT 1 WHERE 'where' = cubby.cubby_1) FROM " T2 " WHERE b = cubby.cubby_2"},
    {"a DELETE", "DELETE FROM t WHERE a = ?", "DELETE FROM t USING " T1 " WHERE a = cubby.cubby_1"},
    {"a SELECT", "SELECT a FROM t WHERE a = ?",
     "SELECT part.* FROM unnest($1::text[]) WITH ORDINALITY AS cubby (cubby_1, cubby_row) CROSS JOIN LATERAL "
     "(SELECT a FROM t WHERE a = cubby.cubby_1 OFFSET 0) AS part ORDER BY cubby.cubby_row"},
    {"an INSERT with a value in its conflict",
     "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET a = ?", NULL},
    {"an INSERT of a query", "INSERT INTO t (a) SELECT ?", NULL},
    {"an UPDATE of everything", "UPDATE t SET a = ?", NULL},
    {"a statement without values", "DELETE FROM t WHERE a = 1", NULL},
    {"something else", "CREATE TABLE t (a TEXT DEFAULT ?)", NULL},
};

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *types = g_strnfill (cubby_sql_text_count_marks (row->from), 't');
  g_autofree char *text = cubby_postgresql_many_text (row->from, types, &error);
  g_assert_cmpstr (text, ==, row->to);
  if (row->to == NULL)
    g_assert_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_UNSUPPORTED);
}

static const TextRow marks[] = {
    {"two values", "a = ? AND b = ?", "a = $1 AND b = $2"},
    {"a question in quotes", "a = 'who?' AND \"b?\" = ?", "a = 'who?' AND \"b?\" = $1"},
    {"a quote in quotes", "a = 'it''s?' AND b = ?", "a = 'it''s?' AND b = $1"},
    {"a question in a comment", "a = ? -- why?\n AND b = ?", "a = $1 -- why?\n AND b = $2"},
    {"an open quote", "a = ? AND b = 'x?", "a = $1 AND b = 'x?"},
};

static void
test_marks (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *text = cubby_sql_text_number_marks (row->from, "$");
  g_assert_cmpstr (text, ==, row->to);
}

static const TextRow uris[] = {
    {"a user's password", "postgresql://me:s3cret@host/db", "postgresql://me@host/db"},
    {"a password with marks", "postgresql://me:s3c@r:t@host:5432/db?sslmode=require",
     "postgresql://me@host:5432/db?sslmode=require"},
    {"a password among the options", "postgresql:///db?host=/run&password=s3cret&user=me",
     "postgresql:///db?host=/run&password=…&user=me"},
    {"no password", "postgresql:///db?host=/run", "postgresql:///db?host=/run"},
    {"another engine", "mysql://me:s3cret@host/db", "mysql://me@host/db"},
    {"a file", "sqlite:/var/lib/a.db", "sqlite:/var/lib/a.db"},
    {"no UTF-8", "postgresql://me:\xff@host", "(not UTF-8)"},
};

static void
test_redact (gconstpointer data)
{
  const TextRow *row = data;
  g_autofree char *text = cubby_sql_redact_uri (row->from);
  g_assert_cmpstr (text, ==, row->to);
}

static void
add_rows (const char *path, const TextRow *rows, guint n, GTestDataFunc test)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("/protocols/sql/%s/%s", path, rows[i].name);
    g_test_add_data_func (name, &rows[i], test);
  }
}

#define ADD(name, test) g_test_add ("/protocols/sql/postgresql/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("many", texts, G_N_ELEMENTS (texts), test_text);
  add_rows ("marks", marks, G_N_ELEMENTS (marks), test_marks);
  add_rows ("shown without its password", uris, G_N_ELEMENTS (uris), test_redact);
  ADD ("a lost connection is told, undone and made again", test_lost);
  ADD ("a connection lost before the commit stored nothing", test_lost_in_commit);
  ADD ("a reader connects anew by itself", test_lost_reader);
  ADD ("a transaction that failed is not committed", test_failed_commit);
  ADD ("who comes second is told to do it again", test_retry);
  ADD ("one of two that wait for each other is told to do it again", test_deadlock);
  ADD ("what is asked for with the lock waits for its turn", test_row_lock);
  ADD ("nobody waits for ever", test_busy);
  ADD ("who listens hears of a commit, also after a loss", test_notify);
  ADD ("four migrate at once and it is done once", test_migrate_at_once);
  ADD ("a server knows whether it is alone", test_alone);
  ADD ("a session insists on durable commits and on time-outs", test_session);
  ADD ("what is no UTF-8 is not found", test_not_utf8);
  return g_test_run ();
}
