/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-sql"
#include "protocols/sql/sql.h"
#include "protocols/sql/sql-driver.h"
#include "protocols/sql/sql-text.h"

#include <string.h>

GQuark
cubby_sql_error_quark (void)
{
  return g_quark_from_static_string ("cubby-sql-error-quark");
}

static const CubbySqlDriver *const drivers[] = {
    &cubby_sql_sqlite_driver,
    &cubby_sql_postgresql_driver,
};

static char *
list_schemes (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    g_string_append_printf (text, "%s%s:", i > 0 ? ", " : "", drivers[i]->scheme);
  return g_string_free (text, FALSE);
}

CubbySql *
cubby_sql_open (const char *uri, CubbySqlMode mode, GError **error)
{
  const char *colon = strchr (uri, ':');
  for (guint i = 0; colon != NULL && i < G_N_ELEMENTS (drivers); i++) {
    if (strlen (drivers[i]->scheme) != (gsize)(colon - uri) ||
        strncmp (uri, drivers[i]->scheme, colon - uri) != 0)
      continue;
    CubbySql *self = drivers[i]->open (colon + 1, mode, error);
    if (self == NULL)
      return NULL;
    self->driver = drivers[i];
    self->uri = cubby_sql_redact_uri (uri);
    return self;
  }
  g_autofree char *redacted = cubby_sql_redact_uri (uri);
  g_autofree char *schemes = list_schemes ();
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_URI,
               "database %s: not a kind this program was built with; supported: %s (such as "
               "sqlite:/var/lib/cubby/central.db)",
               redacted, schemes);
  return NULL;
}

void
cubby_sql_free (CubbySql *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->extra, g_hash_table_unref);
  g_free (self->uri);
  self->driver->close (self);
}

typedef struct {
  gpointer data;
  GDestroyNotify free_data;
} Extra;

static void
extra_free (gpointer data)
{
  Extra *extra = data;
  extra->free_data (extra->data);
  g_free (extra);
}

void
cubby_sql_set_extra (CubbySql *self, const char *name, gpointer extra, GDestroyNotify free_extra)
{
  if (self->extra == NULL)
    self->extra = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, extra_free);
  Extra *entry = g_new0 (Extra, 1);
  *entry = (Extra){.data = extra, .free_data = free_extra};
  g_hash_table_insert (self->extra, (char *)name, entry);
}

gpointer
cubby_sql_get_extra (CubbySql *self, const char *name)
{
  Extra *entry = self->extra != NULL ? g_hash_table_lookup (self->extra, name) : NULL;
  return entry != NULL ? entry->data : NULL;
}

const char *
cubby_sql_get_uri (CubbySql *self)
{
  return self->uri;
}

/* A value too few would be read from beyond the arguments. */
static gboolean
check_values (const char *sql, const char *types, GError **error)
{
  guint marks = cubby_sql_text_count_marks (sql);
  if (marks == strlen (types))
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED, "%u values wanted, \"%s\" given: %s", marks,
               types, sql);
  return FALSE;
}

static CubbySqlRows *
sql_query_valist (CubbySql *self, GError **error, const char *sql, const char *types, va_list *args)
{
  if (!check_values (sql, types, error))
    return NULL;
  CubbySqlRows *rows = self->driver->query (self, error, sql, types, args);
  if (rows != NULL)
    rows->driver = self->driver;
  return rows;
}

CubbySqlRows *
cubby_sql_query (CubbySql *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  CubbySqlRows *rows = sql_query_valist (self, error, sql, types, &args);
  va_end (args);
  return rows;
}

