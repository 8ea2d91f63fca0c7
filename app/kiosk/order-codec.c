/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/order-codec.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MIN_PHONE_DIGITS 8
#define MAX_CONTACT 120

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_lines (JsonBuilder *builder, const CubbyBasket *basket)
{
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cubby_basket_get_n_lines (basket); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (basket, i);
    json_builder_begin_object (builder);
    add_member (builder, "sku", line->sku);
    json_builder_set_member_name (builder, "quantity");
    json_builder_add_int_value (builder, line->quantity);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static char *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_customer (JsonBuilder *builder, const char *contact)
{
  json_builder_set_member_name (builder, "customer");
  json_builder_begin_object (builder);
  if (contact != NULL && *contact != '\0')
    add_member (builder, strchr (contact, '@') != NULL ? "email" : "phone", contact);
  json_builder_end_object (builder);
}

static void
add_fulfilment (JsonBuilder *builder, const CubbyOrderWish *wish)
{
  json_builder_set_member_name (builder, "fulfilment");
  json_builder_begin_object (builder);
  add_member (builder, "method", wish->method);
  add_member (builder, "location", wish->store);
  if (wish->reach) {
    json_builder_set_member_name (builder, "reach");
    json_builder_add_boolean_value (builder, TRUE);
  }
  json_builder_end_object (builder);
}

static void
add_expected (JsonBuilder *builder, const CubbyOrderWish *wish)
{
  if (wish->currency == NULL)
    return;
  json_builder_set_member_name (builder, "expected_total");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "amount");
  json_builder_add_int_value (builder, wish->total);
  add_member (builder, "currency", wish->currency);
  json_builder_end_object (builder);
}

