/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-request.h"
#include "app/central/price-fields.h"
#include "app/domain/contact.h"

#define MAX_LINES 100
#define MAX_QUANTITY 10000
#define MAX_POINTS G_GINT64_CONSTANT (1000000000)

void
cubby_order_request_free (CubbyOrderRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self->email);
  g_free (self->phone);
  g_clear_pointer (&self->fulfilments, g_array_unref);
  g_strfreev (self->codes);
  g_free (self);
}

gboolean
cubby_order_request_is_plain (const CubbyOrderRequest *self)
{
  return self->customer_id == NULL && self->basket == NULL && self->points == 0;
}

static const char *
read_choice (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member,
             const char *const *choices)
{
  const char *text = cubby_json_body_get_string (body, object, where, member, 32);
  if (g_strv_contains (choices, text))
    return text;
  g_autofree char *list = g_strjoinv (", ", (char **)choices);
  cubby_json_body_fail (body, where, member, "must be one of: %s", list);
  return choices[0];
}

static const char *
read_text (CubbyJsonBody *body, JsonObject *customer, const char *member, gsize max)
{
  const char *text = cubby_json_body_get_optional (body, customer, "customer", member, max);
  return text != NULL && *text != '\0' ? text : NULL;
}

/* A telephone number that is none is kept as it is: somebody in the store can still make sense of it. */
static void
read_customer (CubbyOrderRequest *self, CubbyJsonBody *body, const char *country)
{
  JsonObject *root = cubby_json_body_get_root (body);
  JsonObject *customer = cubby_json_body_get_optional_object (body, root, "", "customer");
  self->basket = cubby_json_body_get_optional (body, root, "", "basket", 64);
  self->points = cubby_json_body_get_int_or (body, root, "", "points", 0, 0, MAX_POINTS);
  if (self->points > 0 && (customer == NULL || !json_object_has_member (customer, "id")))
    cubby_json_body_fail (body, "", "points", "are paid by a customer; name her by customer.id");
  if (customer == NULL)
    return;
  self->customer_id = cubby_json_body_get_optional (body, customer, "customer", "id", 64);
  self->customer_name = read_text (body, customer, "name", 200);
  const char *email = read_text (body, customer, "email", 254);
  const char *phone = read_text (body, customer, "phone", 32);
  self->email = email != NULL ? cubby_contact_normalise_email (email) : NULL;
  self->phone = phone != NULL ? cubby_contact_normalise_phone (phone, country) : NULL;
  if (self->phone == NULL)
    self->phone = g_strdup (phone);
  if (email != NULL && self->email == NULL)
    cubby_json_body_fail (body, "customer", "email", "is no e-mail address");
}

static void
read_payment (CubbyOrderRequest *self, CubbyJsonBody *body)
{
  static const char *const methods[] = {"pay_at_pickup", "vietqr", "promptpay", "card", NULL};
  static const char *const statuses[] = {"pending", "authorized", "paid", NULL};
  JsonObject *payment = cubby_json_body_get_object (body, cubby_json_body_get_root (body), "", "payment");
  if (payment == NULL)
    return;
  self->payment_method = read_choice (body, payment, "payment", "method", methods);
  self->payment_status = read_choice (body, payment, "payment", "status", statuses);
  gboolean shipping = FALSE;
  for (guint i = 0; i < self->fulfilments->len; i++)
    shipping |= g_array_index (self->fulfilments, CubbyRequestFulfilment, i).method == CUBBY_METHOD_SHIPPING;
  if (g_str_equal (self->payment_method, "pay_at_pickup") && shipping)
    cubby_json_body_fail (body, "payment", "method", "pay_at_pickup is for pickups, not for shipping");
}

static void
read_lines (CubbyOrderRequest *self, CubbyJsonBody *body)
{
  JsonArray *lines =
      cubby_json_body_get_objects (body, cubby_json_body_get_root (body), "", "lines", 1, MAX_LINES);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    g_autofree char *where = g_strdup_printf ("lines[%u]", i);
    JsonObject *object = json_array_get_object_element (lines, i);
    CubbyRequestLine line = {
        .sku = cubby_json_body_get_string (body, object, where, "sku", 64),
        .quantity = cubby_json_body_get_int (body, object, where, "quantity", 1, MAX_QUANTITY),
    };
    g_array_append_val (self->lines, line);
  }
}

static void
read_fulfilments (CubbyOrderRequest *self, CubbyJsonBody *body)
{
  g_autofree guint *of = g_new0 (guint, self->lines->len + 1);
  self->fulfilments = cubby_request_fulfilment_read (body, self->lines->len, of);
  for (guint i = 0; i < self->lines->len; i++)
    g_array_index (self->lines, CubbyRequestLine, i).fulfilment = of[i];
}

/* What the shopper was shown, if the sender says. */
static void
read_expected (CubbyOrderRequest *self, CubbyJsonBody *body)
{
  JsonObject *expected =
      cubby_json_body_get_optional_object (body, cubby_json_body_get_root (body), "", "expected_total");
  if (expected == NULL)
    return;
  self->expects = TRUE;
  self->expected_total = cubby_json_body_get_int (body, expected, "expected_total", "amount", 0, G_MAXINT64);
  self->expected_currency = cubby_price_read_currency (body, expected, "expected_total");
}

CubbyOrderRequest *
cubby_order_request_read (const CubbyCentralSettings *settings, CubbyJsonBody *body, GError **error)
{
  static const char *const languages[] = {"vi", "th", "en", NULL};
  g_autoptr (CubbyOrderRequest) self = g_new0 (CubbyOrderRequest, 1);
  JsonObject *root = cubby_json_body_get_root (body);
  self->body = body;
  self->lines = g_array_new (FALSE, TRUE, sizeof (CubbyRequestLine));
  self->channel = cubby_price_read_channel (body, root, "");
  self->codes = cubby_price_read_codes (body, root);
  self->language = read_choice (body, root, "", "language", languages);
  self->external_id = cubby_json_body_get_optional (body, root, "", "external_id", 100);
  read_customer (self, body, settings->country);
  read_lines (self, body);
  read_fulfilments (self, body);
  read_payment (self, body);
  read_expected (self, body);
  return cubby_json_body_finish (body, error) ? g_steal_pointer (&self) : NULL;
}
