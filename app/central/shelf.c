/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/shelf.h"
#include "app/central/feed.h"
#include "app/domain/pricing.h"

#include <json-glib/json-glib.h>

#define NEXT "shelf-next"

static JsonObject *
money_new (gint64 amount, const char *currency)
{
  JsonObject *money = json_object_new ();
  json_object_set_int_member (money, "amount", amount);
  json_object_set_string_member (money, "currency", currency);
  return money;
}

/* TRUE when it costs something else than the product says. Reduced is what costs less than it would without a
 * promotion, or than the product's own price. */
static gboolean
price_variant (const CubbyPriceBook *book, JsonObject *variant, const char *category, CubbyChannel channel,
               gint64 now_ms)
{
  guint n = 0;
  const CubbyPromotion *promotions = cubby_price_book_get_promotions (book, &n);
  JsonObject *money = json_object_get_object_member (variant, "price");
  g_autofree char *currency = g_strdup (json_object_get_string_member (money, "currency"));
  gint64 own = json_object_get_int_member (money, "amount");
  CubbyPricingLine line = {.sku = json_object_get_string_member (variant, "sku"), .category = category};
  line.unit_price = cubby_price_book_get_price (book, line.sku, currency, own, channel, now_ms);
  gint64 price = cubby_pricing_shelf_price (&line, promotions, n, channel, now_ms);
  gint64 before = MAX (own, line.unit_price);
  if (price == own && before == own)
    return FALSE;
  json_object_set_object_member (variant, "price", money_new (price, currency));
  if (price < before)
    json_object_set_object_member (variant, "list_price", money_new (before, currency));
  return TRUE;
}

char *
cubby_shelf_make (const CubbyPriceBook *book, const char *data, CubbyChannel channel, gint64 now_ms)
{
  if (cubby_price_book_is_empty (book))
    return NULL;
  g_autoptr (JsonNode) node = json_from_string (data, NULL);
  g_return_val_if_fail (node != NULL && JSON_NODE_HOLDS_OBJECT (node), NULL);
  JsonObject *product = json_node_get_object (node);
  JsonArray *variants = json_object_get_array_member (product, "variants");
  const char *category = json_object_get_string_member (product, "category");
  gboolean other = FALSE;
  for (guint i = 0; i < json_array_get_length (variants); i++)
    if (price_variant (book, json_array_get_object_element (variants, i), category, channel, now_ms))
      other = TRUE;
  return other ? json_to_string (node, FALSE) : NULL;
}

gboolean
cubby_shelf_put (CubbyStore *store, const char *product, const char *data, const char *old, GError **error)
{
  const CubbyPriceBook *book = cubby_price_book_get (store, error);
  if (book == NULL)
    return FALSE;
  g_autofree char *shelf = cubby_shelf_make (book, data, CUBBY_CHANNEL_KIOSK, store->now_ms);
  const char *seen = shelf != NULL ? shelf : data;
  return cubby_sql_run (store->sql, error, "UPDATE product SET shelf = ? WHERE id = ?", "tt", shelf,
                        product) &&
         (g_strcmp0 (old, seen) == 0 || cubby_feed_put (store, "product", product, NULL, seen, error));
}

/* -- which products may be concerned */

static gboolean
collect (CubbyStore *store, GHashTable *products, const char *sql, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqlRows) rows = value != NULL ? cubby_sql_query (store->sql, error, sql, "t", value)
                                                : cubby_sql_query (store->sql, error, sql, "");
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local))
    g_hash_table_add (products, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
collect_each (CubbyStore *store, GHashTable *products, const char *sql, GHashTable *values, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  if (values == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &value, NULL))
    if (!collect (store, products, sql, value, error))
      return FALSE;
  return TRUE;
}

#define PRODUCT_OF_SKU "SELECT product FROM variant WHERE sku = ?"