static gboolean
run_to_end (CubbySqlRows *rows, GError **error)
{
  g_autoptr (GError) local = NULL;
  while (cubby_sql_rows_next (rows, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
cubby_sql_run (CubbySql *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (CubbySqlRows) rows = sql_query_valist (self, error, sql, types, &args);
  va_end (args);
  return rows != NULL && run_to_end (rows, error);
}

CubbySqlRows *
cubby_sql_query_many (CubbySql *self, GError **error, const char *sql, const char *types, guint n_rows,
                      const CubbySqlColumn *columns)
{
  if (!check_values (sql, types, error))
    return NULL;
  CubbySqlRows *rows = self->driver->query_many (self, error, sql, types, n_rows, columns);
  if (rows != NULL)
    rows->driver = self->driver;
  return rows;
}

gboolean
cubby_sql_post_many (CubbySql *self, GError **error, const char *sql, const char *types, guint n_rows,
                     const CubbySqlColumn *columns)
{
  if (n_rows == 0 || self->driver->post_many == NULL)
    return cubby_sql_run_many (self, error, sql, types, n_rows, columns);
  return check_values (sql, types, error) &&
         self->driver->post_many (self, error, sql, types, n_rows, columns);
}

CubbySqlRows *
cubby_sql_query_streamed (CubbySql *self, const char *sql, GError **error)
{
  CubbySqlRows *rows = self->driver->query_streamed (self, sql, error);
  if (rows != NULL)
    rows->driver = self->driver;
  return rows;
}

gboolean
cubby_sql_run_many (CubbySql *self, GError **error, const char *sql, const char *types, guint n_rows,
                    const CubbySqlColumn *columns)
{
  if (n_rows == 0)
    return TRUE;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_many (self, error, sql, types, n_rows, columns);
  return rows != NULL && run_to_end (rows, error);
}

gboolean
cubby_sql_read_int (CubbySql *self, gint64 *ret_value, gint64 fallback, GError **error, const char *sql,
                    const char *types, ...)
{
  va_list args;
  va_start (args, types);
  g_autoptr (CubbySqlRows) rows = sql_query_valist (self, error, sql, types, &args);
  va_end (args);
  if (rows == NULL)
    return FALSE;
  g_autoptr (GError) local = NULL;
  gboolean found = cubby_sql_rows_next (rows, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ret_value = found && !cubby_sql_rows_is_null (rows, 0) ? cubby_sql_rows_get_int (rows, 0) : fallback;
  return TRUE;
}

gboolean
cubby_sql_execute (CubbySql *self, const char *sql, GError **error)
{
  return self->driver->execute (self, sql, error);
}

gboolean
cubby_sql_has_table (CubbySql *self, const char *name, gboolean *ret_there, GError **error)
{
  gint64 tables = 0;
  if (!cubby_sql_read_int (self, &tables, 0, error, self->driver->count_tables_sql, "tt", name, name))
    return FALSE;
  *ret_there = tables > 0;
  return TRUE;
}

gboolean
cubby_sql_begin (CubbySql *self, GError **error)
{
  const char *sql = self->driver->begin_sql != NULL ? self->driver->begin_sql : "BEGIN";
  return self->driver->control (self, sql, TRUE, error);
}

gboolean
cubby_sql_begin_snapshot (CubbySql *self, GError **error)
{
  return self->driver->control (self, self->driver->begin_snapshot_sql, TRUE, error);
}

gboolean
cubby_sql_commit (CubbySql *self, GError **error)
{
  return self->driver->control (self, "COMMIT", FALSE, error);
}

void
cubby_sql_rollback (CubbySql *self)
{
  g_autoptr (GError) error = NULL;
  if (!self->driver->control (self, "ROLLBACK", FALSE, &error))
    g_warning ("rollback: %s", error->message);
}

gboolean
cubby_sql_savepoint (CubbySql *self, GError **error)
{
  return self->driver->control (self, "SAVEPOINT part", TRUE, error);
}

gboolean
cubby_sql_release (CubbySql *self, GError **error)
{
  return self->driver->control (self, "RELEASE SAVEPOINT part", TRUE, error);
}

gboolean
cubby_sql_rollback_to (CubbySql *self, GError **error)
{
  return self->driver->control (self, "ROLLBACK TO SAVEPOINT part", FALSE, error) &&
         cubby_sql_release (self, error);
}

const char *
cubby_sql_get_row_lock (CubbySql *self)
{
  return self->driver->row_lock;
}

void
cubby_sql_maintain (CubbySql *self)
{
  if (self->driver->maintain != NULL)
    self->driver->maintain (self);
}

void
cubby_sql_clear_log (CubbySql *self)
{
  if (self->driver->clear_log != NULL)
    self->driver->clear_log (self);
}

gboolean
cubby_sql_compact (CubbySql *self, GError **error)
{
  const CubbySqlDriver *driver = self->driver;
  if (driver->compact_begin_sql != NULL && !cubby_sql_execute (self, driver->compact_begin_sql, error))
    return FALSE;
  gboolean done = cubby_sql_execute (self, driver->compact_sql, error);
  if (driver->compact_end_sql != NULL &&
      !cubby_sql_execute (self, driver->compact_end_sql, done ? error : NULL))
    return FALSE;
  return done;
}

gboolean
cubby_sql_check (CubbySql *self, GError **error)
{
  return self->driver->check (self, error);
}
