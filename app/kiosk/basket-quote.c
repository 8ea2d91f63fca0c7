/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/basket-quote.h"

#include <json-glib/json-glib.h>

#define MAX_AMOUNT (G_MAXINT64 / 2)

static void
discount_free (gpointer data)
{
  CubbyBasketDiscount *discount = data;
  g_free (discount->name);
  g_free (discount);
}

void
cubby_basket_quote_clear (CubbyBasketQuote *self)
{
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->discounts, g_ptr_array_unref);
  *self = (CubbyBasketQuote){0};
}

char *
cubby_basket_quote_write_request (const CubbyBasket *basket)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "channel");
  json_builder_add_string_value (builder, "kiosk");
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cubby_basket_get_n_lines (basket); i++) {
    const CubbyBasketLine *line = cubby_basket_get_line (basket, i);
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "sku");
    json_builder_add_string_value (builder, line->sku);
    json_builder_set_member_name (builder, "quantity");
    json_builder_add_int_value (builder, line->quantity);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  gboolean text =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  return text ? json_node_get_string (node) : NULL;
}

/* The amount of a Money member; FALSE when there is none that can be. */
static gboolean
get_amount (JsonObject *object, const char *member, gint64 *ret_amount)
{
  JsonObject *money = get_object (object, member);
  JsonNode *node = money != NULL ? json_object_get_member (money, "amount") : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *ret_amount = json_node_get_int (node);
  return *ret_amount >= 0 && *ret_amount <= MAX_AMOUNT;
}

static gboolean
get_flag (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static void
read_discount (CubbyBasketQuote *self, JsonNode *node, const char *language)
{
  gint64 amount = 0;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = get_string (get_object (object, "name"), language);
  if (name == NULL || !get_amount (object, "amount", &amount) || amount == 0 || get_flag (object, "on_shelf"))
    return;
  CubbyBasketDiscount *discount = g_new0 (CubbyBasketDiscount, 1);
  *discount = (CubbyBasketDiscount){.name = g_strdup (name), .amount = amount};
  g_ptr_array_add (self->discounts, discount);
}

static gboolean
read_quote (CubbyBasketQuote *self, JsonObject *quote, const char *language)
{
  const char *currency = get_string (quote, "currency");
  if (currency == NULL || !get_amount (quote, "subtotal", &self->subtotal) ||
      !get_amount (quote, "total", &self->total))
    return FALSE;
  JsonNode *discounts = json_object_get_member (quote, "discounts");
  JsonArray *array =
      discounts != NULL && JSON_NODE_HOLDS_ARRAY (discounts) ? json_node_get_array (discounts) : NULL;
  self->currency = g_strdup (currency);
  self->discounts = g_ptr_array_new_with_free_func (discount_free);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    read_discount (self, json_array_get_element (array, i), language);
  return TRUE;
}

gboolean
cubby_basket_quote_read (CubbyBasketQuote *self, const char *body, const char *language, const char *request)
{
  g_autofree char *kept = g_strdup (request); /* it may be our own */
  cubby_basket_quote_clear (self);
  g_autoptr (JsonNode) node = body != NULL ? json_from_string (body, NULL) : NULL;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  JsonObject *object = json_node_get_object (node);
  JsonObject *carried = get_object (object, "quote");
  if (!read_quote (self, carried != NULL ? carried : object, language)) {
    cubby_basket_quote_clear (self);
    return FALSE;
  }
  self->request = g_steal_pointer (&kept);
  return TRUE;
}

void
cubby_basket_quote_guess (CubbyBasketQuote *self, const CubbyBasket *basket, gint64 total,
                          const char *currency)
{
  g_autofree char *kept = g_strdup (currency);
  cubby_basket_quote_clear (self);
  self->request = cubby_basket_quote_write_request (basket);
  self->currency = g_steal_pointer (&kept);
  self->subtotal = total;
  self->total = total;
  self->discounts = g_ptr_array_new_with_free_func (discount_free);
}

gboolean
cubby_basket_quote_is_of (const CubbyBasketQuote *self, const CubbyBasket *basket)
{
  g_autofree char *request = cubby_basket_quote_write_request (basket);
  return self->request != NULL && g_str_equal (self->request, request);
}
