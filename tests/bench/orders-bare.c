/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-bare.h"

#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* One table, and what was added to it, row after row. */
typedef struct {
  char *name;
  gint64 last_before; /* rowid */
  int n_columns;
  GPtrArray *values; /* of sqlite3_value, n_columns a row */
  sqlite3_stmt *insert;
} Table;

/* Stock is not added but changed: what a line of an order does to it. */
typedef struct {
  char *sku, *location, *data;
} Taking;

struct _BenchBare {
  sqlite3 *db;
  GPtrArray *tables;  /* of Table */
  GPtrArray *takings; /* of Taking */
  guint n_orders;
};

static const char update_stock[] =
    "UPDATE stock_level SET allocated = allocated + 1, updated_ms = ?3 WHERE sku = ?1 AND location = ?2"
    " AND on_hand - allocated - damaged - quality_control - held - safety_stock >= 1";
static const char count_feed[] = "UPDATE counter SET value = value + 1 WHERE name = 'feed'";
static const char forget_level[] = "DELETE FROM change_feed WHERE topic = 'stock' AND item = ?1 || '@' || ?2";
static const char publish_level[] =
    "INSERT INTO change_feed (seq, topic, item, store, data, time_ms)"
    " SELECT value, 'stock', ?1 || '@' || ?2, NULL, ?3, 1 FROM counter WHERE name = 'feed'";

static void
require (sqlite3 *db, int status, int expected)
{
  if (status != expected)
    bench_fail ("orders: the rows written bare: %s", sqlite3_errmsg (db));
}

