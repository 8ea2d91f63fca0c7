/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-peer-store.h"
#include "tests/bench/report.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  const BenchTemplate *template;
  sqlite3 *db;
  sqlite3_stmt **inserts; /* one a table */
  sqlite3_stmt *begin, *commit, *take, *count, *tell;
} Store;

static void
require (sqlite3 *db, int status, int expected)
{
  if (status != expected)
    bench_fail ("orders: the bare program: %s", sqlite3_errmsg (db));
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  require (db, sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
  return statement;
}

static sqlite3_stmt *
prepare_insert (sqlite3 *db, const BenchTemplateTable *table)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  for (guint i = 0; i < table->columns->len; i++) {
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (table->columns, i));
    g_string_append (values, i > 0 ? ", ?" : "?");
  }
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table->name, names->str, values->str);
  return prepare (db, sql);
}

static gpointer
open_store (const char *uri, const BenchTemplate *template)
{
  Store *self = g_new0 (Store, 1);
  self->template = template;
  if (sqlite3_open (uri + strlen ("sqlite:"), &self->db) != SQLITE_OK)
    bench_fail ("orders: the bare program: %s", sqlite3_errmsg (self->db));
  require (self->db,
           sqlite3_exec (self->db,
                         "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
                         "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4096",
                         NULL, NULL, NULL),
           SQLITE_OK);
  self->inserts = g_new0 (sqlite3_stmt *, template->tables->len);
  for (guint i = 0; i < template->tables->len; i++)
    self->inserts[i] = prepare_insert (self->db, g_ptr_array_index (template->tables, i));
  self->begin = prepare (self->db, "BEGIN IMMEDIATE");
  self->commit = prepare (self->db, "COMMIT");
  self->take = prepare (
      self->db,
      "UPDATE stock_level SET allocated = allocated + 1, updated_ms = ?3 WHERE sku = ?1 AND location ="
      " ?2 AND on_hand - allocated - damaged - quality_control - held - safety_stock >= 1");
  self->count =
      prepare (self->db, "UPDATE counter SET value = value + ? WHERE name = 'feed' RETURNING value");
  self->tell = prepare (
      self->db, "INSERT INTO change_feed (seq, topic, item, store, data, time_ms) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (topic, item) DO UPDATE SET seq = excluded.seq, data = excluded.data,"
                " time_ms = excluded.time_ms");
  return self;
}

static void
run (Store *self, sqlite3_stmt *statement)
{
  require (self->db, sqlite3_step (statement), SQLITE_DONE);
  sqlite3_reset (statement);
}

static void
insert_row (Store *self, sqlite3_stmt *statement, const BenchCell *cells, guint n,
            const BenchTemplateOrder *order)
{
  for (guint i = 0; i < n; i++) {
    if (cells[i].kind == BENCH_CELL_NUMBER)
      sqlite3_bind_int64 (statement, (int)i + 1, cells[i].number);
    else
      sqlite3_bind_text (statement, (int)i + 1, bench_template_get_text (&cells[i], order), -1,
                         SQLITE_STATIC);
  }
  run (self, statement);
}

static void
tell (Store *self, gint64 seq, const char *topic, const char *item, const char *store, const char *data)
{
  sqlite3_bind_int64 (self->tell, 1, seq);
  sqlite3_bind_text (self->tell, 2, topic, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->tell, 3, item, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->tell, 4, store, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->tell, 5, data, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->tell, 6, seq);
  run (self, self->tell);
}

static void
take (Store *self, const char *sku)
{
  sqlite3_bind_text (self->take, 1, sku, -1, SQLITE_STATIC);
  sqlite3_bind_text (self->take, 2, self->template->store, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (self->take, 3, g_get_real_time () / 1000);
  run (self, self->take);
  if (sqlite3_changes (self->db) != 1)
    bench_fail ("orders: the bare program has no %s left", sku);
}

static void
write_order (Store *self, const BenchTemplateOrder *order, gint64 *seq)
{
  const BenchTemplate *template = self->template;
  for (guint i = 0; i < template->skus->len; i++) {
    g_autofree char *item = g_strconcat (order->skus[i], "@", template->store, NULL);
    take (self, order->skus[i]);
    tell (self, (*seq)++, "stock", item, NULL, template->level);
  }
  for (guint i = 0; i < template->tables->len; i++) {
    const BenchTemplateTable *table = g_ptr_array_index (template->tables, i);
    for (guint row = 0; row < table->n_rows; row++)
      insert_row (self, self->inserts[i], &g_array_index (table->cells, BenchCell, row * table->columns->len),
                  table->columns->len, order);
  }
  tell (self, (*seq)++, "parcel", bench_template_get_label (template, order), template->store,
        template->notice);
}

static void
write_orders (gpointer store, const BenchTemplateOrder *const *orders, guint n)
{
  Store *self = store;
  gint64 n_changes = (gint64)n * (self->template->skus->len + 1);
  run (self, self->begin);
  sqlite3_bind_int64 (self->count, 1, n_changes);
  require (self->db, sqlite3_step (self->count), SQLITE_ROW);
  gint64 seq = sqlite3_column_int64 (self->count, 0) - n_changes + 1;
  sqlite3_reset (self->count);
  for (guint i = 0; i < n; i++)
    write_order (self, orders[i], &seq);
  run (self, self->commit);
}

const BenchPeerStore bench_peer_sqlite = {"sqlite:", open_store, write_orders};
