/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/writer-private.h"

#define MAX_VARIANTS 500
#define RANK_BITS 24 /* serial number below the popularity */
#define LAST_POPULARITY G_GINT64_CONSTANT (0x7fffffff)

typedef struct {
  const char *sku;
  const char *gtin;
  char *options; /* JSON: axis id -> value id */
  gint64 price;
  gint64 list_price; /* 0: it is not reduced */
  const char *currency;
  gint64 weight_g;
  const char *parcel_size;
  const char *picture;
} Variant;

typedef struct {
  const char *category;
  const char *brand;
  char *name;
  char *description;
  char *keywords; /* separated by spaces */
  const char *picture;
  gint64 popularity;
  GArray *variants;
} Product;

static void
variant_clear (gpointer data)
{
  g_free (((Variant *)data)->options);
}

static void
product_clear (Product *self)
{
  g_free (self->name);
  g_free (self->description);
  g_free (self->keywords);
  g_array_unref (self->variants);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Product, product_clear)

static char *
read_options (CubbyChangeFields *fields)
{
  JsonObject *options = cubby_change_fields_get_object (fields, "options");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, options != NULL ? json_object_ref (options) : json_object_new ());
  g_autoptr (GList) values = options != NULL ? json_object_get_values (options) : NULL;
  for (GList *item = values; item != NULL; item = item->next)
    if (!JSON_NODE_HOLDS_VALUE (item->data) || json_node_get_value_type (item->data) != G_TYPE_STRING)
      cubby_change_fields_fail (fields, "options", "has a value that is no string");
  return cubby_change_node_to_text (node);
}

static Variant
read_variant (CubbyChangeFields *product, JsonNode *node)
{
  CubbyChangeFields fields = cubby_change_fields_open (product->topic, product->key, node);
  Variant variant = {.sku = cubby_change_fields_get_text (&fields, "sku")};
  variant.gtin = cubby_change_fields_get_optional (&fields, "gtin");
  variant.options = fields.object != NULL ? read_options (&fields) : NULL;
  variant.weight_g = cubby_change_fields_get_int (&fields, "weight_g", 0, 0, G_MAXINT32);
  variant.parcel_size = cubby_change_fields_get_optional (&fields, "parcel_size");
  variant.picture = cubby_change_fields_get_optional (&fields, "picture");
  JsonObject *price = cubby_change_fields_get_object (&fields, "price");
  JsonObject *list_price = cubby_change_fields_get_object (&fields, "list_price");
  if (price == NULL)
    cubby_change_fields_fail (&fields, "price", "is missing");
  CubbyChangeFields money = {.topic = product->topic, .key = product->key, .object = price};
  money.error = g_steal_pointer (&fields.error);
  variant.price = cubby_change_fields_get_int (&money, "amount", 0, 0, G_MAXINT64);
  variant.currency = cubby_change_fields_get_text (&money, "currency");
  money.object = list_price;
  if (list_price != NULL)
    variant.list_price = cubby_change_fields_get_int (&money, "amount", 0, 0, G_MAXINT64);
  if (product->error == NULL)
    product->error = g_steal_pointer (&money.error);
  g_clear_error (&money.error);
  return variant;
}

static void
read_variants (CubbyChangeFields *fields, GArray *variants)
{
  JsonArray *array = cubby_change_fields_get_array (fields, "variants");
  guint n_variants = array != NULL ? json_array_get_length (array) : 0;
  if (n_variants == 0 || n_variants > MAX_VARIANTS)
    cubby_change_fields_fail (fields, "variants", "are none, or more than 500");
  for (guint i = 0; i < n_variants && fields->error == NULL; i++) {
    Variant variant = read_variant (fields, json_array_get_element (array, i));
    g_array_append_val (variants, variant);
  }
}

static char *
read_keywords (CubbyChangeFields *fields)
{
  JsonArray *array = cubby_change_fields_get_array (fields, "keywords");
  GString *text = g_string_new (NULL);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_string_append_printf (text, "%s ", json_node_get_string (node));
    else
      cubby_change_fields_fail (fields, "keywords", "have one that is no string");
  }
  return g_string_free (text, FALSE);
}

