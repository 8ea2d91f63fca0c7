/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/basket-edit.h"
#include "app/domain/basket-merge.h"

#include <json-glib/json-glib.h>

#define MAX_LINES 100
#define MAX_QUANTITY 1000

/* @node: (nullable): keeps the SKUs alive */
static GArray *
read_lines (JsonNode *node)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (CubbyBasketPiece));
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *line = json_array_get_object_element (array, i);
    CubbyBasketPiece piece = {.sku = json_object_get_string_member (line, "sku"),
                              .quantity = json_object_get_int_member (line, "quantity")};
    g_array_append_val (pieces, piece);
  }
  return pieces;
}

static char *
write_lines (const GArray *pieces)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_array (json, NULL);
  for (guint i = 0; i < pieces->len; i++) {
    const CubbyBasketPiece *piece = &g_array_index (pieces, CubbyBasketPiece, i);
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "sku", piece->sku);
    cubby_json_text_int (json, "quantity", piece->quantity);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  return cubby_json_text_steal (json);
}

static GArray *
make_single (const char *sku, gint64 quantity)
{
  CubbyBasketPiece piece = {.sku = sku, .quantity = quantity};
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (CubbyBasketPiece));
  if (quantity > 0)
    g_array_append_val (pieces, piece);
  return pieces;
}

/* The press speaks of one SKU: of the others this device knew nothing and changed nothing. */
static char *
merge (const char *lines, const char *sku, gint64 quantity, gint64 was)
{
  g_autoptr (JsonNode) node = json_from_string (lines, NULL);
  g_autoptr (GArray) theirs = read_lines (node);
  g_autoptr (GArray) base = make_single (sku, was);
  g_autoptr (GArray) mine = make_single (sku, quantity);
  g_autoptr (GArray) merged = cubby_basket_merge (base, mine, theirs, MAX_QUANTITY);
  return merged->len <= MAX_LINES ? write_lines (merged) : g_strdup (lines);
}

static gboolean
check_sku (CubbyStore *store, const char *sku, GError **error)
{
  gint64 known = 0;
  if (!cubby_sql_read_int (store->sql, &known, 0, error, "SELECT 1 FROM variant WHERE sku = ?", "t", sku))
    return FALSE;
  if (known == 0)
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "sku: there is no SKU %s", sku);
  return known != 0;
}

gboolean
cubby_basket_edit (CubbyStore *store, const char *id, const char *sku, gint64 quantity, gint64 was,
                   GError **error)
{
  /* the row is ours from here on, where several processes write */
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "UPDATE basket SET version = version + 1, updated_ms = ? WHERE id = ? RETURNING lines, order_id", "it",
      store->now_ms, id);
  if (!cubby_store_take_row (rows, error, "There is no such basket."))
    return FALSE;
  if (!cubby_sql_rows_is_null (rows, 1)) {
    cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, NULL, "The basket was ordered; begin a new one.");
    return FALSE;
  }
  g_autofree char *lines = merge (cubby_sql_rows_get_text (rows, 0), sku, quantity, was);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  return (quantity == 0 || check_sku (store, sku, error)) &&
         cubby_sql_run (store->sql, error, "UPDATE basket SET lines = ? WHERE id = ?", "tt", lines, id);
}