char *
cubby_order_codec_write_order (const CubbyBasket *basket, const CubbyOrderWish *wish)
{
  g_return_val_if_fail (basket != NULL && wish != NULL, NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_member (builder, "channel", "kiosk");
  add_member (builder, "language", wish->language);
  add_customer (builder, wish->contact);
  add_lines (builder, basket);
  add_fulfilment (builder, wish);
  json_builder_set_member_name (builder, "payment");
  json_builder_begin_object (builder);
  add_member (builder, "method", "pay_at_pickup");
  add_member (builder, "status", "pending");
  json_builder_end_object (builder);
  add_expected (builder, wish);
  if (wish->basket != NULL)
    add_member (builder, "basket", wish->basket);
  json_builder_end_object (builder);
  return finish (builder);
}

char *
cubby_order_codec_write_basket (const CubbyBasket *basket, const char *language)
{
  g_return_val_if_fail (basket != NULL && language != NULL, NULL);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_lines (builder, basket);
  add_member (builder, "language", language);
  json_builder_end_object (builder);
  return finish (builder);
}

/* Returns: (transfer full) (nullable): the object that @body is. */
static JsonObject *
read_object (const char *body)
{
  if (body == NULL)
    return NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, body, -1, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return json_object_ref (json_node_get_object (root));
}

/* json-glib's getters complain about a member of another kind; what comes from outside is looked at first. */
static const char *
read_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static JsonArray *
read_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
cubby_order_codec_read_order (const char *body, char **ret_number, char **ret_url)
{
  g_autoptr (JsonObject) order = read_object (body);
  const char *number = order != NULL ? read_string (order, "number") : NULL;
  if (number == NULL)
    return FALSE;
  *ret_number = g_strdup (number);
  *ret_url = g_strdup (read_string (order, "pass_url"));
  return TRUE;
}

char *
cubby_order_codec_read_url (const char *body)
{
  g_autoptr (JsonObject) basket = read_object (body);
  return basket != NULL ? g_strdup (read_string (basket, "url")) : NULL;
}

static gboolean
read_line (JsonArray *lines, guint index, CubbyBasket *basket)
{
  JsonNode *node = json_array_get_element (lines, index);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  JsonObject *line = json_node_get_object (node);
  const char *sku = read_string (line, "sku");
  JsonNode *quantity = json_object_get_member (line, "quantity");
  if (sku == NULL || quantity == NULL || !JSON_NODE_HOLDS_VALUE (quantity))
    return FALSE;
  gint64 pieces = json_node_get_int (quantity);
  if (pieces < 1)
    return FALSE;
  cubby_basket_add (basket, sku, (guint)MIN (pieces, CUBBY_BASKET_MAX_QUANTITY));
  return TRUE;
}

/* Puts what @object holds into @basket. */
static gboolean
read_lines (JsonObject *object, guint fewest, CubbyBasket *basket)
{
  JsonArray *lines = object != NULL ? read_array (object, "lines") : NULL;
  if (lines == NULL || json_array_get_length (lines) < fewest)
    return FALSE;
  g_autoptr (CubbyBasket) read = cubby_basket_new ();
  for (guint i = 0; i < json_array_get_length (lines); i++) {
    if (!read_line (lines, i, read))
      return FALSE;
  }
  cubby_basket_clear (basket);
  for (guint i = 0; i < cubby_basket_get_n_lines (read); i++)
    cubby_basket_add (basket, cubby_basket_get_line (read, i)->sku,
                      cubby_basket_get_line (read, i)->quantity);
  return TRUE;
}

gboolean
cubby_order_codec_read_basket (const char *body, CubbyBasket *basket)
{
  g_return_val_if_fail (basket != NULL, FALSE);
  g_autoptr (JsonObject) object = read_object (body);
  return read_lines (object, 1, basket);
}

static gboolean
read_version (JsonObject *basket, char **ret_etag)
{
  JsonNode *node = json_object_get_member (basket, "version");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *ret_etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", json_node_get_int (node));
  return TRUE;
}

gboolean
cubby_order_codec_read_shared (const char *body, char **ret_id, char **ret_etag)
{
  g_autoptr (JsonObject) basket = read_object (body);
  const char *id = basket != NULL ? read_string (basket, "id") : NULL;
  if (id == NULL || !read_version (basket, ret_etag))
    return FALSE;
  *ret_id = g_strdup (id);
  return TRUE;
}

gboolean
cubby_order_codec_read_changed (const char *body, char **ret_etag, CubbyBasket *basket)
{
  g_autoptr (JsonObject) problem = read_object (body);
  JsonNode *node = problem != NULL ? json_object_get_member (problem, "basket") : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  return read_lines (json_node_get_object (node), 0, basket) &&
         read_version (json_node_get_object (node), ret_etag);
}

char *
cubby_order_codec_read_problem (const char *body)
{
  g_autoptr (JsonObject) problem = read_object (body);
  const char *type = problem != NULL ? read_string (problem, "type") : NULL;
  if (type == NULL)
    return NULL;
  const char *last = strrchr (type, ':');
  return g_strdup (last != NULL ? last + 1 : type);
}

GStrv
cubby_order_codec_read_missing (const char *body)
{
  g_autoptr (JsonObject) problem = read_object (body);
  g_autoptr (GStrvBuilder) skus = g_strv_builder_new ();
  JsonArray *list = problem != NULL ? read_array (problem, "skus") : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    const char *sku = JSON_NODE_HOLDS_OBJECT (node) ? read_string (json_node_get_object (node), "sku") : NULL;
    if (sku != NULL)
      g_strv_builder_add (skus, sku);
  }
  return g_strv_builder_end (skus);
}

gboolean
cubby_order_codec_contact_is_sound (const char *contact)
{
  if (contact == NULL || *contact == '\0')
    return TRUE;
  if (strlen (contact) > MAX_CONTACT)
    return FALSE;
  const char *at = strchr (contact, '@');
  if (at != NULL)
    return at != contact && strchr (at + 1, '.') != NULL && at[1] != '.' &&
           contact[strlen (contact) - 1] != '.' && strchr (at + 1, '@') == NULL &&
           strchr (contact, ' ') == NULL;
  guint digits = 0;
  for (const char *c = contact; *c != '\0'; c++) {
    if (g_ascii_isdigit (*c))
      digits++;
    else if (strchr ("+-.() ", *c) == NULL)
      return FALSE;
  }
  return digits >= MIN_PHONE_DIGITS;
}