static void
read_product (CubbyChangeFields *fields, Product *product)
{
  const char *brand = cubby_change_fields_get_optional (fields, "brand");
  product->category = cubby_change_fields_get_text (fields, "category");
  product->brand = brand != NULL ? brand : "";
  product->name = cubby_change_fields_get_local_text (fields, "name");
  product->description = cubby_change_fields_get_local_text (fields, "description");
  product->keywords = read_keywords (fields);
  product->picture = cubby_change_fields_get_optional (fields, "picture");
  product->popularity =
      cubby_change_fields_get_int (fields, "popularity", LAST_POPULARITY, 0, LAST_POPULARITY);
  product->variants = g_array_new (FALSE, TRUE, sizeof (Variant));
  g_array_set_clear_func (product->variants, variant_clear);
  read_variants (fields, product->variants);
}

/* The product's own rank while its popularity stays, else the next free one behind all of the same
 * popularity. */
static gboolean
choose_rank (CubbyCatalogueWriter *self, gint64 old_rank, gint64 popularity, gint64 *ret_rank, GError **error)
{
  gint64 first = popularity << RANK_BITS;
  gint64 last = first + (G_GINT64_CONSTANT (1) << RANK_BITS) - 1;
  gint64 highest = 0;
  if (old_rank >= first && old_rank <= last) {
    *ret_rank = old_rank;
    return TRUE;
  }
  if (!cubby_sqlite_file_read_int (self->file, &highest, first - 1, error,
                                   "SELECT max(rank) FROM product WHERE rank BETWEEN ? AND ?", "ii", first,
                                   last))
    return FALSE;
  *ret_rank = highest + 1;
  return TRUE;
}

static gboolean
note_variants (CubbyCatalogueWriter *self, const char *product, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, "SELECT sku FROM variant WHERE product = ?", "t", product);
  if (rows == NULL)
    return FALSE;
  while (cubby_sqlite_statement_next (rows, &local))
    g_hash_table_add (self->changed_skus, g_strdup (cubby_sqlite_statement_get_text (rows, 0)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
remove_product (CubbyCatalogueWriter *self, const char *key, gint64 rank, GError **error)
{
  if (rank < 0)
    return TRUE;
  return note_variants (self, key, error) && cubby_catalogue_unindex_product (self, rank, error) &&
         cubby_sqlite_file_run (self->file, error, "DELETE FROM variant WHERE product = ?", "t", key) &&
         cubby_sqlite_file_run (self->file, error, "DELETE FROM product WHERE rank = ?", "i", rank);
}

static gboolean
insert_variants (CubbyCatalogueWriter *self, const char *key, const Product *product, GError **error)
{
  for (guint i = 0; i < product->variants->len; i++) {
    const Variant *variant = &g_array_index (product->variants, Variant, i);
    if (!cubby_sqlite_file_run (
            self->file, error, "INSERT OR REPLACE INTO variant VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            "ttittiitit"
            "t",
            variant->sku, key, (gint64)i, variant->gtin != NULL ? variant->gtin : "", variant->options,
            variant->price, variant->list_price, variant->currency, variant->weight_g,
            variant->parcel_size != NULL ? variant->parcel_size : "", variant->picture))
      return FALSE;
    g_hash_table_add (self->changed_skus, g_strdup (variant->sku));
  }
  return TRUE;
}

gboolean
cubby_catalogue_apply_product (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error)
{
  gint64 old_rank = -1;
  gint64 rank = 0;
  if (!cubby_sqlite_file_read_int (self->file, &old_rank, -1, error, "SELECT rank FROM product WHERE id = ?",
                                   "t", key))
    return FALSE;
  if (data == NULL)
    return remove_product (self, key, old_rank, error);

  g_auto (Product) product = {0};
  CubbyChangeFields fields = cubby_change_fields_open ("product", key, data);
  read_product (&fields, &product);
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  return remove_product (self, key, old_rank, error) &&
         choose_rank (self, old_rank, product.popularity, &rank, error) &&
         cubby_sqlite_file_run (self->file, error,
                                "INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
                                "itttttt"
                                "t",
                                rank, key, product.category, product.brand, product.name, product.description,
                                product.keywords, product.picture) &&
         insert_variants (self, key, &product, error) && cubby_catalogue_index_product (self, rank, error);
}
