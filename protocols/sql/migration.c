/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/sql/migration.h"
#include "protocols/sql/sql-driver.h"

static gboolean
make_table (CubbySql *sql, GError **error)
{
  return cubby_sql_execute (sql,
                            "CREATE TABLE IF NOT EXISTS schema_migration ("
                            " number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_ms BIGINT NOT NULL)",
                            error);
}

/* It has tables, but none of ours: it is somebody else's and stays as it is. */
static gint64
refuse_foreign (CubbySql *sql, GError **error)
{
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION,
               "database %s holds another program's tables and was left as it is; name a new file",
               cubby_sql_get_uri (sql));
  return -1;
}

/* Each question sees the database as it is at that moment, and another process may make all tables between
 * two of them. Tables come and do not go, so the wider question is asked first. */
gint64
cubby_migration_get_version (CubbySql *sql, GError **error)
{
  gboolean any = FALSE, ours = FALSE;
  gint64 version = 0;
  if (!cubby_sql_has_table (sql, NULL, &any, error))
    return -1;
  if (!any)
    return 0;
  if (!cubby_sql_has_table (sql, "schema_migration", &ours, error))
    return -1;
  if (!ours)
    return refuse_foreign (sql, error);
  if (!cubby_sql_read_int (sql, &version, 0, error, "SELECT MAX(number) FROM schema_migration", ""))
    return -1;
  return version;
}

static gboolean
refuse_newer (CubbySql *sql, gint64 version, guint n_migrations, GError **error)
{
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION,
               "database %s is at version %" G_GINT64_FORMAT ", this program knows versions up to %u: "
               "install the cubby-central that made it, or restore a backup",
               cubby_sql_get_uri (sql), version, n_migrations);
  return FALSE;
}

gboolean
cubby_migration_require (CubbySql *sql, const CubbyMigration *migrations, guint n_migrations, GError **error)
{
  gint64 version = cubby_migration_get_version (sql, error);
  if (version < 0)
    return FALSE;
  if (version > n_migrations)
    return refuse_newer (sql, version, n_migrations, error);
  if (version == n_migrations)
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION,
               "database %s is at version %" G_GINT64_FORMAT ", this program needs version %u: "
               "make a backup, then run: cubby-central migrate --database %s",
               cubby_sql_get_uri (sql), version, n_migrations, cubby_sql_get_uri (sql));
  return FALSE;
}

static gboolean
run_steps (CubbySql *sql, const CubbyMigration *migrations, guint from, guint to, gint64 now_ms,
           GError **error)
{
  if (!make_table (sql, error))
    return FALSE;
  for (guint i = from; i < to; i++) {
    if (!cubby_sql_execute (sql, migrations[i].sql, error)) {
      g_prefix_error (error, "migration %u (%s): ", i + 1, migrations[i].name);
      return FALSE;
    }
    if (!cubby_sql_run (sql, error,
                        "INSERT INTO schema_migration (number, name, applied_ms) VALUES (?, ?, ?)", "iti",
                        (gint64)i + 1, migrations[i].name, now_ms))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_migration_lock (CubbySql *sql, GError **error)
{
  const char *lock = sql->driver->migration_lock_sql;
  return lock == NULL || cubby_sql_execute (sql, lock, error);
}

gboolean
cubby_migration_run_until (CubbySql *sql, const CubbyMigration *migrations, guint until, gint64 now_ms,
                           GError **error)
{
  gint64 version = cubby_migration_get_version (sql, error);
  return version >= 0 && run_steps (sql, migrations, (guint)version, until, now_ms, error);
}

/* Whoever comes second waits here, and then finds it done. */
static gboolean
run_missing (CubbySql *sql, const CubbyMigration *migrations, guint n_migrations, gint64 now_ms,
             GError **error)
{
  if (!cubby_migration_lock (sql, error))
    return FALSE;
  gint64 version = cubby_migration_get_version (sql, error);
  if (version < 0)
    return FALSE;
  if (version > n_migrations)
    return refuse_newer (sql, version, n_migrations, error);
  return run_steps (sql, migrations, (guint)version, n_migrations, now_ms, error);
}

gboolean
cubby_migration_run (CubbySql *sql, const CubbyMigration *migrations, guint n_migrations, gint64 now_ms,
                     GError **error)
{
  gint64 version = cubby_migration_get_version (sql, error);
  if (version < 0)
    return FALSE;
  if (version == n_migrations)
    return TRUE;
  if (!cubby_sql_begin (sql, error))
    return FALSE;
  if (run_missing (sql, migrations, n_migrations, now_ms, error))
    return cubby_sql_commit (sql, error);
  cubby_sql_rollback (sql);
  return FALSE;
}
