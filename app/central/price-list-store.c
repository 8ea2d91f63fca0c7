/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/price-list-store.h"
#include "app/central/price-book.h"
#include "app/central/price-fields.h"
#include "app/central/promotion-row.h"
#include "app/central/shelf.h"

#define MAX_PRICES 100000
#define MAX_AMOUNT G_GINT64_CONSTANT (1000000000000)

/* A price list as somebody sent it. */
typedef struct {
  const char *id;
  const char *name;
  guint channels;
  const char *currency;
  CubbyPriceWindow window;
  JsonArray *prices;
} List;

static List
read_list (CubbyJsonBody *body, JsonObject *object, const char *where, const char *id)
{
  cubby_price_check_id (body, object, where, id);
  return (List){
      .id = id,
      .name = cubby_json_body_get_string (body, object, where, "name", 200),
      .channels = cubby_price_read_channels (body, object, where),
      .currency = cubby_price_read_currency (body, object, where),
      .window = cubby_price_read_window (body, object, where),
      .prices = cubby_json_body_get_objects (body, object, where, "prices", 0, MAX_PRICES),
  };
}

static gboolean
check_sku (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *sku, const char *currency,
           GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT currency FROM variant WHERE sku = ?", "t", sku);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      cubby_json_body_fail (body, where, "sku", "there is no SKU %s", sku);
    else
      g_propagate_error (error, g_steal_pointer (&local));
  } else if (g_strcmp0 (cubby_sql_rows_get_text (rows, 0), currency) != 0) {
    cubby_json_body_fail (body, where, "sku", "%s is sold in %s, the list is in %s", sku,
                          cubby_sql_rows_get_text (rows, 0), currency);
  }
  return local == NULL && cubby_json_body_finish (body, error);
}

static gboolean
write_price (CubbyStore *store, CubbyJsonBody *body, const char *where, const List *list, guint index,
             GHashTable *seen, GError **error)
{
  g_autofree char *place = g_strdup_printf ("%s%sprices[%u]", where, *where != '\0' ? "." : "", index);
  JsonObject *price = json_array_get_object_element (list->prices, index);
  const char *sku = cubby_json_body_get_string (body, price, place, "sku", 64);
  gint64 amount = cubby_json_body_get_int (body, price, place, "amount", 0, MAX_AMOUNT);
  if (!g_hash_table_add (seen, (char *)sku))
    cubby_json_body_fail (body, place, "sku", "%s is named twice", sku);
  return cubby_json_body_finish (body, error) && check_sku (store, body, place, sku, list->currency, error) &&
         cubby_sql_run (store->sql, error, "INSERT INTO list_price (list, sku, amount) VALUES (?, ?, ?)",
                        "tti", list->id, sku, amount);
}

static gboolean
write_prices (CubbyStore *store, CubbyJsonBody *body, const char *where, const List *list, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (!cubby_sql_run (store->sql, error, "DELETE FROM list_price WHERE list = ?", "t", list->id))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list->prices); i++)
    if (!write_price (store, body, where, list, i, seen, error))
      return FALSE;
  return TRUE;
}

/* @version: what it has so far; 0: there is none. FALSE with CUBBY_PROBLEM_CHANGED when somebody was faster.
 */
static gboolean
write_head (CubbyStore *store, const List *list, gint64 version, GError **error)
{
  gint64 written = 0;
  if (!cubby_sql_read_int (
          store->sql, &written, 0, error,
          "INSERT INTO price_list (id, name, channels, currency, from_ms, until_ms, version, updated_ms)"
          " VALUES (?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
          " channels = excluded.channels, currency = excluded.currency, from_ms = excluded.from_ms,"
          " until_ms = excluded.until_ms, version = price_list.version + 1, updated_ms = excluded.updated_ms"
          " WHERE price_list.version = ? RETURNING version",
          "ttitiiii", list->id, list->name, (gint64)list->channels, list->currency, list->window.from_ms,
          list->window.until_ms, store->now_ms, version))
    return FALSE;
  if (written == version + 1)
    return TRUE;
  cubby_etag_fail (version + 1, error);
  return FALSE;
}

static gboolean
write_list (CubbyStore *store, CubbyJsonBody *body, const char *where, const List *list, gint64 version,
            GError **error)
{
  return cubby_json_body_finish (body, error) && write_head (store, list, version, error) &&
         write_prices (store, body, where, list, error) && cubby_price_book_touch (store, error) &&
         cubby_store_audit (store, "price-list", list->id, version == 0 ? "made" : "changed", error);
}

