/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-template.h"

#include "protocols/sql/sql.h"
#include "tests/bench/report.h"

#include <string.h>

#define OF_ORDER " WHERE order_id = ?"
#define OF_FULFILMENT " WHERE fulfilment IN (SELECT id FROM fulfilment WHERE order_id = ?)"

/* @own: columns with ids that no other order has */
static const struct {
  const char *name;
  const char *filter;
  const char *own[3];
} tables[] = {
    {"orders", " WHERE id = ?", {"id", "number", "token"}},
    {"fulfilment", OF_ORDER, {"id"}},
    {"order_line", OF_ORDER " ORDER BY position", {"id"}},
    {"parcel", OF_FULFILMENT, {"label"}},
    {"pass", OF_ORDER, {"cti"}},
    {"stock_movement", " WHERE reference = ? ORDER BY id", {"id"}},
    {"outbox", OF_ORDER, {"id"}},
    {"idempotency", " WHERE body LIKE '%' || ? || '%'", {NULL}},
};

static CubbySqlRows *
query (CubbySql *sql, const char *text, const char *value)
{
  g_autoptr (GError) error = NULL;
  CubbySqlRows *rows = value != NULL ? cubby_sql_query (sql, &error, text, "t", value)
                                     : cubby_sql_query (sql, &error, text, "");
  bench_check (error, text);
  return rows;
}

static gboolean
next (CubbySqlRows *rows)
{
  g_autoptr (GError) error = NULL;
  gboolean more = cubby_sql_rows_next (rows, &error);
  bench_check (error, "the rows of an order");
  return more;
}

static char *
read_text (CubbySql *sql, const char *text, const char *value)
{
  g_autoptr (CubbySqlRows) rows = query (sql, text, value);
  if (!next (rows))
    bench_fail ("orders: there is nothing to learn from: %s", text);
  return g_strdup (cubby_sql_rows_get_text (rows, 0));
}

static void
cell_clear (gpointer data)
{
  g_free (((BenchCell *)data)->text);
}

static void
table_free (gpointer data)
{
  BenchTemplateTable *self = data;
  g_ptr_array_unref (self->columns);
  g_string_free (self->types, TRUE);
  g_array_unref (self->cells);
  g_free (self);
}

static gboolean
is_own (const char *const own[3], const char *column)
{
  for (guint i = 0; i < 3 && own[i] != NULL; i++)
    if (g_str_equal (own[i], column))
      return TRUE;
  return FALSE;
}

static BenchCell
read_cell (BenchTemplate *self, CubbySqlRows *rows, int column, const char *const own[3])
{
  BenchCell cell = {.kind = BENCH_CELL_NULL};
  if (cubby_sql_rows_is_null (rows, column))
    return cell;
  if (cubby_sql_rows_get_type (rows, column) == 'i')
    return (BenchCell){.kind = BENCH_CELL_NUMBER, .number = cubby_sql_rows_get_int (rows, column)};
  cell = (BenchCell){.kind = BENCH_CELL_TEXT, .text = g_strdup (cubby_sql_rows_get_text (rows, column))};
  if (is_own (own, cubby_sql_rows_get_name (rows, column)))
    g_ptr_array_add (self->fresh, g_strdup (cell.text));
  return cell;
}

static void
read_table (BenchTemplate *self, CubbySql *sql, guint index, const char *order)
{
  BenchTemplateTable *table = g_new0 (BenchTemplateTable, 1);
  g_autofree char *text = g_strconcat ("SELECT * FROM ", tables[index].name, tables[index].filter, NULL);
  g_autoptr (CubbySqlRows) rows = query (sql, text, order);
  table->name = tables[index].name;
  table->columns = g_ptr_array_new_with_free_func (g_free);
  table->types = g_string_new (NULL);
  table->cells = g_array_new (FALSE, FALSE, sizeof (BenchCell));
  g_array_set_clear_func (table->cells, cell_clear);
  g_ptr_array_add (self->tables, table);
  while (next (rows)) {
    for (int i = 0; i < cubby_sql_rows_get_n_columns (rows); i++) {
      BenchCell cell = read_cell (self, rows, i, tables[index].own);
      g_array_append_val (table->cells, cell);
      if (table->n_rows > 0)
        continue;
      g_ptr_array_add (table->columns, g_strdup (cubby_sql_rows_get_name (rows, i)));
      g_string_append_c (table->types, cubby_sql_rows_get_type (rows, i));
    }
    table->n_rows++;
  }
  if (table->n_rows == 0)
    bench_fail ("orders: an order has no row in %s", table->name);
}

static gboolean
find_in (GPtrArray *texts, const char *text, gint64 *ret_index)
{
  guint index = 0;
  if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, &index))
    return FALSE;
  *ret_index = index;
  return TRUE;
}

static void
classify (BenchTemplate *self, BenchCell *cell, const char *column)
{
  if (cell->kind != BENCH_CELL_TEXT)
    return;
  if (g_str_equal (column, "item"))
    cell->kind = BENCH_CELL_KEY;
  else if (g_str_equal (column, "sku") && find_in (self->skus, cell->text, &cell->number))
    cell->kind = BENCH_CELL_SKU;
  else if (find_in (self->fresh, cell->text, &cell->number))
    cell->kind = BENCH_CELL_FRESH;
}

