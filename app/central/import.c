/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/import.h"
#include "app/central/facts.h"
#include "app/central/feed.h"
#include "app/central/import-product.h"
#include "app/central/ledger.h"
#include "app/central/price-list-store.h"
#include "app/central/promotion-store.h"
#include "app/central/shelf.h"
#include "app/common/hash.h"
#include "app/domain/gtin.h"

#include <string.h>

#define MAX_ROWS 200000

char *
cubby_import_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

void
cubby_import_check_text (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member)
{
  static const char *const languages[] = {"vi", "th", "en"};
  JsonObject *text = cubby_json_body_get_object (body, object, where, member);
  g_autofree char *place = g_strconcat (where, ".", member, NULL);
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (languages); i++)
    cubby_json_body_get_string (body, text, place, languages[i], 4000);
}

/* Writes a row whose data is JSON, when it is new or different, and tells the feed. */
gboolean
cubby_import_put (CubbyStore *store, const char *topic, const char *id, const char *data, const char *old,
                  GError **error)
{
  return g_strcmp0 (old, data) == 0 || cubby_feed_put (store, topic, id, NULL, data, error);
}

char *
cubby_import_find_old (CubbyStore *store, const char *topic, const char *id)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, NULL, "SELECT data FROM change_feed WHERE topic = ? AND item = ?", "tt", topic, id);
  return rows != NULL && cubby_sql_rows_next (rows, NULL) ? g_strdup (cubby_sql_rows_get_text (rows, 0))
                                                          : NULL;
}

static gboolean
import_category (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                 GError **error)
{
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  gint64 position = cubby_json_body_get_int_or (body, object, where, "position", 0, 0, G_MAXINT32);
  cubby_import_check_text (body, object, where, "name");
  cubby_json_body_get_optional (body, object, where, "picture", 500);
  gint64 tax_bp = cubby_import_read_tax (body, object, where);
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  g_autofree char *data = cubby_import_to_text (object);
  g_autofree char *old = cubby_import_find_old (store, "category", id);
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO category (id, position, data, tax_bp) VALUES (?, ?, ?, NULLIF (?, -1))"
                        " ON CONFLICT (id) DO UPDATE SET position = excluded.position, data = excluded.data,"
                        " tax_bp = excluded.tax_bp",
                        "titi", id, position, data, tax_bp) &&
         cubby_import_put (store, "category", id, data, old, error);
}

static gboolean
write_location (CubbyStore *store, JsonObject *object, const char *id, const char *address, gboolean lockers,
                GError **error)
{
  g_autofree char *data = cubby_import_to_text (object);
  g_autofree char *old = cubby_import_find_old (store, "location", id);
  return cubby_sql_run (store->sql, error,
                        "INSERT INTO location (id, kind, name, address, lockers, code_key, data)"
                        " VALUES (?, ?, ?, ?, ?, '', ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
                        " name = excluded.name, address = excluded.address, lockers = excluded.lockers,"
                        " data = excluded.data",
                        "ttttit", id, json_object_get_string_member (object, "kind"),
                        json_object_get_string_member (object, "name"), address != NULL ? address : "",
                        (gint64)lockers, data) &&
         cubby_import_put (store, "location", id, data, old, error);
}

static gboolean
import_location (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                 GError **error)
{
  const char *id = cubby_json_body_get_string (body, object, where, "id", 23);
  const char *kind = cubby_json_body_get_string (body, object, where, "kind", 16);
  cubby_json_body_get_string (body, object, where, "name", 200);
  const char *address = cubby_json_body_get_optional (body, object, where, "address", 500);
  const char *gln = cubby_json_body_get_optional (body, object, where, "gln", 13);
  gboolean lockers = cubby_json_body_get_boolean_or (body, object, where, "lockers", FALSE);
  if (!g_str_equal (kind, "store") && !g_str_equal (kind, "warehouse"))
    cubby_json_body_fail (body, where, "kind", "must be store or warehouse");
  if (gln != NULL && !cubby_gln_is_valid (gln))
    cubby_json_body_fail (body, where, "gln", "%s is no GLN of 13 digits with its check digit", gln);
  if (strpbrk (id, "@/ ") != NULL)
    cubby_json_body_fail (body, where, "id", "must be without @, / and spaces");
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  return write_location (store, object, id, address, lockers, error);
}

