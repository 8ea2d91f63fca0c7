/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/promotion-row.h"

#include <json-glib/json-glib.h>

enum {
  ID,
  NAME,
  KIND,
  PERCENT,
  AMOUNT,
  BUY,
  FREE,
  CODE,
  CHANNELS,
  FROM,
  UNTIL,
  SKUS,
  CATEGORIES,
  CURRENCY,
  MINIMUM,
  COMBINABLE,
  MAX_USES,
  USED,
  VERSION,
};

static const char *
keep (GStringChunk *strings, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (strings, text) : NULL;
}

/* Returns: (transfer full) (nullable): the words of a JSON array. */
static GHashTable *
read_set (GStringChunk *strings, const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *words = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (words); i++)
    g_hash_table_add (set, (char *)keep (strings, json_array_get_string_element (words, i)));
  return set;
}

const char *
cubby_promotion_row_read (CubbySqlRows *rows, GStringChunk *strings, CubbyPromotion *ret_promotion)
{
  gint64 most = cubby_sql_rows_get_int (rows, MAX_USES);
  *ret_promotion = (CubbyPromotion){
      .id = keep (strings, cubby_sql_rows_get_text (rows, ID)),
      .percent = (guint)cubby_sql_rows_get_int (rows, PERCENT),
      .amount = cubby_sql_rows_get_int (rows, AMOUNT),
      .buy = cubby_sql_rows_get_int (rows, BUY),
      .get = cubby_sql_rows_get_int (rows, FREE),
      .code = keep (strings, cubby_sql_rows_get_text (rows, CODE)),
      .channels = (guint)cubby_sql_rows_get_int (rows, CHANNELS),
      .window = {cubby_sql_rows_get_int (rows, FROM), cubby_sql_rows_get_int (rows, UNTIL)},
      .skus = read_set (strings, cubby_sql_rows_get_text (rows, SKUS)),
      .categories = read_set (strings, cubby_sql_rows_get_text (rows, CATEGORIES)),
      .currency = keep (strings, cubby_sql_rows_get_text (rows, CURRENCY)),
      .minimum = cubby_sql_rows_get_int (rows, MINIMUM),
      .combinable = cubby_sql_rows_get_int (rows, COMBINABLE) != 0,
      .left = most == 0 ? CUBBY_PROMOTION_UNLIMITED : MAX (most - cubby_sql_rows_get_int (rows, USED), 0),
  };
  cubby_promotion_kind_from_string (cubby_sql_rows_get_text (rows, KIND), &ret_promotion->kind);
  return keep (strings, cubby_sql_rows_get_text (rows, NAME));
}

static void
add_time (CubbyJsonText *json, const char *name, gint64 time_ms)
{
  if (time_ms == 0)
    return;
  g_autofree char *text = cubby_store_format_time (time_ms);
  cubby_json_text_string (json, name, text);
}

void
cubby_price_add_window (CubbyJsonText *json, gint64 from_ms, gint64 until_ms)
{
  add_time (json, "from", from_ms);
  add_time (json, "until", until_ms);
}

void
cubby_price_add_channels (CubbyJsonText *json, guint channels)
{
  cubby_json_text_open_array (json, "channels");
  for (guint bit = 0; bit < 3; bit++)
    if (channels & (1U << bit))
      cubby_json_text_string (json, NULL, cubby_channel_to_string ((CubbyChannel)(1U << bit)));
  cubby_json_text_close_array (json);
}

/* What its kind is about. */
static void
add_kind (CubbyJsonText *json, CubbySqlRows *rows)
{
  cubby_json_text_string (json, "kind", cubby_sql_rows_get_text (rows, KIND));
  if (cubby_sql_rows_get_int (rows, PERCENT) != 0)
    cubby_json_text_int (json, "percent", cubby_sql_rows_get_int (rows, PERCENT));
  if (cubby_sql_rows_get_int (rows, AMOUNT) != 0)
    cubby_store_add_money (json, "amount", cubby_sql_rows_get_int (rows, AMOUNT),
                           cubby_sql_rows_get_text (rows, CURRENCY));
  if (cubby_sql_rows_get_int (rows, BUY) == 0)
    return;
  cubby_json_text_int (json, "buy", cubby_sql_rows_get_int (rows, BUY));
  cubby_json_text_int (json, "get", cubby_sql_rows_get_int (rows, FREE));
}

void
cubby_promotion_row_add (CubbyJsonText *json, const char *name, CubbySqlRows *rows)
{
  static const struct {
    int column;
    const char *name;
  } sets[] = {{SKUS, "skus"}, {CATEGORIES, "categories"}};
  cubby_json_text_open_object (json, name);
  cubby_json_text_string (json, "id", cubby_sql_rows_get_text (rows, ID));
  cubby_json_text_raw (json, "name", cubby_sql_rows_get_text (rows, NAME));
  add_kind (json, rows);
  if (!cubby_sql_rows_is_null (rows, CODE))
    cubby_json_text_string (json, "code", cubby_sql_rows_get_text (rows, CODE));
  cubby_price_add_channels (json, (guint)cubby_sql_rows_get_int (rows, CHANNELS));
  cubby_price_add_window (json, cubby_sql_rows_get_int (rows, FROM), cubby_sql_rows_get_int (rows, UNTIL));
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (!cubby_sql_rows_is_null (rows, sets[i].column))
      cubby_json_text_raw (json, sets[i].name, cubby_sql_rows_get_text (rows, sets[i].column));
  if (cubby_sql_rows_get_int (rows, MINIMUM) != 0)
    cubby_store_add_money (json, "minimum", cubby_sql_rows_get_int (rows, MINIMUM),
                           cubby_sql_rows_get_text (rows, CURRENCY));
  cubby_json_text_boolean (json, "combinable", cubby_sql_rows_get_int (rows, COMBINABLE) != 0);
  if (cubby_sql_rows_get_int (rows, MAX_USES) != 0) {
    cubby_json_text_int (json, "limit", cubby_sql_rows_get_int (rows, MAX_USES));
    cubby_json_text_int (json, "used", cubby_sql_rows_get_int (rows, USED));
  }
  cubby_json_text_int (json, "version", cubby_sql_rows_get_int (rows, VERSION));
  cubby_json_text_close_object (json);
}