static gboolean
add_prices (CubbyStore *store, CubbyJsonText *json, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error, "SELECT sku, amount FROM list_price WHERE list = ? ORDER BY sku", "t", id);
  if (rows == NULL)
    return FALSE;
  cubby_json_text_open_array (json, "prices");
  while (cubby_sql_rows_next (rows, &local)) {
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "sku", cubby_sql_rows_get_text (rows, 0));
    cubby_json_text_int (json, "amount", cubby_sql_rows_get_int (rows, 1));
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_list (CubbyStore *store, CubbyJsonText *json, const char *id, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT name, channels, currency, from_ms, until_ms, version FROM price_list WHERE id = ?", "t", id);
  if (!cubby_store_take_row (rows, error, "There is no price list %s.", id))
    return FALSE;
  *ret_version = cubby_sql_rows_get_int (rows, 5);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", id);
  cubby_json_text_string (json, "name", cubby_sql_rows_get_text (rows, 0));
  cubby_price_add_channels (json, (guint)cubby_sql_rows_get_int (rows, 1));
  cubby_json_text_string (json, "currency", cubby_sql_rows_get_text (rows, 2));
  cubby_price_add_window (json, cubby_sql_rows_get_int (rows, 3), cubby_sql_rows_get_int (rows, 4));
  if (!add_prices (store, json, id, error))
    return FALSE;
  cubby_json_text_int (json, "version", *ret_version);
  cubby_json_text_close_object (json);
  return TRUE;
}

char *
cubby_price_list_get (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return add_list (store, json, id, ret_version, error) ? cubby_json_text_steal (json) : NULL;
}

static GPtrArray *
list_ids (CubbyStore *store, const char *cursor, guint limit, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM price_list WHERE id > ? ORDER BY id LIMIT ?", "ti",
                       cursor != NULL ? cursor : "", (gint64)limit);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  return ids;
}

char *
cubby_price_list_list (CubbyStore *store, const char *cursor, guint limit, GError **error)
{
  gint64 version = 0;
  g_autoptr (GPtrArray) ids = list_ids (store, cursor, limit, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "price_lists");
  for (guint i = 0; i < ids->len; i++)
    if (!add_list (store, json, g_ptr_array_index (ids, i), &version, error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", ids->len == limit ? g_ptr_array_index (ids, limit - 1) : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}

static gboolean
read_version (CubbyStore *store, const char *id, gint64 *ret_version, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_version, 0, error, "SELECT version FROM price_list WHERE id = ?",
                             "t", id);
}

char *
cubby_price_list_put (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status, GError **error)
{
  gint64 version = 0;
  const char *id = request->parameter;
  if (!read_version (store, id, &version, error) || !cubby_etag_require (request, version, error))
    return NULL;
  List list = read_list (request->body, cubby_json_body_get_root (request->body), "", id);
  if (!write_list (store, request->body, "", &list, version, error) || !cubby_shelf_refresh (store, error))
    return NULL;
  *ret_status = version == 0 ? 201 : 200;
  char *json = cubby_price_list_get (store, id, &version, error);
  cubby_etag_tell (request, version);
  return json;
}

char *
cubby_price_list_delete (CubbyStore *store, const CubbyChangeRequest *request, guint *ret_status,
                         GError **error)
{
  gint64 version = 0;
  const char *id = request->parameter;
  g_autofree char *json = cubby_price_list_get (store, id, &version, error);
  if (json == NULL || !cubby_etag_require (request, version, error) ||
      !cubby_sql_run (store->sql, error, "DELETE FROM list_price WHERE list = ?", "t", id) ||
      !cubby_sql_run (store->sql, error, "DELETE FROM price_list WHERE id = ?", "t", id) ||
      !cubby_price_book_touch (store, error) ||
      !cubby_store_audit (store, "price-list", id, "deleted", error) || !cubby_shelf_refresh (store, error))
    return NULL;
  return g_steal_pointer (&json);
}

gboolean
cubby_price_list_import (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                         GError **error)
{
  gint64 version = 0;
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  List list = read_list (body, object, where, id);
  return cubby_json_body_finish (body, error) && read_version (store, id, &version, error) &&
         write_list (store, body, where, &list, version, error);
}
