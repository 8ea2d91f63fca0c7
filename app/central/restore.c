/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/backup-file.h"
#include "app/central/backup.h"
#include "app/central/parcel.h"
#include "app/central/restore-table.h"
#include "app/central/schema.h"
#include "app/central/staff.h"

#include <string.h>

/* Rows between two words about the progress. */
#define STEP 10000

typedef struct {
  CubbyStore *store;
  CubbyBackupReader *reader;
  CubbyBackupProgress progress;
  gpointer data;
  CubbyBackupCount *count;
  GHashTable *expected;     /* tables that were not in the file yet */
  CubbyRestoreTable *table; /* that the lines are rows of */
} Restore;

/* A shop has a place before it has anything else; whoever made keys or orders means to keep them. */
static gboolean
check_empty (CubbySql *sql, GError **error)
{
  static const char *const tables[] = {"location", "product", "orders", "api_key", "audit", "stock_movement"};
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *count = g_strdup_printf ("SELECT COUNT(*) FROM %s", tables[i]);
    gint64 n = 0;
    gboolean there = FALSE;
    if (!cubby_sql_has_table (sql, tables[i], &there, error) ||
        (there && !cubby_sql_read_int (sql, &n, 0, error, count, "")))
      return FALSE;
    if (n == 0)
      continue;
    g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION,
                 "database %s is in use (%s: %" G_GINT64_FORMAT
                 "); a backup is restored into an empty one: name another",
                 cubby_sql_get_uri (sql), tables[i], n);
    return FALSE;
  }
  return TRUE;
}

/* So that the tables are made as they were when the backup was; last come those that others refer to. */
static gboolean
drop_tables (CubbySql *sql, GError **error)
{
  g_autoptr (GPtrArray) tables = cubby_sql_list_tables (sql, error);
  if (tables == NULL)
    return FALSE;
  for (guint i = tables->len; i > 0; i--) {
    g_autofree char *drop = g_strdup_printf ("DROP TABLE \"%s\"", (char *)g_ptr_array_index (tables, i - 1));
    if (!cubby_sql_execute (sql, drop, error))
      return FALSE;
  }
  return TRUE;
}

/* What the migrations put in is in the backup as well, as it was. */
static gboolean
clear_tables (Restore *self, GError **error)
{
  g_autoptr (GPtrArray) tables = cubby_sql_list_tables (self->store->sql, error);
  if (tables == NULL)
    return FALSE;
  for (guint i = tables->len; i > 0; i--) {
    char *name = g_ptr_array_index (tables, i - 1);
    g_autofree char *clear = g_strdup_printf ("DELETE FROM \"%s\"", name);
    if (g_str_equal (name, "schema_migration"))
      continue;
    if (!cubby_sql_execute (self->store->sql, clear, error))
      return FALSE;
    g_hash_table_add (self->expected, g_strdup (name));
  }
  return TRUE;
}

static gboolean
read_header (Restore *self, GError **error)
{
  g_autoptr (JsonNode) node = cubby_backup_reader_next (self->reader, error);
  if (node == NULL)
    return FALSE;
  JsonObject *header = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *format =
      header != NULL ? json_object_get_string_member_with_default (header, "format", "") : "";
  if (!g_str_equal (format, CUBBY_BACKUP_FORMAT))
    return cubby_backup_reader_refuse (self->reader, "is no backup of cubby-central", error);
  guint newest = 0;
  g_autofree CubbyMigration *list = cubby_schema_list (&newest);
  self->count->schema = json_object_get_int_member_with_default (header, "schema", 0);
  self->count->made_ms = json_object_get_int_member_with_default (header, "time_ms", 0);
  self->count->migrated_to = newest;
  if (json_object_get_int_member_with_default (header, "version", 0) <= CUBBY_BACKUP_VERSION &&
      self->count->schema <= newest)
    return self->count->schema > 0 ||
           cubby_backup_reader_refuse (self->reader, "is damaged: it names no schema", error);
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_VERSION,
               "the backup is of a newer cubby-central (schema %" G_GINT64_FORMAT
               ", this program knows up to %u): install that one, then restore",
               self->count->schema, newest);
  return FALSE;
}

