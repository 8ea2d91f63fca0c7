/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/backup.h"
#include "app/central/backup-file.h"
#include "app/central/schema.h"

/* Rows between two words about the progress. */
#define STEP 10000

typedef struct {
  CubbySql *sql;
  CubbyBackupWriter *writer;
  CubbyBackupProgress progress;
  gpointer data;
  CubbyJsonText *trailer; /* in the object of the tables' counts */
  CubbyBackupCount *count;
} Backup;

static void
tell (Backup *self, const char *table, gint64 n_rows)
{
  if (self->progress != NULL)
    self->progress (table, n_rows, self->data);
}

static gboolean
write_header (Backup *self, gint64 now_ms, GError **error)
{
  g_autofree char *time = cubby_store_format_time (now_ms);
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "format", CUBBY_BACKUP_FORMAT);
  cubby_json_text_int (json, "version", CUBBY_BACKUP_VERSION);
  cubby_json_text_int (json, "schema", self->count->schema);
  cubby_json_text_string (json, "time", time);
  cubby_json_text_int (json, "time_ms", now_ms);
  cubby_json_text_close_object (json);
  return cubby_backup_writer_add (self->writer, cubby_json_text_steal (json), error);
}

static gboolean
write_columns (Backup *self, const char *table, CubbySqlRows *rows, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "table", table);
  cubby_json_text_open_array (json, "columns");
  for (int i = 0; i < cubby_sql_rows_get_n_columns (rows); i++)
    cubby_json_text_string (json, NULL, cubby_sql_rows_get_name (rows, i));
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  return cubby_backup_writer_add (self->writer, cubby_json_text_steal (json), error);
}

static gboolean
write_row (Backup *self, CubbySqlRows *rows, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_array (json, NULL);
  for (int i = 0; i < cubby_sql_rows_get_n_columns (rows); i++) {
    if (cubby_sql_rows_is_null (rows, i) || !cubby_sql_rows_is_int (rows, i))
      cubby_json_text_string (json, NULL, cubby_sql_rows_get_text (rows, i));
    else
      cubby_json_text_int (json, NULL, cubby_sql_rows_get_int (rows, i));
  }
  cubby_json_text_close_array (json);
  return cubby_backup_writer_add (self->writer, cubby_json_text_steal (json), error);
}

static gboolean
write_table (Backup *self, const char *table, GError **error)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query_streamed (self->sql, select, error);
  if (rows == NULL || !write_columns (self, table, rows, error))
    return FALSE;
  gint64 n = 0;
  g_autoptr (GError) local = NULL;
  tell (self, table, 0);
  while (cubby_sql_rows_next (rows, &local)) {
    if (!write_row (self, rows, error))
      return FALSE;
    if (++n % STEP == 0)
      tell (self, table, n);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  cubby_json_text_int (self->trailer, table, n);
  self->count->tables++;
  self->count->rows += n;
  return TRUE;
}

static gboolean
write_trailer (Backup *self, GError **error)
{
  g_autofree char *hash = cubby_backup_writer_end_hash (self->writer);
  cubby_json_text_close_object (self->trailer);
  cubby_json_text_int (self->trailer, "rows", self->count->rows);
  cubby_json_text_string (self->trailer, "blake2b", hash);
  cubby_json_text_close_object (self->trailer);
  return cubby_backup_writer_add (self->writer, cubby_json_text_steal (self->trailer), error) &&
         cubby_backup_writer_finish (self->writer, error);
}

static gboolean
write_tables (Backup *self, GError **error)
{
  g_autoptr (GPtrArray) tables = cubby_sql_list_tables (self->sql, error);
  if (tables == NULL)
    return FALSE;
  cubby_json_text_open_object (self->trailer, NULL);
  cubby_json_text_open_object (self->trailer, "tables");
  for (guint i = 0; i < tables->len; i++) {
    const char *table = g_ptr_array_index (tables, i);
    if (g_str_equal (table, "schema_migration"))
      continue; /* the header says it */
    if (!write_table (self, table, error))
      return FALSE;
  }
  return write_trailer (self, error);
}

/* An older one is welcome: a backup is what is made before a migration. */
static gboolean
read_schema (CubbySql *sql, gint64 *ret_schema, GError **error)
{
  guint newest = 0;
  g_autofree CubbyMigration *list = cubby_schema_list (&newest);
  *ret_schema = cubby_migration_get_version (sql, error);
  if (*ret_schema < 0)
    return FALSE;
  if (*ret_schema > newest)
    return cubby_schema_require (sql, error);
  if (*ret_schema > 0)
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION, "database %s has nothing in it",
               cubby_sql_get_uri (sql));
  return FALSE;
}

static gboolean
write_all (Backup *self, const char *path, gint64 now_ms, GError **error)
{
  if (!read_schema (self->sql, &self->count->schema, error))
    return FALSE;
  self->writer = cubby_backup_writer_new (path, error);
  return self->writer != NULL && write_header (self, now_ms, error) && write_tables (self, error);
}

gboolean
cubby_backup_write (CubbySql *sql, const char *path, gint64 now_ms, CubbyBackupProgress progress,
                    gpointer data, CubbyBackupCount *ret_count, GError **error)
{
  g_autoptr (CubbyJsonText) trailer = cubby_json_text_new ();
  *ret_count = (CubbyBackupCount){0};
  Backup self = {.sql = sql, .progress = progress, .data = data, .trailer = trailer, .count = ret_count};
  if (!cubby_sql_begin_snapshot (sql, error))
    return FALSE;
  gboolean good = write_all (&self, path, now_ms, error);
  cubby_backup_writer_free (self.writer);
  cubby_sql_rollback (sql); /* there is nothing to keep */
  return good;
}
