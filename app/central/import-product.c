/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/import-product.h"
#include "app/central/shelf.h"
#include "app/domain/bank.h"
#include "app/domain/gtin.h"
#include "app/domain/money.h"
#include "app/domain/tax.h"

#include <string.h>

#define MAX_VARIANTS 500

typedef struct {
  const char *sku;
  char *gtin;
  gint64 price;
  const char *currency;
  gint64 weight_g;
  const char *parcel_size;
} Variant;

static void
read_price (CubbyJsonBody *body, JsonObject *object, const char *where, Variant *variant)
{
  JsonObject *price = cubby_json_body_get_object (body, object, where, "price");
  if (price == NULL)
    return;
  g_autofree char *place = g_strconcat (where, ".price", NULL);
  variant->price =
      cubby_json_body_get_int (body, price, place, "amount", 0, G_GINT64_CONSTANT (1000000000000));
  variant->currency = cubby_json_body_get_string (body, price, place, "currency", 3);
  if (cubby_currency_find (variant->currency) == NULL)
    cubby_json_body_fail (body, place, "currency", "must be VND, THB or USD");
}

static void
read_variant (CubbyJsonBody *body, JsonObject *object, const char *where, Variant *variant)
{
  CubbySize size;
  variant->sku = cubby_json_body_get_string (body, object, where, "sku", 64);
  const char *gtin = cubby_json_body_get_string (body, object, where, "gtin", 14);
  variant->gtin = cubby_gtin_normalise (gtin);
  variant->weight_g = cubby_json_body_get_int_or (body, object, where, "weight_g", 0, 0, 1000000);
  variant->parcel_size = cubby_json_body_get_string (body, object, where, "parcel_size", 2);
  cubby_json_body_get_optional_object (body, object, where, "options");
  read_price (body, object, where, variant);
  if (json_object_has_member (object, "list_price"))
    cubby_json_body_fail (body, where, "list_price",
                          "is what a price list or promotion makes; send the product's own price as price");
  if (variant->gtin == NULL)
    cubby_json_body_fail (body, where, "gtin", "%s is no GTIN with its check digit", gtin);
  if (!cubby_size_from_string (variant->parcel_size, &size))
    cubby_json_body_fail (body, where, "parcel_size", "must be XS, S, M, L or XL");
  if (strpbrk (variant->sku, "@/ ") != NULL)
    cubby_json_body_fail (body, where, "sku", "must be without @, / and spaces");
}

static gboolean
write_variant (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *product,
               const Variant *variant, GError **error)
{
  gint64 taken = 0;
  if (!cubby_sql_read_int (
          store->sql, &taken, 0, error,
          "SELECT COUNT(*) FROM variant WHERE (sku = ? AND product <> ?) OR (gtin = ? AND sku <> ?)", "tttt",
          variant->sku, product, variant->gtin, variant->sku))
    return FALSE;
  if (taken > 0) {
    cubby_json_body_fail (body, where, "sku", "%s or its GTIN %s belongs to another product", variant->sku,
                          variant->gtin);
    return cubby_json_body_finish (body, error);
  }
  return cubby_sql_run (
      store->sql, error,
      "INSERT INTO variant (sku, product, gtin, price, currency, weight_g, parcel_size)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sku) DO UPDATE SET product = excluded.product,"
      " gtin = excluded.gtin, price = excluded.price, currency = excluded.currency,"
      " weight_g = excluded.weight_g, parcel_size = excluded.parcel_size",
      "tttitit", variant->sku, product, variant->gtin, variant->price, variant->currency, variant->weight_g,
      variant->parcel_size);
}

static gboolean
import_variants (CubbyStore *store, CubbyJsonBody *body, JsonArray *variants, const char *where,
                 const char *product, GError **error)
{
  for (guint i = 0; variants != NULL && i < json_array_get_length (variants); i++) {
    g_autofree char *place = g_strdup_printf ("%s.variants[%u]", where, i);
    Variant variant = {0};
    read_variant (body, json_array_get_object_element (variants, i), place, &variant);
    g_autofree char *gtin = variant.gtin;
    if (cubby_json_body_has_failed (body))
      return cubby_json_body_finish (body, error);
    if (!write_variant (store, body, place, product, &variant, error))
      return FALSE;
  }
  return TRUE;
}