static sqlite3 *
open_database (const char *path, int flags)
{
  sqlite3 *db = NULL;
  require (db, sqlite3_open_v2 (path, &db, flags, NULL), SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  return db;
}

static void
execute (sqlite3 *db, const char *sql)
{
  require (db, sqlite3_exec (db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  require (db, sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), SQLITE_OK);
  return statement;
}

static gint64
read_int (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = prepare (db, sql);
  require (db, sqlite3_step (statement), SQLITE_ROW);
  gint64 value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

void
bench_bare_copy_database (const char *path, const char *copy)
{
  sqlite3 *db = open_database (path, SQLITE_OPEN_READWRITE);
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", copy);
  g_unlink (copy);
  execute (db, sql);
  sqlite3_close (db);
}

static void
table_free (gpointer data)
{
  Table *self = data;
  g_free (self->name);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
taking_free (gpointer data)
{
  Taking *self = data;
  g_free (self->sku);
  g_free (self->location);
  g_free (self->data);
  g_free (self);
}

static void
value_free (gpointer data)
{
  sqlite3_value_free (data);
}

static void
add_table (BenchBare *self, const char *name)
{
  Table *table = g_new0 (Table, 1);
  g_autofree char *last = g_strdup_printf ("SELECT ifnull (max (rowid), 0) FROM %s", name);
  table->name = g_strdup (name);
  table->last_before = read_int (self->db, last);
  table->values = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_add (self->tables, table);
}

BenchBare *
bench_bare_new (const char *path)
{
  BenchBare *self = g_new0 (BenchBare, 1);
  self->db = open_database (path, SQLITE_OPEN_READWRITE);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->takings = g_ptr_array_new_with_free_func (taking_free);
  sqlite3_stmt *names =
      prepare (self->db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                         "'sqlite_%' AND name NOT IN ('stock_level', 'counter', 'change_feed')");
  while (sqlite3_step (names) == SQLITE_ROW)
    add_table (self, (const char *)sqlite3_column_text (names, 0));
  sqlite3_finalize (names);
  return self;
}

void
bench_bare_free (BenchBare *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->takings);
  sqlite3_close (self->db);
  g_free (self);
}

static void
read_table (BenchBare *self, Table *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE rowid > ? ORDER BY rowid", table->name);
  sqlite3_stmt *rows = prepare (self->db, sql);
  sqlite3_bind_int64 (rows, 1, table->last_before);
  table->n_columns = sqlite3_column_count (rows);
  while (sqlite3_step (rows) == SQLITE_ROW)
    for (int i = 0; i < table->n_columns; i++)
      g_ptr_array_add (table->values, sqlite3_value_dup (sqlite3_column_value (rows, i)));
  sqlite3_finalize (rows);
}

static Table *
find_table (BenchBare *self, const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_str_equal (((Table *)g_ptr_array_index (self->tables, i))->name, name))
      return g_ptr_array_index (self->tables, i);
  bench_fail ("orders: the database has no table %s", name);
}

static void
read_takings (BenchBare *self)
{
  sqlite3_stmt *rows = prepare (
      self->db,
      "SELECT m.sku, m.location, f.data FROM stock_movement m JOIN change_feed f ON f.topic = 'stock' AND "
      "f.item = m.sku || '@' || m.location WHERE m.rowid > ? ORDER BY m.rowid");
  sqlite3_bind_int64 (rows, 1, find_table (self, "stock_movement")->last_before);
  while (sqlite3_step (rows) == SQLITE_ROW) {
    Taking *taking = g_new0 (Taking, 1);
    taking->sku = g_strdup ((const char *)sqlite3_column_text (rows, 0));
    taking->location = g_strdup ((const char *)sqlite3_column_text (rows, 1));
    taking->data = g_strdup ((const char *)sqlite3_column_text (rows, 2));
    g_ptr_array_add (self->takings, taking);
  }
  sqlite3_finalize (rows);
}

void
bench_bare_read (BenchBare *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    read_table (self, g_ptr_array_index (self->tables, i));
  read_takings (self);
  const Table *orders = find_table (self, "orders");
  self->n_orders = orders->values->len / (guint)orders->n_columns;
  if (self->n_orders == 0)
    bench_fail ("orders: the service wrote no orders");
}

guint
bench_bare_get_n_orders (BenchBare *self)
{
  return self->n_orders;
}

static void
prepare_insert (sqlite3 *db, Table *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_string_append_printf (sql, "INSERT INTO %s VALUES (", table->name);
  for (int i = 0; i < table->n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append (sql, ")");
  table->insert = prepare (db, sql->str);
}

static void
insert_row (sqlite3 *db, Table *table, guint row)
{
  for (int i = 0; i < table->n_columns; i++)
    sqlite3_bind_value (table->insert, i + 1,
                        g_ptr_array_index (table->values, row * (guint)table->n_columns + (guint)i));
  require (db, sqlite3_step (table->insert), SQLITE_DONE);
  sqlite3_reset (table->insert);
}

static void
run_with (sqlite3 *db, sqlite3_stmt *statement, const char *const *texts)
{
  for (int i = 1; i <= sqlite3_bind_parameter_count (statement); i++)
    sqlite3_bind_text (statement, i, texts[i - 1], -1, SQLITE_STATIC);
  require (db, sqlite3_step (statement), SQLITE_DONE);
  sqlite3_reset (statement);
}

typedef struct {
  sqlite3_stmt *update, *count, *forget, *publish;
} StockStatements;

static void
take (sqlite3 *db, const StockStatements *statements, const Taking *taking)
{
  const char *const update[] = {taking->sku, taking->location, "1"};
  const char *const publish[] = {taking->sku, taking->location, taking->data};
  run_with (db, statements->update, update);
  if (sqlite3_changes (db) != 1)
    bench_fail ("orders: written bare, %s ran out", taking->sku);
  run_with (db, statements->count, NULL);
  run_with (db, statements->forget, update);
  run_with (db, statements->publish, publish);
}

/* The share of order number @order in @n things that all orders have together. */
static guint
share (BenchBare *self, guint n, guint order)
{
  return (guint)((guint64)n * order / self->n_orders);
}

static void
write_order (BenchBare *self, sqlite3 *db, const StockStatements *statements, guint order)
{
  for (guint i = share (self, self->takings->len, order); i < share (self, self->takings->len, order + 1);
       i++)
    take (db, statements, g_ptr_array_index (self->takings, i));
  for (guint t = 0; t < self->tables->len; t++) {
    Table *table = g_ptr_array_index (self->tables, t);
    guint n_rows = table->n_columns > 0 ? table->values->len / (guint)table->n_columns : 0;
    for (guint row = share (self, n_rows, order); row < share (self, n_rows, order + 1); row++)
      insert_row (db, table, row);
  }
}

static BenchBareResult
write_all (BenchBare *self, sqlite3 *db, const StockStatements *statements, guint group)
{
  double begun = bench_wall_ms (), cpu_begun = bench_cpu_ms ();
  for (guint i = 0; i < self->n_orders; i++) {
    if (i % group == 0)
      execute (db, "BEGIN IMMEDIATE");
    write_order (self, db, statements, i);
    if (i % group == group - 1 || i == self->n_orders - 1)
      execute (db, "COMMIT");
  }
  return (BenchBareResult){.rate = self->n_orders / ((bench_wall_ms () - begun) / 1e3),
                           .cpu_ms = (bench_cpu_ms () - cpu_begun) / self->n_orders};
}

BenchBareResult
bench_bare_write (BenchBare *self, const char *path, guint group)
{
  sqlite3 *db = open_database (path, SQLITE_OPEN_READWRITE);
  execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000");
  StockStatements statements = {prepare (db, update_stock), prepare (db, count_feed),
                                prepare (db, forget_level), prepare (db, publish_level)};
  for (guint i = 0; i < self->tables->len; i++)
    prepare_insert (db, g_ptr_array_index (self->tables, i));
  BenchBareResult result = write_all (self, db, &statements, group);
  for (guint i = 0; i < self->tables->len; i++)
    sqlite3_finalize (((Table *)g_ptr_array_index (self->tables, i))->insert);
  sqlite3_finalize (statements.update);
  sqlite3_finalize (statements.count);
  sqlite3_finalize (statements.forget);
  sqlite3_finalize (statements.publish);
  sqlite3_close (db);
  return result;
}
