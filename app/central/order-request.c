/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order-request.h"
#include "app/central/points.h"
#include "app/central/price-fields.h"
#include "app/domain/contact.h"

#define MAX_LINES 100
#define MAX_QUANTITY 10000
#define MAX_POINTS G_GINT64_CONSTANT (1000000000)

static void
line_clear (gpointer data)
{
  CubbyOrderLine *line = data;
  g_free (line->name);
  g_free (line->size);
}

void
cubby_order_request_free (CubbyOrderRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self->email);
  g_free (self->phone);
  g_free (self->address);
  cubby_priced_free (self->priced);
  g_free (self);
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
read_customer (const CubbyStore *store, CubbyOrderRequest *self, CubbyJsonBody *body)
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
  self->phone = phone != NULL ? cubby_contact_normalise_phone (phone, store->settings->country) : NULL;
  if (self->phone == NULL)
    self->phone = g_strdup (phone);
  if (email != NULL && self->email == NULL)
    cubby_json_body_fail (body, "customer", "email", "is no e-mail address");
}

static char *
read_address (CubbyJsonBody *body, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "address");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_to_string (node, FALSE);
  return g_strdup (cubby_json_body_get_optional (body, object, "fulfilment", "address", 1000));
}

static void
read_fulfilment (CubbyOrderRequest *self, CubbyJsonBody *body)
{
  JsonObject *object = cubby_json_body_get_object (body, cubby_json_body_get_root (body), "", "fulfilment");
  if (object == NULL)
    return;
  const char *method = cubby_json_body_get_string (body, object, "fulfilment", "method", 32);
  if (!cubby_fulfilment_method_from_string (method, &self->method))
    cubby_json_body_fail (body, "fulfilment", "method", "must be locker_pickup, store_pickup or shipping");
  gboolean shipping = self->method == CUBBY_METHOD_SHIPPING;
  self->location = cubby_json_body_get_optional (body, object, "fulfilment", "location", 64);
  self->reach = cubby_json_body_get_boolean_or (body, object, "fulfilment", "reach", FALSE);
  self->address = read_address (body, object);
  if (!shipping && self->location == NULL)
    cubby_json_body_fail (body, "fulfilment", "location", "is missing: the store where it is collected");
  if (shipping && (self->address == NULL || *self->address == '\0'))
    cubby_json_body_fail (body, "fulfilment", "address", "is missing: where it is sent");
  if (shipping)
    self->location = NULL;
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
  if (g_str_equal (self->payment_method, "pay_at_pickup") && self->method == CUBBY_METHOD_SHIPPING)
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
    CubbyOrderLine line = {
        .sku = cubby_json_body_get_string (body, object, where, "sku", 64),
        .quantity = cubby_json_body_get_int (body, object, where, "quantity", 1, MAX_QUANTITY),
    };
    g_array_append_val (self->lines, line);
  }
}

static gboolean
price_line (CubbyStore *store, CubbyOrderRequest *self, CubbyJsonBody *body, guint index, GError **error)
{
  CubbyOrderLine *line = &g_array_index (self->lines, CubbyOrderLine, index);
  g_autofree char *where = g_strdup_printf ("lines[%u]", index);
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT v.price, v.currency, v.weight_g, v.parcel_size, p.name, p.category,"
                       " COALESCE(p.tax_bp, c.tax_bp) FROM variant v JOIN product p ON p.id = v.product"
                       " JOIN category c ON c.id = p.category WHERE v.sku = ?",
                       "t", line->sku);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL) {
      cubby_json_body_fail (body, where, "sku", "there is no SKU %s", line->sku);
      return TRUE;
    }
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  line->weight_g = cubby_sql_rows_get_int (rows, 2);
  line->size = g_strdup (cubby_sql_rows_get_text (rows, 3));
  line->name = g_strdup (cubby_sql_rows_get_text (rows, 4));
  CubbyPricingLine priced = {
      .sku = line->sku,
      .category = cubby_sql_rows_get_text (rows, 5),
      .quantity = line->quantity,
      .unit_price = cubby_sql_rows_get_int (rows, 0),
      .tax_bp = cubby_sql_rows_is_null (rows, 6) ? CUBBY_TAX_UNSAID : (guint)cubby_sql_rows_get_int (rows, 6),
  };
  if (!cubby_priced_add (self->priced, &priced, cubby_sql_rows_get_text (rows, 1)))
    cubby_json_body_fail (body, where, "sku", "%s is not sold in %s like the lines before", line->sku,
                          self->priced->currency);
  return TRUE;
}

