/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/json-body.h"
#include "protocols/http/json-shape.h"
#include "protocols/http/problem.h"

#include <string.h>

struct _CubbyJsonBody {
  JsonParser *parser;
  GError *error;
};

JsonNode *
cubby_json_read_object (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (cubby_json_find_fault (text, length) != NULL ||
      !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  g_autoptr (JsonNode) root = json_parser_steal_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? g_steal_pointer (&root) : NULL;
}

CubbyJsonBody *
cubby_json_body_new (const char *text, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize)length;
  if (size == 0 || !g_utf8_validate_len (text, size, NULL)) {
    cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The body is %s; send a JSON object in UTF-8.",
                       size == 0 ? "empty" : "not UTF-8");
    return NULL;
  }
  const char *fault = cubby_json_find_fault (text, size);
  if (fault != NULL) {
    cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The body %s", fault);
    return NULL;
  }
  g_autoptr (CubbyJsonBody) self = g_new0 (CubbyJsonBody, 1);
  self->parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  if (!json_parser_load_from_data (self->parser, text, (gssize)size, &local)) {
    cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The body is not JSON: %s", local->message);
    return NULL;
  }
  JsonNode *root = json_parser_get_root (self->parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    cubby_problem_set (error, CUBBY_PROBLEM_MALFORMED, NULL, "The body must be a JSON object.");
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
cubby_json_body_free (CubbyJsonBody *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->parser);
  g_clear_error (&self->error);
  g_free (self);
}

JsonObject *
cubby_json_body_get_root (CubbyJsonBody *self)
{
  return json_node_get_object (json_parser_get_root (self->parser));
}

void
cubby_json_body_fail (CubbyJsonBody *self, const char *where, const char *member, const char *reason, ...)
{
  if (self->error != NULL)
    return;
  va_list args;
  va_start (args, reason);
  g_autofree char *text = g_strdup_vprintf (reason, args);
  va_end (args);
  g_autofree char *place = g_strconcat (where, *where != '\0' ? "." : "", member, NULL);
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "member", place);
  cubby_problem_set (&self->error, CUBBY_PROBLEM_INVALID, members, "%s: %s", place, text);
}

gboolean
cubby_json_body_has_failed (CubbyJsonBody *self)
{
  return self->error != NULL;
}

gboolean
cubby_json_body_finish (CubbyJsonBody *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Returns: (nullable): the member when it is there and not null. */
static JsonNode *
find (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static JsonNode *
need (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member)
{
  JsonNode *node = find (object, member);
  if (node == NULL)
    cubby_json_body_fail (self, where, member, "is missing");
  return node;
}

static const char *
read_string (CubbyJsonBody *self, JsonNode *node, const char *where, const char *member, gsize max)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING) {
    cubby_json_body_fail (self, where, member, "must be a string");
    return NULL;
  }
  const char *text = json_node_get_string (node);
  gsize length = strlen (text);
  if (length > max || !g_utf8_validate (text, -1, NULL)) {
    cubby_json_body_fail (self, where, member, "must be valid text of at most %" G_GSIZE_FORMAT " bytes",
                          max);
    return NULL;
  }
  for (gsize i = 0; i < length; i++)
    if ((guchar)text[i] < 0x20 && text[i] != '\n' && text[i] != '\t') {
      cubby_json_body_fail (self, where, member, "must be without control characters");
      return NULL;
    }
  return text;
}

const char *
cubby_json_body_get_optional (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member,
                              gsize max)
{
  JsonNode *node = find (object, member);
  return node != NULL ? read_string (self, node, where, member, max) : NULL;
}

const char *
cubby_json_body_get_string (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member,
                            gsize max)
{
  JsonNode *node = need (self, object, where, member);
  const char *text = node != NULL ? read_string (self, node, where, member, max) : NULL;
  if (text != NULL && *text == '\0')
    cubby_json_body_fail (self, where, member, "must not be empty");
  return text != NULL ? text : "";
}

static gint64
read_int (CubbyJsonBody *self, JsonNode *node, const char *where, const char *member, gint64 min, gint64 max)
{
  gint64 value = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : min;
  if (json_node_get_value_type (node) == G_TYPE_INT64 && value >= min && value <= max)
    return value;
  cubby_json_body_fail (self, where, member,
                        "must be a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
  return min;
}

gint64
cubby_json_body_get_int (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member,
                         gint64 min, gint64 max)
{
  JsonNode *node = need (self, object, where, member);
  return node != NULL ? read_int (self, node, where, member, min, max) : min;
}

gint64
cubby_json_body_get_int_or (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member,
                            gint64 fallback, gint64 min, gint64 max)
{
  JsonNode *node = find (object, member);
  return node != NULL ? read_int (self, node, where, member, min, max) : fallback;
}

gboolean
cubby_json_body_get_boolean_or (CubbyJsonBody *self, JsonObject *object, const char *where,
                                const char *member, gboolean fallback)
{
  JsonNode *node = find (object, member);
  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  cubby_json_body_fail (self, where, member, "must be true or false");
  return fallback;
}

JsonObject *
cubby_json_body_get_optional_object (CubbyJsonBody *self, JsonObject *object, const char *where,
                                     const char *member)
{
  JsonNode *node = find (object, member);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  cubby_json_body_fail (self, where, member, "must be an object");
  return NULL;
}

JsonObject *
cubby_json_body_get_object (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member)
{
  JsonNode *node = need (self, object, where, member);
  return node != NULL ? cubby_json_body_get_optional_object (self, object, where, member) : NULL;
}

JsonArray *
cubby_json_body_get_objects (CubbyJsonBody *self, JsonObject *object, const char *where, const char *member,
                             guint min, guint max)
{
  JsonNode *node = find (object, member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;
  if ((node != NULL && array == NULL) || length < min || length > max) {
    cubby_json_body_fail (self, where, member, "must be an array of %u to %u objects", min, max);
    return NULL;
  }
  for (guint i = 0; i < length; i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i))) {
      cubby_json_body_fail (self, where, member, "element %u must be an object", i);
      return NULL;
    }
  return array;
}
