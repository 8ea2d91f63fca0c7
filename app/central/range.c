/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/range.h"
#include "app/central/import-product.h"
#include "app/central/ledger.h"
#include "app/central/shelf.h"
#include "app/domain/gtin.h"

#include <string.h>

#define MAX_WORDS 6

/* "%word%", with the wildcards of LIKE taken out. */
static char *
make_like (const char *word)
{
  g_autoptr (GString) text = g_string_new ("%");
  for (const char *c = word; *c != '\0'; c++)
    if (strchr ("%_", *c) == NULL)
      g_string_append_c (text, *c);
  g_string_append_c (text, '%');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: how many there are. */
static guint
split_words (const char *text, char *ret_likes[MAX_WORDS])
{
  g_autofree char *folded = cubby_import_fold (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  guint n_words = 0;
  for (char **word = words; *word != NULL && n_words < MAX_WORDS; word++)
    if (**word != '\0')
      ret_likes[n_words++] = make_like (*word);
  return n_words;
}

/* "POPULARITY.ID" of the last one seen. */
static gboolean
read_cursor (const char *cursor, gint64 *ret_popularity, const char **ret_id, GError **error)
{
  *ret_popularity = -1;
  *ret_id = "";
  if (cursor == NULL || *cursor == '\0')
    return TRUE;
  char *end = NULL;
  *ret_popularity = g_ascii_strtoll (cursor, &end, 10);
  if (end != cursor && *end == '.') {
    *ret_id = end + 1;
    return TRUE;
  }
  cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL,
                     "cursor: take \"next\" of the page before, as it is");
  return FALSE;
}

/* Prices as a channel pays them now. */
typedef struct {
  CubbyChannel channel;
  gint64 now_ms;
  gboolean kept; /* product.shelf is right */
  const CubbyPriceBook *book;
} Prices;

static gboolean
look_at_prices (CubbyStore *store, CubbyChannel channel, Prices *ret_prices, GError **error)
{
  *ret_prices = (Prices){.channel = channel, .now_ms = store->now_ms};
  return cubby_shelf_look (store, channel, &ret_prices->kept, &ret_prices->book, error);
}

/* @rows has the product's data and shelf at @column. */
static void
add_product (CubbyJsonText *json, const Prices *prices, CubbySqlRows *rows, int column)
{
  const char *data = cubby_sql_rows_get_text (rows, column);
  const char *shelf = prices->kept ? cubby_sql_rows_get_text (rows, column + 1) : NULL;
  g_autofree char *made =
      prices->kept ? NULL : cubby_shelf_make (prices->book, data, prices->channel, prices->now_ms);
  if (made != NULL)
    shelf = made;
  cubby_json_text_raw (json, NULL, shelf != NULL ? shelf : data);
}

static char *
products_to_json (CubbySqlRows *rows, const Prices *prices, guint limit, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  g_autofree char *next = NULL;
  guint n_rows = 0;
  g_autoptr (GError) local = NULL;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "products");
  while (cubby_sql_rows_next (rows, &local)) {
    add_product (json, prices, rows, 2);
    g_free (next);
    next = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", cubby_sql_rows_get_int (rows, 0),
                            cubby_sql_rows_get_text (rows, 1));
    n_rows++;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", n_rows == limit ? next : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

/* The statement asks for as much as the query does: what every product has costs nothing. Its limit is a
 * number of ours; the values that come after those of its "?" are not looked at. */
static CubbySqlRows *
query_products (CubbyStore *store, const CubbyProductQuery *query, gint64 popularity, const char *id,
                const char *const *likes, guint n_words, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT popularity, id, data, shelf FROM product"
                                          " WHERE (popularity > ? OR (popularity = ? AND id > ?))"
                                          " AND (CAST(? AS TEXT) IS NULL OR category = ?)");
  g_autoptr (GString) types = g_string_new ("iittt");
  const char *values[MAX_WORDS] = {NULL};
  for (guint i = 0; i < n_words; i++) {
    g_string_append (sql, " AND search LIKE ?");
    g_string_append_c (types, 't');
    values[i] = likes[i];
  }
  g_string_append_printf (sql, " ORDER BY popularity, id LIMIT %u", query->limit);
  return cubby_sql_query (store->sql, error, sql->str, types->str, popularity, popularity, id,
                          query->category, query->category, values[0], values[1], values[2], values[3],
                          values[4], values[5]);
}

char *
cubby_range_list_products (CubbyStore *store, const CubbyProductQuery *query, GError **error)
{
  char *likes[MAX_WORDS];
  gint64 popularity;
  const char *id;
  Prices prices;
  if (!read_cursor (query->cursor, &popularity, &id, error) ||
      !look_at_prices (store, query->channel, &prices, error))
    return NULL;
  guint n_words = split_words (query->text, likes);
  g_autoptr (CubbySqlRows) rows =
      query_products (store, query, popularity, id, (const char *const *)likes, n_words, error);
  for (guint i = 0; i < n_words; i++)
    g_free (likes[i]);
  return rows != NULL ? products_to_json (rows, &prices, query->limit, error) : NULL;
}

char *
cubby_range_get_product (CubbyStore *store, const char *id, CubbyChannel channel, GError **error)
{
  Prices prices;
  if (!look_at_prices (store, channel, &prices, error))
    return NULL;
  g_autofree char *gtin = cubby_gtin_normalise (id);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT data, shelf FROM product WHERE id = ?"
                       " OR id = (SELECT product FROM variant WHERE sku = ?)"
                       " OR id = (SELECT product FROM variant WHERE gtin = ?) LIMIT 1",
                       "ttt", id, id, gtin);
  if (!cubby_store_take_row (rows, error, "There is no product, SKU or GTIN %s.", id))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  add_product (json, &prices, rows, 0);
  return cubby_json_text_steal (json);
}

/* Each a statement of its own, so that it finds its rows by an index. */
static CubbySqlRows *
query_levels (CubbyStore *store, const char *sku, const char *location, GError **error)
{
  if (location == NULL)
    return cubby_sql_query (
        store->sql, error,
        "SELECT " CUBBY_LEVEL_COLUMNS " FROM stock_level WHERE sku = ? ORDER BY sku, location", "t", sku);
  if (sku == NULL)
    return cubby_sql_query (store->sql, error,
                            "SELECT " CUBBY_LEVEL_COLUMNS
                            " FROM stock_level WHERE location = ? ORDER BY sku, location",
                            "t", location);
  return cubby_sql_query (store->sql, error,
                          "SELECT " CUBBY_LEVEL_COLUMNS " FROM stock_level WHERE sku = ? AND location = ?",
                          "tt", sku, location);
}

char *
cubby_range_list_stock (CubbyStore *store, const char *sku, const char *location, GError **error)
{
  if (sku == NULL && location == NULL) {
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "Give sku=, location= or both.");
    return NULL;
  }
  g_autoptr (CubbySqlRows) rows = query_levels (store, sku, location, error);
  if (rows == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  g_autoptr (GError) local = NULL;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "levels");
  while (cubby_sql_rows_next (rows, &local))
    cubby_ledger_add_level (json, NULL, rows);
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
  if (local == NULL)
    return cubby_json_text_steal (json);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