static gboolean
import_option (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where, GError **error)
{
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  cubby_import_check_text (body, object, where, "name");
  JsonObject *values = cubby_json_body_get_object (body, object, where, "values");
  g_autoptr (GList) names = values != NULL ? json_object_get_members (values) : NULL;
  g_autofree char *place = g_strconcat (where, ".values", NULL);
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *value = cubby_json_body_get_object (body, values, place, name->data);
    g_autofree char *value_place = g_strconcat (place, ".", name->data, NULL);
    cubby_import_check_text (body, value, value_place, "name");
    cubby_json_body_get_optional (body, value, value_place, "swatch", 16);
  }
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  g_autofree char *data = cubby_import_to_text (object);
  g_autofree char *old = cubby_import_find_old (store, "option", id);
  return cubby_import_put (store, "option", id, data, old, error);
}

static gboolean
exists (CubbyStore *store, const char *query, const char *id, GError **error)
{
  gint64 found = 0;
  return cubby_sql_read_int (store->sql, &found, 0, error, query, "t", id) && found == 1;
}

static gboolean
check_place (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *sku, const char *location,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  if (!exists (store, "SELECT 1 FROM variant WHERE sku = ?", sku, &local) && local == NULL)
    cubby_json_body_fail (body, where, "sku", "there is no SKU %s", sku);
  if (local == NULL && !exists (store, "SELECT 1 FROM location WHERE id = ?", location, &local) &&
      local == NULL)
    cubby_json_body_fail (body, where, "location", "there is no location %s", location);
  if (local == NULL)
    return cubby_json_body_finish (body, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
import_level (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where, GError **error)
{
  const char *sku = cubby_json_body_get_string (body, object, where, "sku", 64);
  const char *location = cubby_json_body_get_string (body, object, where, "location", 64);
  gint64 on_hand = cubby_json_body_get_int (body, object, where, "on_hand", 0, 1000000000);
  gint64 safety = cubby_json_body_get_int_or (body, object, where, "safety_stock", 0, 0, 1000000000);
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  gint64 before = 0;
  if (!check_place (store, body, where, sku, location, error) ||
      !cubby_sql_read_int (store->sql, &before, 0, error,
                           "SELECT on_hand FROM stock_level WHERE sku = ? AND location = ?", "tt", sku,
                           location))
    return FALSE;
  CubbyMovement count = {
      .kind = CUBBY_MOVEMENT_COUNT,
      .sku = sku,
      .location = location,
      .quantity = on_hand - before,
      .reason = "import",
  };
  if (on_hand != before && !cubby_ledger_write (store, &count, FALSE, error))
    return FALSE;
  return cubby_ledger_set_safety_stock (store, sku, location, safety, error);
}

typedef gboolean (*ImportRow) (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                               GError **error);

static gboolean
import_rows (CubbyStore *store, CubbyJsonBody *body, const char *member, ImportRow import_row,
             guint *ret_count, GError **error)
{
  JsonArray *rows =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", member, 0, MAX_ROWS);
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  *ret_count = rows != NULL ? json_array_get_length (rows) : 0;
  for (guint i = 0; i < *ret_count; i++) {
    g_autofree char *where = g_strdup_printf ("%s[%u]", member, i);
    if (!import_row (store, body, json_array_get_object_element (rows, i), where, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_import_range (CubbyStore *store, CubbyJsonBody *body, CubbyImportCount *ret_count, GError **error)
{
  *ret_count = (CubbyImportCount){0};
  gint64 variants = 0;
  if (!import_rows (store, body, "categories", import_category, &ret_count->categories, error) ||
      !import_rows (store, body, "locations", import_location, &ret_count->locations, error) ||
      !import_rows (store, body, "options", import_option, &ret_count->options, error) ||
      !import_rows (store, body, "products", cubby_import_product, &ret_count->products, error) ||
      !import_rows (store, body, "stock", import_level, &ret_count->levels, error) ||
      !import_rows (store, body, "price_lists", cubby_price_list_import, &ret_count->price_lists, error) ||
      !import_rows (store, body, "promotions", cubby_promotion_import, &ret_count->promotions, error) ||
      !cubby_shelf_refresh (store, error) ||
      !cubby_sql_read_int (store->sql, &variants, 0, error, "SELECT COUNT(*) FROM variant", ""))
    return FALSE;
  ret_count->variants = (guint)variants;
  g_autofree char *detail =
      g_strdup_printf ("%u products, %u levels", ret_count->products, ret_count->levels);
  return cubby_facts_touch (store->sql, error) && cubby_store_audit (store, "import", "range", detail, error);
}