static void
read_skus (BenchTemplate *self, CubbySql *sql, const char *order)
{
  g_autoptr (CubbySqlRows) rows =
      query (sql, "SELECT sku FROM order_line WHERE order_id = ? ORDER BY position", order);
  while (next (rows))
    g_ptr_array_add (self->skus, g_strdup (cubby_sql_rows_get_text (rows, 0)));
}

BenchTemplate *
bench_template_read (const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySql) sql = cubby_sql_open (uri, CUBBY_SQL_READER, &error);
  bench_check (error, "the database of the service");
  BenchTemplate *self = g_new0 (BenchTemplate, 1);
  g_autofree char *order = read_text (sql, "SELECT id FROM orders ORDER BY id DESC LIMIT 1", NULL);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->fresh = g_ptr_array_new_with_free_func (g_free);
  self->skus = g_ptr_array_new_with_free_func (g_free);
  read_skus (self, sql, order);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    read_table (self, sql, i, order);
  for (guint i = 0; i < self->tables->len; i++) {
    BenchTemplateTable *table = g_ptr_array_index (self->tables, i);
    for (guint c = 0; c < table->cells->len; c++)
      classify (self, &g_array_index (table->cells, BenchCell, c),
                g_ptr_array_index (table->columns, c % table->columns->len));
  }
  self->answer = read_text (sql, "SELECT body FROM idempotency WHERE body LIKE '%' || ? || '%'", order);
  self->label = read_text (sql, "SELECT label FROM parcel" OF_FULFILMENT, order);
  self->store =
      read_text (sql, "SELECT store FROM change_feed WHERE topic = 'parcel' AND item = ?", self->label);
  self->notice =
      read_text (sql, "SELECT data FROM change_feed WHERE topic = 'parcel' AND item = ?", self->label);
  g_autofree char *item = g_strconcat (g_ptr_array_index (self->skus, 0), "@", self->store, NULL);
  self->level = read_text (sql, "SELECT data FROM change_feed WHERE topic = 'stock' AND item = ?", item);
  if (self->fresh->len > BENCH_TEMPLATE_FRESH_MAX || self->skus->len > BENCH_TEMPLATE_LINES_MAX)
    bench_fail ("orders: the order to learn from is too large");
  return self;
}

void
bench_template_free (BenchTemplate *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->fresh);
  g_ptr_array_unref (self->skus);
  g_free (self->answer);
  g_free (self->label);
  g_free (self->store);
  g_free (self->notice);
  g_free (self->level);
  g_free (self);
}

/* UUIDs of version 7 begin with the time, so that new ones come at an index's end; what is all digits or
 * begins with "C-" is counted, so that no two are the same; the rest is random. */
static void
make_id (const char *old, char *id, guint64 number, GRand *random)
{
  gsize length = strlen (old);
  char hex[2 * BENCH_TEMPLATE_FRESH_SIZE];
  g_assert (length < BENCH_TEMPLATE_FRESH_SIZE);
  if (length == 36) {
    gint64 now_ms = g_get_real_time () / 1000;
    g_snprintf (id, BENCH_TEMPLATE_FRESH_SIZE, "%08x-%04x-7%03x-%04x-%04x%08x", (guint)(now_ms >> 16),
                (guint)(now_ms & 0xffff), g_rand_int (random) & 0xfff,
                0x8000 | (g_rand_int (random) & 0x3fff), g_rand_int (random) & 0xffff, g_rand_int (random));
  } else if (strspn (old, "0123456789") == length) {
    g_snprintf (id, BENCH_TEMPLATE_FRESH_SIZE, "9%0*" G_GUINT64_FORMAT, (int)length - 1, number);
  } else if (g_str_has_prefix (old, "C-")) {
    g_snprintf (id, BENCH_TEMPLATE_FRESH_SIZE, "C-%0*" G_GUINT64_FORMAT, (int)length - 2,
                (number * 7654321) % 10000000);
  } else {
    g_snprintf (hex, sizeof hex, "%08x%08x%08x%08x%08x%08x", g_rand_int (random), g_rand_int (random),
                g_rand_int (random), g_rand_int (random), g_rand_int (random), g_rand_int (random));
    g_strlcpy (id, hex, MIN (length + 1, BENCH_TEMPLATE_FRESH_SIZE));
  }
}

void
bench_template_make_ids (const BenchTemplate *self, BenchTemplateOrder *ret_order, guint64 number,
                         GRand *random)
{
  for (guint i = 0; i < self->fresh->len; i++)
    make_id (g_ptr_array_index (self->fresh, i), ret_order->fresh[i], number, random);
}

const char *
bench_template_get_text (const BenchCell *cell, const BenchTemplateOrder *order)
{
  if (cell->kind == BENCH_CELL_FRESH)
    return order->fresh[cell->number];
  if (cell->kind == BENCH_CELL_KEY)
    return order->key;
  return cell->kind == BENCH_CELL_SKU ? order->skus[cell->number] : cell->text;
}

const char *
bench_template_get_label (const BenchTemplate *self, const BenchTemplateOrder *order)
{
  guint index = 0;
  if (!g_ptr_array_find_with_equal_func (self->fresh, self->label, g_str_equal, &index))
    return NULL;
  return order->fresh[index];
}