static gboolean
collect_promotion (CubbyStore *store, GHashTable *products, const CubbyPromotion *promotion, GError **error)
{
  if (!cubby_promotion_is_on_shelf (promotion) ||
      cubby_promotion_judge (promotion, CUBBY_CHANNEL_KIOSK, store->now_ms) != CUBBY_PROMOTION_HOLDS)
    return TRUE;
  if (promotion->skus == NULL && promotion->categories == NULL)
    return collect (store, products, "SELECT id FROM product", NULL, error);
  return collect_each (store, products, PRODUCT_OF_SKU, promotion->skus, error) &&
         collect_each (store, products, "SELECT id FROM product WHERE category = ?", promotion->categories,
                       error);
}

/* Those that are reduced, and those that may be. */
static gboolean
collect_all (CubbyStore *store, const CubbyPriceBook *book, GHashTable *products, GError **error)
{
  guint n = 0;
  const CubbyPromotion *promotions = cubby_price_book_get_promotions (book, &n);
  if (!collect (store, products, "SELECT id FROM product WHERE shelf IS NOT NULL", NULL, error) ||
      !collect_each (store, products, PRODUCT_OF_SKU, cubby_price_book_get_listed (book), error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!collect_promotion (store, products, &promotions[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
refresh_product (CubbyStore *store, const CubbyPriceBook *book, const char *product, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT data, shelf FROM product WHERE id = ?", "t", product);
  if (!cubby_store_take_row (rows, error, "There is no product %s.", product))
    return FALSE;
  g_autofree char *data = g_strdup (cubby_sql_rows_get_text (rows, 0));
  g_autofree char *old = g_strdup (cubby_sql_rows_get_text (rows, 1));
  g_autofree char *shelf = cubby_shelf_make (book, data, CUBBY_CHANNEL_KIOSK, store->now_ms);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  if (g_strcmp0 (shelf, old) == 0)
    return TRUE;
  return cubby_sql_run (store->sql, error, "UPDATE product SET shelf = ? WHERE id = ?", "tt", shelf,
                        product) &&
         cubby_feed_put (store, "product", product, NULL, shelf != NULL ? shelf : data, error);
}

gboolean
cubby_shelf_refresh (CubbyStore *store, GError **error)
{
  g_autoptr (GHashTable) products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CubbyPriceBook *book = cubby_price_book_get (store, error);
  GHashTableIter iter;
  gpointer product;
  if (book == NULL || !collect_all (store, book, products, error))
    return FALSE;
  g_hash_table_iter_init (&iter, products);
  while (g_hash_table_iter_next (&iter, &product, NULL))
    if (!refresh_product (store, book, product, error))
      return FALSE;
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO counter (name, value) VALUES ('" NEXT "', ?)"
                        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        "i", cubby_price_book_get_next (book, store->now_ms));
}

static gboolean
read_next (CubbyStore *store, gint64 *ret_next, GError **error)
{
  return cubby_sql_read_int (store->sql, ret_next, G_MAXINT64, error,
                             "SELECT value FROM counter WHERE name = '" NEXT "'", "");
}

gboolean
cubby_shelf_is_due (CubbyStore *store)
{
  gint64 next = 0;
  return read_next (store, &next, NULL) && next <= store->now_ms;
}

gboolean
cubby_shelf_refresh_when_due (CubbyStore *store, GError **error)
{
  gint64 next = 0;
  return read_next (store, &next, error) && (store->now_ms < next || cubby_shelf_refresh (store, error));
}

gboolean
cubby_shelf_look (CubbyStore *store, CubbyChannel channel, gboolean *ret_kept,
                  const CubbyPriceBook **ret_book, GError **error)
{
  gint64 next = 0;
  *ret_kept = FALSE;
  *ret_book = NULL;
  if ((channel & CUBBY_CHANNELS_IN_SHOP) != 0) {
    if (!read_next (store, &next, error))
      return FALSE;
    *ret_kept = store->now_ms < next;
  }
  if (*ret_kept)
    return TRUE;
  *ret_book = cubby_price_book_get (store, error);
  return *ret_book != NULL;
}
