/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/range-import.h"

#include "app/catalogue/change-fields.h"

static gboolean
import_list (CubbyCatalogueWriter *writer, JsonObject *range, const char *member, const char *topic,
             guint64 *sequence, GError **error)
{
  CubbyChangeFields fields = {.topic = "range", .key = member, .object = range};
  JsonArray *list = cubby_change_fields_get_array (&fields, member);
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    CubbyChangeFields item = cubby_change_fields_open (topic, member, node);
    const char *id = cubby_change_fields_get_text (&item, "id");
    if (!cubby_change_fields_finish (&item, error) ||
        !cubby_catalogue_writer_apply (writer, topic, id, node, error))
      return FALSE;
    (*sequence)++;
  }
  return TRUE;
}

/* A range document counts what is on the shelf; the feed tells what can be bought of it. */
static gboolean
import_stock_level (CubbyCatalogueWriter *writer, JsonNode *node, GError **error)
{
  CubbyChangeFields fields = cubby_change_fields_open ("stock", "range", node);
  const char *sku = cubby_change_fields_get_text (&fields, "sku");
  const char *location = cubby_change_fields_get_text (&fields, "location");
  gint64 on_hand = cubby_change_fields_get_int (&fields, "on_hand", 0, 0, G_MAXINT32);
  gint64 safety = cubby_change_fields_get_int (&fields, "safety_stock", 0, 0, G_MAXINT32);
  gint64 incoming = cubby_change_fields_get_int (&fields, "incoming", 0, 0, G_MAXINT32);
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  g_autoptr (JsonNode) level = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (level, json_object_new ());
  json_object_set_int_member (json_node_get_object (level), "purchasable", on_hand - safety);
  json_object_set_int_member (json_node_get_object (level), "incoming", incoming);
  g_autofree char *key = g_strdup_printf ("%s@%s", sku, location);
  return cubby_catalogue_writer_apply (writer, "stock", key, level, error);
}

static gboolean
import_stock (CubbyCatalogueWriter *writer, JsonObject *range, guint64 *sequence, GError **error)
{
  CubbyChangeFields fields = {.topic = "range", .key = "stock", .object = range};
  JsonArray *list = cubby_change_fields_get_array (&fields, "stock");
  if (!cubby_change_fields_finish (&fields, error))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    if (!import_stock_level (writer, json_array_get_element (list, i), error))
      return FALSE;
    (*sequence)++;
  }
  return TRUE;
}

static gboolean
import_document (CubbyCatalogueWriter *writer, JsonObject *range, GError **error)
{
  guint64 sequence = cubby_catalogue_writer_get_sequence (writer);
  if (!cubby_catalogue_writer_begin (writer, error))
    return FALSE;
  if (import_list (writer, range, "categories", "category", &sequence, error) &&
      import_list (writer, range, "locations", "location", &sequence, error) &&
      import_list (writer, range, "options", "option", &sequence, error) &&
      import_list (writer, range, "products", "product", &sequence, error) &&
      import_stock (writer, range, &sequence, error))
    return cubby_catalogue_writer_commit (writer, sequence, error);
  cubby_catalogue_writer_rollback (writer);
  return FALSE;
}

gboolean
cubby_catalogue_import_range (CubbyCatalogueWriter *writer, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  if (!json_parser_load_from_file (parser, path, &local)) {
    g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE, "%s: cannot be read: %s", path,
                 local->message);
    return FALSE;
  }
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error (error, CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE, "%s: is no JSON object", path);
    return FALSE;
  }
  if (import_document (writer, json_node_get_object (root), &local))
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", path);
  return FALSE;
}
