/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/request-fulfilment.h"

#define MAX_FULFILMENTS 10
#define NOWHERE G_MAXUINT

static void
fulfilment_clear (gpointer data)
{
  CubbyRequestFulfilment *self = data;
  g_free (self->address);
  g_free (self->where);
}

static char *
read_address (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  JsonNode *node = json_object_get_member (object, "address");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_to_string (node, FALSE);
  return g_strdup (cubby_json_body_get_optional (body, object, where, "address", 1000));
}

static void
read_one (GArray *found, CubbyJsonBody *body, JsonObject *object, const char *where)
{
  CubbyRequestFulfilment self = {.where = g_strdup (where)};
  const char *method = cubby_json_body_get_string (body, object, where, "method", 32);
  if (!cubby_fulfilment_method_from_string (method, &self.method))
    cubby_json_body_fail (body, where, "method", "must be locker_pickup, store_pickup or shipping");
  gboolean shipping = self.method == CUBBY_METHOD_SHIPPING;
  self.location = cubby_json_body_get_optional (body, object, where, "location", 64);
  self.reach = cubby_json_body_get_boolean_or (body, object, where, "reach", FALSE);
  self.address = read_address (body, object, where);
  if (!shipping && self.location == NULL)
    cubby_json_body_fail (body, where, "location", "is missing: the store where it is collected");
  if (shipping && (self.address == NULL || *self.address == '\0'))
    cubby_json_body_fail (body, where, "address", "is missing: where it is sent");
  if (shipping)
    self.location = NULL;
  g_array_append_val (found, self);
}

/* Returns: the line that @node names, or NOWHERE. */
static guint
get_line (JsonNode *node, guint n_lines)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return NOWHERE;
  gint64 line = json_node_get_int (node);
  return line >= 0 && line < n_lines ? (guint)line : NOWHERE;
}

static void
read_lines (CubbyJsonBody *body, JsonObject *object, const char *where, guint fulfilment, guint n_lines,
            guint *of)
{
  JsonNode *node = json_object_get_member (object, "lines");
  JsonArray *lines = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (lines == NULL || json_array_get_length (lines) == 0)
    cubby_json_body_fail (body, where, "lines", "must be an array of numbers of lines, the first is 0");
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    guint line = get_line (json_array_get_element (lines, i), n_lines);
    if (line == NOWHERE)
      cubby_json_body_fail (body, where, "lines", "names no line: they are numbered from 0 to %d",
                            (int)n_lines - 1);
    else if (of[line] != NOWHERE)
      cubby_json_body_fail (body, where, "lines", "line %u is in another fulfilment already", line);
    else
      of[line] = fulfilment;
  }
}

static void
read_many (GArray *found, CubbyJsonBody *body, guint n_lines, guint *of)
{
  JsonObject *root = cubby_json_body_get_root (body);
  JsonArray *array = cubby_json_body_get_objects (body, root, "", "fulfilments", 1, MAX_FULFILMENTS);
  if (json_object_has_member (root, "fulfilment"))
    cubby_json_body_fail (body, "", "fulfilments", "comes instead of fulfilment, not with it");
  for (guint i = 0; i < n_lines; i++)
    of[i] = NOWHERE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    g_autofree char *where = g_strdup_printf ("fulfilments[%u]", i);
    JsonObject *object = json_array_get_object_element (array, i);
    read_one (found, body, object, where);
    read_lines (body, object, where, i, n_lines, of);
  }
  for (guint i = 0; i < n_lines; i++)
    if (of[i] == NOWHERE)
      cubby_json_body_fail (body, "", "fulfilments", "line %u is in none of them", i);
}

GArray *
cubby_request_fulfilment_read (CubbyJsonBody *body, guint n_lines, guint *ret_of)
{
  JsonObject *root = cubby_json_body_get_root (body);
  GArray *found = g_array_new (FALSE, TRUE, sizeof (CubbyRequestFulfilment));
  g_array_set_clear_func (found, fulfilment_clear);
  if (json_object_has_member (root, "fulfilments")) {
    read_many (found, body, n_lines, ret_of);
    return found;
  }
  JsonObject *object = cubby_json_body_get_object (body, root, "", "fulfilment");
  if (object != NULL)
    read_one (found, body, object, "fulfilment");
  for (guint i = 0; i < n_lines; i++)
    ret_of[i] = 0;
  return found;
}
