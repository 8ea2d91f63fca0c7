/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/catalogue-private.h"

/* The axes that the variants of a product use, in the order in which the first variant names them, each with
 * the values in use, in the order of the axis. */
static const char *const axes_of_product = "SELECT o.key, coalesce((SELECT " CUBBY_TEXT_IN (
    "a.name") " FROM axis a WHERE a.id = o.key), o.key)"
              " FROM variant v, json_each(v.options) o WHERE v.product = ?2 GROUP BY o.key ORDER BY "
              "min(v.position), min(o.id)";

static const char *const values_of_axis = "SELECT u.value, " CUBBY_TEXT_IN (
    "coalesce(c.value ->> 'name', '{}')") ", c.value ->> 'swatch' FROM"
                                          " (SELECT DISTINCT v.options ->> ?3 AS value, min(v.position) AS "
                                          "position FROM variant v"
                                          "  WHERE v.product = ?2 AND v.options ->> ?3 NOT NULL GROUP BY 1) u"
                                          " LEFT JOIN (SELECT key, value, j.id AS place FROM axis a, "
                                          "json_each(a.choices) j WHERE a.id = ?3) c"
                                          " ON c.key = u.value ORDER BY c.place IS NULL, c.place, u.position";

static const char *const variants_of_product =
    "SELECT sku, gtin, options, price, currency, weight_g, parcel_size, picture, list_price FROM variant"
    " WHERE product = ? ORDER BY position";

static const char *const stock_of_variant =
    "SELECT s.location, coalesce(l.name, s.location), coalesce(l.kind, 'store'), s.location = ?1, "
    "s.purchasable,"
    " s.incoming, s.updated_at FROM stock s LEFT JOIN location l ON l.id = s.location WHERE s.sku = ?2"
    " ORDER BY s.location <> ?1, coalesce(l.kind, 'store') <> 'store', 2";

static gboolean
read_values (CubbyCatalogue *self, CubbyOption *option, const char *product, const char *language,
             GError **error)
{
  GError *local = NULL;
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, values_of_axis, "ttt", language, product, option->id);
  if (rows == NULL)
    return FALSE;
  while (cubby_sqlite_statement_next (rows, &local)) {
    CubbyOptionValue *value = g_new0 (CubbyOptionValue, 1);
    const char *name = cubby_sqlite_statement_get_text (rows, 1);
    value->id = g_strdup (cubby_sqlite_statement_get_text (rows, 0));
    value->name = g_strdup (name != NULL && *name != '\0' ? name : value->id);
    value->swatch = g_strdup (cubby_sqlite_statement_get_text (rows, 2));
    g_ptr_array_add (option->values, value);
  }
  return cubby_catalogue_check (local, error);
}

static gboolean
read_options (CubbyCatalogue *self, CubbyProduct *product, const char *language, GError **error)
{
  GError *local = NULL;
  product->options = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_option_free);
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, axes_of_product, "tt", language, product->id);
  if (rows == NULL)
    return FALSE;
  while (local == NULL && cubby_sqlite_statement_next (rows, &local)) {
    CubbyOption *option = g_new0 (CubbyOption, 1);
    option->id = g_strdup (cubby_sqlite_statement_get_text (rows, 0));
    option->name = g_strdup (cubby_sqlite_statement_get_text (rows, 1));
    option->values = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_option_value_free);
    g_ptr_array_add (product->options, option);
    read_values (self, option, product->id, language, &local);
  }
  return cubby_catalogue_check (local, error);
}

/* The variant's value on each axis, in the order of the product's options. */
static GStrv
read_choice (CubbyCatalogue *self, const CubbyProduct *product, const char *options, GError **error)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  for (guint i = 0; i < product->options->len; i++) {
    const CubbyOption *option = g_ptr_array_index (product->options, i);
    g_autoptr (CubbySqliteStatement) row = cubby_sqlite_file_query (
        self->file, error, "SELECT coalesce(?1 ->> ?2, '')", "tt", options, option->id);
    if (row == NULL || !cubby_sqlite_statement_next (row, error))
      return NULL;
    g_strv_builder_add (values, cubby_sqlite_statement_get_text (row, 0));
  }
  return g_strv_builder_end (values);
}

static void
count_stock (CubbyVariant *variant, const CubbyStockAt *at)
{
  gint64 pieces = MAX (at->purchasable, 0);
  if (at->here)
    variant->stock.here += pieces;
  else if (g_str_equal (at->kind, "warehouse"))
    variant->stock.online += pieces;
  else
    variant->stock.elsewhere += pieces;
}