char *
cubby_import_fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *split = g_utf8_normalize (lower, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) folded = g_string_new (NULL);
  for (const char *c = split; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar one = g_utf8_get_char (c);
    gboolean latin_mark = one >= 0x300 && one < 0x370; /* Thai marks carry meaning and stay */
    if (!latin_mark)
      g_string_append_unichar (folded, one == 0x111 ? 'd' : one);
  }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* What a simple search looks through: every text of the product, folded to lower case without marks. */
static char *
make_search_text (JsonObject *object, const char *id)
{
  g_autoptr (GString) text = g_string_new (id);
  JsonObject *name = json_object_get_object_member (object, "name");
  g_autoptr (GList) names = json_object_get_values (name);
  for (GList *node = names; node != NULL; node = node->next)
    if (json_node_get_value_type (node->data) == G_TYPE_STRING)
      g_string_append_printf (text, " %s", json_node_get_string (node->data));
  const char *brand = json_object_get_string_member_with_default (object, "brand", NULL);
  if (brand != NULL)
    g_string_append_printf (text, " %s", brand);
  return cubby_import_fold (text->str);
}

gint64
cubby_import_read_tax (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  return cubby_json_body_get_int_or (body, object, where, "tax_rate_bp", -1, 0, CUBBY_TAX_BP_MAX);
}

static gboolean
write_product (CubbyStore *store, JsonObject *object, const char *id, const char *category, gint64 popularity,
               gint64 tax_bp, GError **error)
{
  JsonObject *texts = json_object_get_object_member (object, "name");
  g_autoptr (JsonNode) name_node = json_node_init_object (json_node_alloc (), texts);
  g_autofree char *name = json_to_string (name_node, FALSE);
  g_autofree char *data = cubby_import_to_text (object);
  g_autofree char *old = cubby_import_find_old (store, "product", id);
  g_autofree char *search = make_search_text (object, id);
  return cubby_sql_run (
             store->sql, error,
             "INSERT INTO product (id, category, popularity, name, search, data, tax_bp)"
             " VALUES (?, ?, ?, ?, ?, ?, NULLIF (?, -1))"
             " ON CONFLICT (id) DO UPDATE SET category = excluded.category, popularity = excluded.popularity,"
             " name = excluded.name, search = excluded.search, data = excluded.data,"
             " tax_bp = excluded.tax_bp",
             "ttittti", id, category, popularity, name, search, data, tax_bp) &&
         cubby_shelf_put (store, id, data, old, error);
}

static gboolean
check_category (CubbyStore *store, CubbyJsonBody *body, const char *where, const char *category,
                GError **error)
{
  gint64 found = 0;
  if (!cubby_sql_read_int (store->sql, &found, 0, error, "SELECT 1 FROM category WHERE id = ?", "t",
                           category))
    return FALSE;
  if (found == 0)
    cubby_json_body_fail (body, where, "category", "there is no category %s", category);
  return cubby_json_body_finish (body, error);
}

gboolean
cubby_import_product (CubbyStore *store, CubbyJsonBody *body, JsonObject *object, const char *where,
                      GError **error)
{
  const char *id = cubby_json_body_get_string (body, object, where, "id", 64);
  const char *category = cubby_json_body_get_string (body, object, where, "category", 64);
  gint64 popularity =
      cubby_json_body_get_int_or (body, object, where, "popularity", G_MAXINT32, 0, G_MAXINT32);
  cubby_json_body_get_optional (body, object, where, "brand", 200);
  cubby_json_body_get_optional (body, object, where, "picture", 500);
  gint64 tax_bp = cubby_import_read_tax (body, object, where);
  cubby_import_check_text (body, object, where, "name");
  cubby_json_body_get_optional_object (body, object, where, "description");
  JsonArray *variants = cubby_json_body_get_objects (body, object, where, "variants", 1, MAX_VARIANTS);
  if (strpbrk (id, "/ ") != NULL)
    cubby_json_body_fail (body, where, "id", "must be without / and spaces");
  if (cubby_json_body_has_failed (body))
    return cubby_json_body_finish (body, error);
  return check_category (store, body, where, category, error) &&
         write_product (store, object, id, category, popularity, tax_bp, error) &&
         import_variants (store, body, variants, where, id, error);
}
