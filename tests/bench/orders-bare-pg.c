/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-bare-pg.h"

#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#include <libpq-fe.h>
#include <string.h>

#define MAX_COLUMNS 40

/* The tables that orders add rows to, in the order in which they need each other. */
static const char *const tables[] = {"orders", "fulfilment",     "order_line", "parcel",
                                     "pass",   "stock_movement", "outbox",     "idempotency"};

struct _BenchBarePg {
  PGresult *rows[G_N_ELEMENTS (tables)];
  char *inserts[G_N_ELEMENTS (tables)];
  PGresult *takings; /* sku, location, the level as the feed has it */
  guint n_orders;
};

static PGconn *
connect_to (const char *uri)
{
  PGconn *connection = PQconnectdb (uri);
  if (PQstatus (connection) != CONNECTION_OK)
    bench_fail ("orders: %s", PQerrorMessage (connection));
  return connection;
}

static PGresult *
check (PGconn *connection, PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    bench_fail ("orders: the rows written bare: %s", PQerrorMessage (connection));
  return result;
}

static void
execute (PGconn *connection, const char *sql)
{
  PQclear (check (connection, PQexec (connection, sql)));
}

/* INSERT INTO TABLE (a, b) SELECT * FROM unnest ($1::text[], $2::bigint[]) */
static char *
make_insert (const char *table, const PGresult *rows)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) arrays = g_string_new (NULL);
  for (int i = 0; i < PQnfields (rows); i++) {
    gboolean number = PQftype (rows, i) == 20; /* bigint */
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", PQfname (rows, i));
    g_string_append_printf (arrays, "%s$%d::%s[]", i > 0 ? ", " : "", i + 1, number ? "bigint" : "text");
  }
  return g_strdup_printf ("INSERT INTO %s (%s) SELECT * FROM unnest (%s)", table, names->str, arrays->str);
}

BenchBarePg *
bench_bare_pg_new (const char *uri)
{
  BenchBarePg *self = g_new0 (BenchBarePg, 1);
  PGconn *connection = connect_to (uri);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    const char *filter = g_str_equal (tables[i], "stock_movement") ? " WHERE kind = 'allocate'" : "";
    g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s%s ORDER BY ctid", tables[i], filter);
    self->rows[i] = check (connection, PQexec (connection, sql));
    self->inserts[i] = make_insert (tables[i], self->rows[i]);
  }
  self->takings =
      check (connection,
             PQexec (connection, "SELECT m.sku, m.location, f.data FROM stock_movement m JOIN change_feed"
                                 " f ON f.topic = 'stock' AND f.item = m.sku || '@' || m.location"
                                 " WHERE m.kind = 'allocate' ORDER BY m.ctid"));
  self->n_orders = (guint)PQntuples (self->rows[0]);
  PQfinish (connection);
  if (self->n_orders == 0)
    bench_fail ("orders: the service wrote no orders");
  return self;
}

void
bench_bare_pg_free (BenchBarePg *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    PQclear (self->rows[i]);
    g_free (self->inserts[i]);
  }
  PQclear (self->takings);
  g_free (self);
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
run_arrays (PGconn *connection, const char *name, GString *const *arrays, int n)
{
  const char *values[MAX_COLUMNS];
  for (int i = 0; i < n; i++)
    values[i] = g_string_append_c (arrays[i], '}')->str;
  PQclear (check (connection, PQexecPrepared (connection, name, n, values, NULL, NULL, 0)));
}

static void
insert_rows (PGconn *connection, const PGresult *rows, const char *name, int first, int end)
{
  GString *arrays[MAX_COLUMNS] = {NULL};
  int n = PQnfields (rows);
  if (first == end)
    return;
  for (int column = 0; column < n; column++) {
    arrays[column] = g_string_new (NULL);
    for (int row = first; row < end; row++)
      add_element (arrays[column], PQgetisnull (rows, row, column) ? NULL : PQgetvalue (rows, row, column));
  }
  run_arrays (connection, name, arrays, n);
  for (int column = 0; column < n; column++)
    g_string_free (arrays[column], TRUE);
}

