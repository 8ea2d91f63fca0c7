/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/writer-private.h"

#include <string.h>

/* Categories, locations, options and stock levels: one row each. */

static gboolean
remove_row (CubbyCatalogueWriter *self, const char *sql, const char *key, GError **error)
{
  return cubby_sqlite_file_run (self->file, error, sql, "t", key);
}

/* Products are indexed with the names of their category and colours: other names, another index. */
static gboolean
note_names (CubbyCatalogueWriter *self, const char *sql, const char *key, const char *names, GError **error)
{
  gint64 same = 0;
  if (!cubby_sqlite_file_read_int (self->file, &same, 0, error, sql, "tt", key, names))
    return FALSE;
  self->index_is_stale |= !same;
  return TRUE;
}

gboolean
cubby_catalogue_apply_category (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error)
{
  self->index_is_stale |= data == NULL;
  if (data == NULL)
    return remove_row (self, "DELETE FROM category WHERE id = ?", key, error);
  CubbyChangeFields fields = cubby_change_fields_open ("category", key, data);
  gint64 position = cubby_change_fields_get_int (&fields, "position", 0, 0, G_MAXINT32);
  g_autofree char *name = cubby_change_fields_get_local_text (&fields, "name");
  const char *picture = cubby_change_fields_get_optional (&fields, "picture");
  return cubby_change_fields_finish (&fields, error) &&
         note_names (self, "SELECT 1 FROM category WHERE id = ? AND name = ?", key, name, error) &&
         cubby_sqlite_file_run (self->file, error, "INSERT OR REPLACE INTO category VALUES (?, ?, ?, ?)",
                                "titt", key, position, name, picture);
}

gboolean
cubby_catalogue_apply_location (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error)
{
  if (data == NULL)
    return remove_row (self, "DELETE FROM location WHERE id = ?", key, error);
  CubbyChangeFields fields = cubby_change_fields_open ("location", key, data);
  const char *kind = cubby_change_fields_get_text (&fields, "kind");
  const char *name = cubby_change_fields_get_text (&fields, "name");
  const char *gln = cubby_change_fields_get_optional (&fields, "gln");
  const char *address = cubby_change_fields_get_optional (&fields, "address");
  gint64 lockers = cubby_change_fields_get_boolean (&fields, "lockers", FALSE);
  return cubby_change_fields_finish (&fields, error) &&
         cubby_sqlite_file_run (self->file, error,
                                "INSERT OR REPLACE INTO location VALUES (?, ?, ?, ?, ?, ?)", "ttttti", key,
                                kind, name, gln, address, lockers);
}

gboolean
cubby_catalogue_apply_option (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error)
{
  self->index_is_stale |= data == NULL;
  if (data == NULL)
    return remove_row (self, "DELETE FROM axis WHERE id = ?", key, error);
  CubbyChangeFields fields = cubby_change_fields_open ("option", key, data);
  g_autofree char *name = cubby_change_fields_get_local_text (&fields, "name");
  JsonObject *values = cubby_change_fields_get_object (&fields, "values");
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  if (values != NULL)
    json_node_set_object (node, values);
  else
    json_node_take_object (node, json_object_new ());
  g_autofree char *choices = cubby_change_node_to_text (node);
  return note_names (self, "SELECT 1 FROM axis WHERE id = ? AND choices = ?", key, choices, error) &&
         cubby_sqlite_file_run (self->file, error, "INSERT OR REPLACE INTO axis VALUES (?, ?, ?)", "ttt", key,
                                name, choices);
}

static gint64
parse_time_ms (const char *text)
{
  if (text == NULL)
    return 0;
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : 0;
}

gboolean
cubby_catalogue_apply_stock (CubbyCatalogueWriter *self, const char *key, JsonNode *data, GError **error)
{
  const char *at = strrchr (key, '@');
  if (at == NULL || at == key || at[1] == '\0') {
    g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE,
                 "stock “%s”: is not SKU@LOCATION", key);
    return FALSE;
  }
  g_autofree char *sku = g_strndup (key, (gsize)(at - key));
  if (data == NULL) {
    g_hash_table_add (self->changed_skus, g_strdup (sku));
    return cubby_sqlite_file_run (self->file, error, "DELETE FROM stock WHERE sku = ? AND location = ?", "tt",
                                  sku, at + 1);
  }
  CubbyChangeFields fields = cubby_change_fields_open ("stock", key, data);
  gint64 purchasable = cubby_change_fields_get_int (&fields, "purchasable", 0, G_MININT32, G_MAXINT32);
  gint64 incoming = cubby_change_fields_get_int (&fields, "incoming", 0, G_MININT32, G_MAXINT32);
  gint64 updated_at = parse_time_ms (cubby_change_fields_get_optional (&fields, "updated_at"));
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  g_hash_table_add (self->changed_skus, g_strdup (sku));
  return cubby_sqlite_file_run (self->file, error, "INSERT OR REPLACE INTO stock VALUES (?, ?, ?, ?, ?)",
                                "ttiii", sku, at + 1, purchasable, incoming, updated_at);
}