static gboolean
read_stock (CubbyCatalogue *self, CubbyVariant *variant, GError **error)
{
  GError *local = NULL;
  variant->stock_at = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_stock_at_free);
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, stock_of_variant, "tt", self->store, variant->sku);
  if (rows == NULL)
    return FALSE;
  while (cubby_sqlite_statement_next (rows, &local)) {
    CubbyStockAt *at = g_new0 (CubbyStockAt, 1);
    at->location = g_strdup (cubby_sqlite_statement_get_text (rows, 0));
    at->name = g_strdup (cubby_sqlite_statement_get_text (rows, 1));
    at->kind = g_strdup (cubby_sqlite_statement_get_text (rows, 2));
    at->here = cubby_sqlite_statement_get_int (rows, 3) != 0;
    at->purchasable = cubby_sqlite_statement_get_int (rows, 4);
    at->incoming = cubby_sqlite_statement_get_int (rows, 5);
    at->updated_at = cubby_sqlite_statement_get_int (rows, 6);
    g_ptr_array_add (variant->stock_at, at);
    count_stock (variant, at);
  }
  return cubby_catalogue_check (local, error);
}

static gboolean
read_variant (CubbyCatalogue *self, const CubbyProduct *product, CubbySqliteStatement *row, GError **error)
{
  CubbyVariant *variant = g_new0 (CubbyVariant, 1);
  g_ptr_array_add (product->variants, variant);
  variant->sku = g_strdup (cubby_sqlite_statement_get_text (row, 0));
  variant->gtin = g_strdup (cubby_sqlite_statement_get_text (row, 1));
  variant->values = read_choice (self, product, cubby_sqlite_statement_get_text (row, 2), error);
  variant->price = cubby_sqlite_statement_get_int (row, 3);
  variant->currency = g_strdup (cubby_sqlite_statement_get_text (row, 4));
  variant->weight_g = (guint)cubby_sqlite_statement_get_int (row, 5);
  variant->parcel_size = g_strdup (cubby_sqlite_statement_get_text (row, 6));
  variant->picture = g_strdup (cubby_sqlite_statement_get_text (row, 7));
  variant->list_price = cubby_sqlite_statement_get_int (row, 8);
  return variant->values != NULL && read_stock (self, variant, error);
}

static gboolean
read_variants (CubbyCatalogue *self, CubbyProduct *product, GError **error)
{
  GError *local = NULL;
  product->variants = g_ptr_array_new_with_free_func ((GDestroyNotify)cubby_variant_free);
  g_autoptr (CubbySqliteStatement) rows =
      cubby_sqlite_file_query (self->file, error, variants_of_product, "t", product->id);
  if (rows == NULL)
    return FALSE;
  while (local == NULL && cubby_sqlite_statement_next (rows, &local))
    read_variant (self, product, rows, &local);
  return cubby_catalogue_check (local, error);
}

CubbyProduct *
cubby_catalogue_get_product (CubbyCatalogue *self, const char *id, const char *language, GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  g_autoptr (CubbySqliteStatement) row = cubby_sqlite_file_query (
      self->file, error,
      "SELECT p.id, p.category, coalesce((SELECT " CUBBY_TEXT_IN (
          "c.name") " FROM category c WHERE c.id = "
                    "p.category), "
                    "p.category)," CUBBY_TEXT_IN (
                        "p."
                        "na"
                        "m"
                        "e") ", p.brand, " CUBBY_TEXT_IN ("p.description") ", "
                                                                           "p.picture "
                                                                           "FROM "
                                                                           "product p "
                                                                           "WHERE p.id "
                                                                           "= ?2",
      "tt", language, id);
  if (row == NULL || !cubby_sqlite_statement_next (row, error))
    return NULL;
  g_autoptr (CubbyProduct) product = g_new0 (CubbyProduct, 1);
  product->id = g_strdup (cubby_sqlite_statement_get_text (row, 0));
  product->category = g_strdup (cubby_sqlite_statement_get_text (row, 1));
  product->category_name = g_strdup (cubby_sqlite_statement_get_text (row, 2));
  product->name = g_strdup (cubby_sqlite_statement_get_text (row, 3));
  product->brand = g_strdup (cubby_sqlite_statement_get_text (row, 4));
  product->description = g_strdup (cubby_sqlite_statement_get_text (row, 5));
  product->picture = g_strdup (cubby_sqlite_statement_get_text (row, 6));
  if (!read_options (self, product, language, error) || !read_variants (self, product, error))
    return NULL;
  return g_steal_pointer (&product);
}

CubbyVariant *
cubby_catalogue_get_variant (CubbyCatalogue *self, const char *sku, const char *language,
                             CubbyProduct **ret_product, GError **error)
{
  if (!cubby_catalogue_refresh (self, error))
    return NULL;
  g_autoptr (CubbySqliteStatement) row =
      cubby_sqlite_file_query (self->file, error, "SELECT product FROM variant WHERE sku = ?", "t", sku);
  if (row == NULL || !cubby_sqlite_statement_next (row, error))
    return NULL;
  g_autoptr (CubbyProduct) product =
      cubby_catalogue_get_product (self, cubby_sqlite_statement_get_text (row, 0), language, error);
  for (guint i = 0; product != NULL && i < product->variants->len; i++) {
    CubbyVariant *variant = g_ptr_array_index (product->variants, i);
    if (g_ascii_strcasecmp (variant->sku, sku) != 0)
      continue;
    g_ptr_array_steal_index (product->variants, i);
    if (ret_product != NULL)
      *ret_product = g_steal_pointer (&product);
    return variant;
  }
  return NULL;
}