static gboolean
end_table (Restore *self, GError **error)
{
  if (self->table == NULL)
    return TRUE;
  gboolean good = cubby_restore_table_finish (self->table, error);
  self->count->tables++;
  self->count->rows += cubby_restore_table_get_n_rows (self->table);
  g_clear_pointer (&self->table, cubby_restore_table_free);
  return good;
}

static gboolean
begin_table (Restore *self, JsonObject *head, GError **error)
{
  const char *name = json_object_get_string_member_with_default (head, "table", "");
  JsonNode *columns = json_object_get_member (head, "columns");
  if (!end_table (self, error))
    return FALSE;
  if (!g_hash_table_remove (self->expected, name) || columns == NULL || !JSON_NODE_HOLDS_ARRAY (columns))
    return cubby_backup_reader_refuse (self->reader, "is damaged: it has a table that is not of its schema",
                                       error);
  self->table = cubby_restore_table_new (self->store->sql, name, json_node_get_array (columns), error);
  if (self->table != NULL && self->progress != NULL)
    self->progress (name, 0, self->data);
  return self->table != NULL;
}

/* Takes @row. */
static gboolean
add_row (Restore *self, JsonNode *row, GError **error)
{
  if (self->table == NULL) {
    json_node_unref (row);
    return cubby_backup_reader_refuse (self->reader, "is damaged: it has rows of no table", error);
  }
  if (!cubby_restore_table_add (self->table, row, error))
    return FALSE;
  gint64 n = cubby_restore_table_get_n_rows (self->table);
  if (n % STEP == 0 && self->progress != NULL)
    self->progress (cubby_restore_table_get_name (self->table), n, self->data);
  return TRUE;
}

/* The hash was right before; it is asked once more, for these are the lines that went in. */
static gboolean
finish (Restore *self, JsonObject *trailer, GError **error)
{
  if (!end_table (self, error) || !cubby_backup_reader_finish (self->reader, trailer, error))
    return FALSE;
  if (g_hash_table_size (self->expected) > 0 ||
      json_object_get_int_member_with_default (trailer, "rows", -1) != self->count->rows)
    return cubby_backup_reader_refuse (self->reader, "is damaged: it has not all of its tables", error);
  return TRUE;
}

static gboolean
read_lines (Restore *self, GError **error)
{
  for (;;) {
    g_autoptr (JsonNode) node = cubby_backup_reader_next (self->reader, error);
    if (node == NULL)
      return FALSE;
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    if (object != NULL && json_object_has_member (object, "blake2b"))
      return finish (self, object, error);
    gboolean good = object != NULL ? begin_table (self, object, error) //
                                   : add_row (self, g_steal_pointer (&node), error);
    if (!good)
      return FALSE;
  }
}

static gboolean
restore_all (Restore *self, GError **error)
{
  CubbyStore *store = self->store;
  CubbyBackupCount *count = self->count;
  return cubby_sql_be_alone (store->sql, error) && cubby_migration_lock (store->sql, error) &&
         check_empty (store->sql, error) && read_header (self, error) && drop_tables (store->sql, error) &&
         cubby_schema_run_until (store->sql, count->schema, store->now_ms, error) &&
         clear_tables (self, error) && read_lines (self, error) &&
         cubby_schema_run_until (store->sql, count->migrated_to, store->now_ms, error) &&
         cubby_parcel_begin_epoch (store, &count->epoch, error) && cubby_staff_begin_epoch (store, error);
}

gboolean
cubby_restore_read (CubbyStore *store, const char *path, CubbyBackupProgress progress, gpointer data,
                    CubbyBackupCount *ret_count, GError **error)
{
  g_autoptr (CubbyBackupReader) reader =
      cubby_backup_verify (path, error) ? cubby_backup_reader_new (path, error) : NULL;
  if (reader == NULL)
    return FALSE;
  *ret_count = (CubbyBackupCount){0};
  Restore self = {.store = store, .reader = reader, .progress = progress, .data = data, .count = ret_count};
  if (cubby_migration_get_version (store->sql, error) < 0 || !cubby_sql_begin (store->sql, error))
    return FALSE;
  self.expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean good = restore_all (&self, error);
  g_clear_pointer (&self.table, cubby_restore_table_free);
  g_hash_table_unref (self.expected);
  if (good)
    return cubby_sql_commit (store->sql, error);
  cubby_sql_rollback (store->sql);
  return FALSE;
}
