/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/change-fields.h"

#include "app/catalogue/catalogue.h"

CubbyChangeFields
cubby_change_fields_open (const char *topic, const char *key, JsonNode *node)
{
  CubbyChangeFields self = {.topic = topic, .key = key};
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    self.object = json_node_get_object (node);
  else
    self.error = g_error_new (CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE,
                              "%s “%s”: is no JSON object", topic, key);
  return self;
}

gboolean
cubby_change_fields_finish (CubbyChangeFields *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
cubby_change_fields_fail (CubbyChangeFields *self, const char *member, const char *reason)
{
  if (self->error == NULL)
    self->error = g_error_new (CUBBY_CATALOGUE_ERROR, CUBBY_CATALOGUE_ERROR_CHANGE, "%s “%s”: %s: %s",
                               self->topic, self->key, member, reason);
}

/* NULL stands for absent, null, or an earlier fault. */
static JsonNode *
fields_find (CubbyChangeFields *self, const char *member)
{
  if (self->error != NULL)
    return NULL;
  JsonNode *node = json_object_get_member (self->object, member);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

const char *
cubby_change_fields_get_optional (CubbyChangeFields *self, const char *member)
{
  JsonNode *node = fields_find (self, member);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  cubby_change_fields_fail (self, member, "is no string");
  return NULL;
}

const char *
cubby_change_fields_get_text (CubbyChangeFields *self, const char *member)
{
  const char *text = cubby_change_fields_get_optional (self, member);
  if (text != NULL && *text != '\0')
    return text;
  cubby_change_fields_fail (self, member, "is missing or empty");
  return "";
}

gint64
cubby_change_fields_get_int (CubbyChangeFields *self, const char *member, gint64 fallback, gint64 min,
                             gint64 max)
{
  JsonNode *node = fields_find (self, member);
  if (node == NULL)
    return fallback;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64) {
    cubby_change_fields_fail (self, member, "is no whole number");
    return fallback;
  }
  gint64 value = json_node_get_int (node);
  if (value >= min && value <= max)
    return value;
  cubby_change_fields_fail (self, member, "is out of range");
  return fallback;
}

gboolean
cubby_change_fields_get_boolean (CubbyChangeFields *self, const char *member, gboolean fallback)
{
  JsonNode *node = fields_find (self, member);
  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  cubby_change_fields_fail (self, member, "is neither true nor false");
  return fallback;
}

JsonArray *
cubby_change_fields_get_array (CubbyChangeFields *self, const char *member)
{
  JsonNode *node = fields_find (self, member);
  if (node == NULL || JSON_NODE_HOLDS_ARRAY (node))
    return node != NULL ? json_node_get_array (node) : NULL;
  cubby_change_fields_fail (self, member, "is no array");
  return NULL;
}

JsonObject *
cubby_change_fields_get_object (CubbyChangeFields *self, const char *member)
{
  JsonNode *node = fields_find (self, member);
  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return node != NULL ? json_node_get_object (node) : NULL;
  cubby_change_fields_fail (self, member, "is no object");
  return NULL;
}

char *
cubby_change_fields_get_local_text (CubbyChangeFields *self, const char *member)
{
  JsonObject *texts = cubby_change_fields_get_object (self, member);
  g_autoptr (JsonNode) kept = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (kept, json_object_new ());
  g_autoptr (GList) languages = texts != NULL ? json_object_get_members (texts) : NULL;
  for (GList *item = languages; item != NULL; item = item->next) {
    JsonNode *text = json_object_get_member (texts, item->data);
    if (JSON_NODE_HOLDS_VALUE (text) && json_node_get_value_type (text) == G_TYPE_STRING)
      json_object_set_string_member (json_node_get_object (kept), item->data, json_node_get_string (text));
    else
      cubby_change_fields_fail (self, member, "has a text that is no string");
  }
  return cubby_change_node_to_text (kept);
}

char *
cubby_change_node_to_text (JsonNode *node)
{
  return json_to_string (node, FALSE);
}
