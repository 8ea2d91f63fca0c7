/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-peer-store.h"
#include "tests/bench/report.h"

#include <libpq-fe.h>
#include <string.h>

#define MAX_COLUMNS 40

typedef struct {
  const BenchTemplate *template;
  PGconn *connection;
  guint n_sent; /* statements in the pipeline */
} Store;

static void
check (Store *self, PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC)
    bench_fail ("orders: the bare program: %s", PQerrorMessage (self->connection));
  PQclear (result);
}

static void
prepare (Store *self, const char *name, const char *sql)
{
  check (self, PQprepare (self->connection, name, sql, 0, NULL));
}

/* INSERT INTO TABLE (a, b) SELECT * FROM unnest ($1::text[], $2::bigint[]) */
static void
prepare_insert (Store *self, const BenchTemplateTable *table)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) arrays = g_string_new (NULL);
  for (guint i = 0; i < table->columns->len; i++) {
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (table->columns, i));
    g_string_append_printf (arrays, "%s$%u::%s[]", i > 0 ? ", " : "", i + 1,
                            table->types->str[i] == 'i' ? "bigint" : "text");
  }
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO %s (%s) SELECT * FROM unnest (%s)", table->name, names->str, arrays->str);
  prepare (self, table->name, sql);
}

static gpointer
open_store (const char *uri, const BenchTemplate *template)
{
  Store *self = g_new0 (Store, 1);
  self->template = template;
  self->connection = PQconnectdb (uri);
  if (PQstatus (self->connection) != CONNECTION_OK)
    bench_fail ("orders: the bare program: %s", PQerrorMessage (self->connection));
  for (guint i = 0; i < template->tables->len; i++)
    prepare_insert (self, g_ptr_array_index (template->tables, i));
  prepare (self, "begin", "BEGIN");
  prepare (self, "commit", "COMMIT");
  prepare (self, "take",
           "UPDATE stock_level s SET allocated = allocated + d.n, updated_ms = 1 FROM unnest ($1::text[],"
           " $2::text[], $3::bigint[]) AS d (sku, location, n) WHERE s.sku = d.sku AND s.location ="
           " d.location AND on_hand - allocated - damaged - quality_control - held - safety_stock >= d.n");
  prepare (
      self, "tell",
      "WITH c AS (UPDATE counter SET value = value + cardinality ($1::text[]) WHERE name = 'feed'"
      " RETURNING value) INSERT INTO change_feed (seq, topic, item, store, data, time_ms) SELECT"
      " c.value - cardinality ($1::text[]) + d.n, d.topic, d.item, d.store, d.data, 1 FROM c,"
      " unnest ($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS d (topic, item, store,"
      " data, n) ON CONFLICT (topic, item) DO UPDATE SET seq = excluded.seq, data = excluded.data,"
      " time_ms = excluded.time_ms");
  if (PQenterPipelineMode (self->connection) != 1)
    bench_fail ("orders: the bare program: no pipeline");
  return self;
}

static void
add_element (GString *array, const char *text)
{
  g_string_append_c (array, array->len > 0 ? ',' : '{');
  if (text == NULL) {
    g_string_append (array, "NULL");
    return;
  }
  g_string_append_c (array, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (array, '\\');
    g_string_append_c (array, *c);
  }
  g_string_append_c (array, '"');
}

static void
send_statement (Store *self, const char *name, GString *const *arrays, guint n)
{
  const char *values[MAX_COLUMNS] = {NULL};
  for (guint i = 0; i < n; i++)
    values[i] = g_string_append_c (arrays[i], '}')->str;
  if (PQsendQueryPrepared (self->connection, name, (int)n, values, NULL, NULL, 0) != 1)
    bench_fail ("orders: the bare program: %s", PQerrorMessage (self->connection));
  self->n_sent++;
  for (guint i = 0; i < n; i++)
    g_string_free (arrays[i], TRUE);
}

static void
send_rows (Store *self, const BenchTemplateTable *table, const BenchTemplateOrder *const *orders, guint n)
{
  GString *arrays[MAX_COLUMNS];
  guint n_columns = table->columns->len;
  for (guint column = 0; column < n_columns; column++) {
    arrays[column] = g_string_new (NULL);
    for (guint i = 0; i < n * table->n_rows; i++) {
      const BenchCell *cell =
          &g_array_index (table->cells, BenchCell, i % table->n_rows * n_columns + column);
      if (cell->kind == BENCH_CELL_NUMBER)
        g_string_append_printf (arrays[column], "%c%" G_GINT64_FORMAT, i > 0 ? ',' : '{', cell->number);
      else
        add_element (arrays[column], bench_template_get_text (cell, orders[i / table->n_rows]));
    }
  }
  send_statement (self, table->name, arrays, n_columns);
}

static void
add_change (GString *const *arrays, const char *topic, const char *item, const char *store, const char *data)
{
  const char *const texts[] = {topic, item, store, data};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_element (arrays[i], texts[i]);
}

/* Each level once, however many want it. */
static void
send_stock (Store *self, const BenchTemplateOrder *const *orders, guint n)
{
  const BenchTemplate *template = self->template;
  GString *levels[3], *changes[4];
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer sku, count;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    levels[i] = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    changes[i] = g_string_new (NULL);
  for (guint i = 0; i < n * template->skus->len; i++) {
    char *one = orders[i / template->skus->len]->skus[i % template->skus->len];
    g_hash_table_replace (counts, one,
                          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, one)) + 1));
  }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &sku, &count)) {
    g_autofree char *item = g_strconcat (sku, "@", template->store, NULL);
    g_autofree char *number = g_strdup_printf ("%u", GPOINTER_TO_UINT (count));
    add_element (levels[0], sku);
    add_element (levels[1], template->store);
    add_element (levels[2], number);
    add_change (changes, "stock", item, NULL, template->level);
  }
  for (guint i = 0; i < n; i++)
    add_change (changes, "parcel", bench_template_get_label (template, orders[i]), template->store,
                template->notice);
  send_statement (self, "take", levels, G_N_ELEMENTS (levels));
  send_statement (self, "tell", changes, G_N_ELEMENTS (changes));
}

static void
receive (Store *self)
{
  if (PQpipelineSync (self->connection) != 1)
    bench_fail ("orders: the bare program: %s", PQerrorMessage (self->connection));
  for (guint i = 0; i < self->n_sent; i++) {
    check (self, PQgetResult (self->connection));
    PQclear (PQgetResult (self->connection)); /* NULL: the statement's end */
  }
  check (self, PQgetResult (self->connection));
  self->n_sent = 0;
}

static void
write_orders (gpointer store, const BenchTemplateOrder *const *orders, guint n)
{
  Store *self = store;
  send_statement (self, "begin", NULL, 0);
  for (guint i = 0; i < self->template->tables->len; i++)
    send_rows (self, g_ptr_array_index (self->template->tables, i), orders, n);
  send_stock (self, orders, n);
  send_statement (self, "commit", NULL, 0);
  receive (self);
}

const BenchPeerStore bench_peer_pg = {"postgresql:", open_store, write_orders};