/* What the shopper was shown, if the sender says; it must be what it costs. */
static gboolean
check_expected (CubbyOrderRequest *self, CubbyJsonBody *body, GError **error)
{
  JsonObject *expected =
      cubby_json_body_get_optional_object (body, cubby_json_body_get_root (body), "", "expected_total");
  if (expected == NULL)
    return cubby_json_body_finish (body, error);
  gint64 amount = cubby_json_body_get_int (body, expected, "expected_total", "amount", 0, G_MAXINT64);
  const char *currency = cubby_price_read_currency (body, expected, "expected_total");
  return cubby_json_body_finish (body, error) && cubby_priced_expect (self->priced, amount, currency, error);
}

static gboolean
price (CubbyStore *store, CubbyOrderRequest *self, CubbyJsonBody *body, GError **error)
{
  self->priced->request.points = self->points;
  self->priced->request.point_worth = cubby_points_get_worth (store, self->priced->currency);
  if (!cubby_priced_finish (self->priced, store, body, error) || !check_expected (self, body, error))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    g_array_index (self->lines, CubbyOrderLine, i).price = self->priced->request.lines[i].unit_price;
  self->currency = self->priced->currency;
  self->total = self->priced->quote->total;
  return TRUE;
}

static gboolean
check_location (CubbyStore *store, CubbyOrderRequest *self, CubbyJsonBody *body, GError **error)
{
  gint64 lockers = 0;
  if (self->location == NULL)
    return TRUE;
  if (!cubby_sql_read_int (store->sql, &lockers, -1, error,
                           "SELECT lockers FROM location WHERE id = ? AND kind = 'store'", "t",
                           self->location))
    return FALSE;
  if (lockers < 0)
    cubby_json_body_fail (body, "fulfilment", "location", "there is no store %s", self->location);
  else if (lockers == 0 && self->method == CUBBY_METHOD_LOCKER_PICKUP)
    cubby_json_body_fail (body, "fulfilment", "location", "the store %s has no lockers; take store_pickup",
                          self->location);
  return TRUE;
}

CubbyOrderRequest *
cubby_order_request_read (CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  static const char *const languages[] = {"vi", "th", "en", NULL};
  g_autoptr (CubbyOrderRequest) self = g_new0 (CubbyOrderRequest, 1);
  self->lines = g_array_new (FALSE, TRUE, sizeof (CubbyOrderLine));
  g_array_set_clear_func (self->lines, line_clear);
  JsonObject *root = cubby_json_body_get_root (body);
  CubbyChannel channel = cubby_price_read_channel (body, root, "");
  self->priced = cubby_priced_new (channel);
  self->priced->codes = cubby_price_read_codes (body, root);
  self->channel = cubby_channel_to_string (channel);
  self->language = read_choice (body, root, "", "language", languages);
  self->external_id = cubby_json_body_get_optional (body, root, "", "external_id", 100);
  read_customer (store, self, body);
  read_fulfilment (self, body);
  read_payment (self, body);
  read_lines (self, body);
  if (!cubby_json_body_finish (body, error) || !check_location (store, self, body, error))
    return NULL;
  for (guint i = 0; i < self->lines->len; i++)
    if (!price_line (store, self, body, i, error))
      return NULL;
  if (!cubby_json_body_finish (body, error) || !price (store, self, body, error))
    return NULL;
  return g_steal_pointer (&self);
}