/* Each level once, however many want it. */
static void
take (BenchBarePg *self, PGconn *connection, int first, int end)
{
  GString *arrays[5] = {g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), g_string_new (NULL),
                        g_string_new (NULL)};
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (int row = first; row < end; row++) {
    char *sku = PQgetvalue (self->takings, row, 0);
    g_hash_table_insert (counts, sku,
                         GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, sku)) + 1));
  }
  for (int row = end; row > first; row--) {
    char *sku = PQgetvalue (self->takings, row - 1, 0);
    int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, sku));
    if (!g_hash_table_remove (counts, sku))
      continue;
    g_autofree char *item = g_strconcat (sku, "@", PQgetvalue (self->takings, row - 1, 1), NULL);
    g_autofree char *number = g_strdup_printf ("%d", count);
    add_element (arrays[0], sku);
    add_element (arrays[1], PQgetvalue (self->takings, row - 1, 1));
    add_element (arrays[2], number);
    add_element (arrays[3], item);
    add_element (arrays[4], PQgetvalue (self->takings, row - 1, 2));
  }
  run_arrays (connection, "take", arrays, 3);
  run_arrays (connection, "tell", arrays + 3, 2);
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_string_free (arrays[i], TRUE);
}

static int
share (BenchBarePg *self, const PGresult *rows, guint order)
{
  return (int)((gint64)PQntuples (rows) * order / self->n_orders);
}

static void
write_group (BenchBarePg *self, PGconn *connection, guint first, guint end)
{
  execute (connection, "BEGIN");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    insert_rows (connection, self->rows[i], tables[i], share (self, self->rows[i], first),
                 share (self, self->rows[i], end));
  take (self, connection, share (self, self->takings, first), share (self, self->takings, end));
  execute (connection, "COMMIT");
}

static void
prepare (PGconn *connection, const char *name, const char *sql)
{
  PQclear (check (connection, PQprepare (connection, name, sql, 0, NULL)));
}

static void
empty (PGconn *connection)
{
  g_autofree char *list =
      g_strjoinv (", ", (char **)(const char *const[]){"orders", "fulfilment", "order_line", "parcel", "pass",
                                                       "stock_movement", "outbox", "idempotency", NULL});
  g_autofree char *sql = g_strconcat ("TRUNCATE ", list, " CASCADE", NULL);
  execute (connection, sql);
}

BenchBareResult
bench_bare_pg_write (BenchBarePg *self, const char *uri, guint group)
{
  PGconn *connection = connect_to (uri);
  empty (connection);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    prepare (connection, tables[i], self->inserts[i]);
  prepare (connection, "take",
           "UPDATE stock_level s SET allocated = allocated + d.n, updated_ms = 1 FROM unnest ($1::text[],"
           " $2::text[], $3::bigint[]) AS d (sku, location, n) WHERE s.sku = d.sku AND s.location ="
           " d.location AND on_hand - allocated - damaged - quality_control - held - safety_stock >= d.n");
  prepare (connection, "tell",
           "WITH c AS (UPDATE counter SET value = value + cardinality ($1::text[]) WHERE name = 'feed'"
           " RETURNING value) INSERT INTO change_feed (seq, topic, item, store, data, time_ms) SELECT"
           " c.value - cardinality ($1::text[]) + d.n, 'stock', d.item, NULL, d.data, 1 FROM c,"
           " unnest ($1::text[], $2::text[]) WITH ORDINALITY AS d (item, data, n)"
           " ON CONFLICT (topic, item) DO UPDATE SET seq = excluded.seq, data = excluded.data,"
           " time_ms = excluded.time_ms");
  double begun = bench_wall_ms (), cpu_begun = bench_cpu_ms ();
  for (guint i = 0; i < self->n_orders; i += group)
    write_group (self, connection, i, MIN (i + group, self->n_orders));
  BenchBareResult result = {.rate = self->n_orders / ((bench_wall_ms () - begun) / 1e3),
                            .cpu_ms = (bench_cpu_ms () - cpu_begun) / self->n_orders};
  PQfinish (connection);
  return result;
}
