/* SPDX-License-Identifier: Apache-2.0 */
/* Backups that were made before a migration. */
#include "app/central/backup.h"
#include "app/central/schema.h"
#include "tests/rig/postgresql.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct {
  TestEngine engine;
  guint schema;
} Older;

#define LOCATION                                                                                             \
  "INSERT INTO location (id, kind, name, address, lockers, code_key, data)"                                  \
  " VALUES ('4711', 'store', 'S', '', 1, '', '{\"n\":\"năm \\u0001\"}')"

static CubbySql *
open_or_fail (const char *uri)
{
  g_autoptr (GError) error = NULL;
  CubbySql *sql = cubby_sql_open (uri, CUBBY_SQL_SERVER, &error);
  g_assert_no_error (error);
  return sql;
}

/* A shop as it was at the step @schema, in a backup at @path. */
static void
make_older (guint schema, const char *uri, const char *path)
{
  g_autoptr (GError) error = NULL;
  CubbyBackupCount count;
  g_autoptr (CubbySql) sql = open_or_fail (uri);
  g_assert_true (cubby_sql_begin (sql, &error));
  g_assert_true (cubby_schema_run_until (sql, schema, 0, &error));
  g_assert_true (cubby_sql_execute (sql, LOCATION, &error));
  g_assert_true (cubby_sql_commit (sql, &error));
  g_assert_true (cubby_backup_write (sql, path, 7000, NULL, NULL, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count.schema, ==, schema);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
check_name (CubbySql *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (sql, &error, "SELECT data, lockers FROM location", "");
  g_assert_true (cubby_sql_rows_next (rows, &error));
  g_assert_cmpstr (cubby_sql_rows_get_text (rows, 0), ==, "{\"n\":\"năm \\u0001\"}");
  g_assert_cmpint (cubby_sql_rows_get_int (rows, 1), ==, 1);
  g_assert_false (cubby_sql_rows_next (rows, &error));
  g_assert_no_error (error);
}

static void
test_older (gconstpointer data)
{
  const Older *older = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("cubby-older-XXXXXX", NULL);
  g_autofree char *from = g_strdup_printf ("sqlite:%s/from.db", folder);
  g_autofree char *path = g_build_filename (folder, "backup.gz", NULL);
  make_older (older->schema, from, path);
  g_autofree char *uri = test_engine_make_database (older->engine, folder);
  g_autoptr (CubbySql) sql = open_or_fail (uri);
  g_autoptr (CubbyCentralSettings) settings = cubby_central_settings_load (NULL, &error);
  CubbyStore store = {.sql = sql, .settings = settings, .now_ms = 1798761600000, .actor = "test"};
  CubbyBackupCount count;
  cubby_restore_read (&store, path, NULL, NULL, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count.schema, ==, older->schema);
  g_assert_cmpint (count.made_ms, ==, 7000);
  g_assert_true (cubby_schema_require (sql, &error));
  g_assert_no_error (error);
  check_name (sql);
  remove_folder (folder);
}

static void
add (TestEngine engine, guint schema)
{
  Older *older = g_new (Older, 1);
  *older = (Older){.engine = engine, .schema = schema};
  g_autofree char *path = g_strdup_printf ("/central/restore/%s/a backup made at the step %u is brought on",
                                           test_engine_get_name (engine), schema);
  g_test_add_data_func_full (path, older, test_older, g_free);
}

int
main (int argc, char **argv)
{
  guint n = 0;
  g_test_init (&argc, &argv, NULL);
  g_autofree CubbyMigration *list = cubby_schema_list (&n);
  for (guint engine = 0; engine < TEST_N_ENGINES; engine++)
    for (guint schema = 1; schema <= n; schema++)
      add (engine, schema);
  return g_test_run ();
}
