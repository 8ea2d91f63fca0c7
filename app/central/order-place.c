/* SPDX-License-Identifier: Apache-2.0 */
/* Placing an order: what was asked for (order-request), what is known of it (facts), who gives what
 * (sourcing), and the order that comes of it. */
#include "app/central/order-place.h"
#include "app/central/delivery-order.h"
#include "app/central/order-allocate.h"
#include "app/central/order-confirm.h"
#include "app/central/order-customer.h"
#include "app/central/order-facts.h"
#include "app/central/parcel.h"
#include "app/central/promotion-use.h"
#include "app/central/unit-of-work.h"
#include "app/common/hash.h"
#include "app/domain/crockford.h"
#include "app/domain/order-packing.h"

/* Random, so that nobody can count our orders; without letters that are misread. */
static char *
new_number (void)
{
  guint8 random[CUBBY_CODE_RANDOM_SIZE];
  char code[CUBBY_CODE_LENGTH + 1];
  cubby_random_fill (random, sizeof random);
  cubby_code_from_random (random, code);
  return g_strdup_printf ("C-%.7s", code);
}

/* It waits for its payment if one of its fulfilments does. */
static CubbyOrderState
get_state (const CubbyOrderRequest *request)
{
  for (guint i = 0; i < request->fulfilments->len; i++) {
    CubbyFulfilmentMethod method = g_array_index (request->fulfilments, CubbyRequestFulfilment, i).method;
    if (cubby_order_state_at_start (method, request->payment_method, request->payment_status) ==
        CUBBY_ORDER_PENDING)
      return CUBBY_ORDER_PENDING;
  }
  return CUBBY_ORDER_CONFIRMED;
}

static void
fill_head (CubbyPlacing *self)
{
  const CubbyOrderRequest *request = self->request;
  const CubbyQuote *quote = self->facts->priced->quote;
  CubbyOrder *order = self->order;
  guint payment = CUBBY_PAYMENT_PENDING;
  cubby_state_from_string (&cubby_payment_states, request->payment_status, &payment);
  order->id = cubby_store_new_id (self->store);
  order->number = new_number ();
  order->channel = g_strdup (cubby_channel_to_string (request->channel));
  order->external_id = g_strdup (request->external_id);
  order->status = get_state (request);
  order->payment_method = g_strdup (request->payment_method);
  order->payment = payment;
  order->subtotal = quote->subtotal;
  order->discount = quote->discount;
  order->discounts = cubby_priced_discounts_to_json (self->facts->priced);
  order->tax = quote->tax;
  order->total = quote->total;
  order->received = payment == CUBBY_PAYMENT_PAID ? order->total : 0;
  order->language = g_strdup (request->language);
  order->currency = g_strdup (self->facts->priced->currency);
  order->customer_name = g_strdup (request->customer_name);
  order->email = g_strdup (request->email);
  order->phone = g_strdup (request->phone);
  order->token = cubby_store_new_token ();
  order->created_ms = self->store->now_ms;
  order->payment_qr = cubby_order_make_payment_qr (self->store, order->payment_method, order->number,
                                                   order->total, order->currency, request->payment_status);
}

/* Whether line @index of the order is in @fulfilment of the request, and from @only_source if that is said.
 */
static gboolean
is_in (const CubbyPlacing *self, guint index, guint fulfilment, const char *only_source)
{
  const CubbyOrderLine *line = g_ptr_array_index (self->order->lines, index);
  guint asked = g_array_index (self->asked, guint, index);
  return g_array_index (self->request->lines, CubbyRequestLine, asked).fulfilment == fulfilment &&
         (only_source == NULL || g_str_equal (only_source, line->source));
}

static GArray *
pack (const CubbyPlacing *self, guint index, const char *only_source, const char *fulfilment)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CubbyPackLine));
  for (guint i = 0; i < self->order->lines->len; i++) {
    CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    const CubbySkuFacts *facts = g_ptr_array_index (self->facts->skus, g_array_index (self->asked, guint, i));
    CubbyPackLine one = {.size = CUBBY_SIZE_M, .quantity = line->quantity, .weight_g = facts->weight_g};
    cubby_size_from_string (facts->size, &one.size);
    if (!is_in (self, i, index, only_source))
      continue;
    line->fulfilment = g_strdup (fulfilment);
    g_array_append_val (lines, one);
  }
  return cubby_order_pack ((const CubbyPackLine *)lines->data, lines->len);
}

/* @only_source: (nullable): what is shipped goes out from where it lies; a pickup is one fulfilment. */
static gboolean
add_fulfilment (CubbyPlacing *self, guint index, const char *only_source, GError **error)
{
  const CubbyRequestFulfilment *asked = cubby_placing_get_fulfilment (self, index);
  CubbyStore *store = self->store;
  CubbyOrderFulfilment *fulfilment = cubby_order_add_fulfilment (self->order);
  fulfilment->id = cubby_store_new_id (store);
  fulfilment->method = asked->method;
  fulfilment->location = g_strdup (only_source != NULL ? only_source : asked->location);
  fulfilment->address = g_strdup (asked->address);
  fulfilment->reach = asked->reach;
  fulfilment->hold_until = store->now_ms / 1000 + store->settings->hold_hours * G_GINT64_CONSTANT (3600);
  g_autoptr (GArray) boxes = pack (self, index, only_source, fulfilment->id);
  for (guint i = 0; i < boxes->len; i++) {
    const CubbyPackBox *box = &g_array_index (boxes, CubbyPackBox, i);
    CubbyOrderParcel *parcel = cubby_order_add_parcel (fulfilment);
    parcel->size = box->size;
    parcel->heavy = box->heavy;
    parcel->state = g_strdup ("expected");
    parcel->label = cubby_parcel_new_label (store, error);
    if (parcel->label == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_shipments (CubbyPlacing *self, guint index, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->order->lines->len; i++) {
    const CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    if (is_in (self, i, index, NULL) && g_hash_table_add (done, line->source) &&
        !add_fulfilment (self, index, line->source, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_fulfilments (CubbyPlacing *self, GError **error)
{
  for (guint i = 0; i < self->request->fulfilments->len; i++) {
    gboolean shipped = cubby_placing_get_fulfilment (self, i)->method == CUBBY_METHOD_SHIPPING;
    if (!(shipped ? add_shipments (self, i, error) : add_fulfilment (self, i, NULL, error)))
      return FALSE;
  }
  return TRUE;
}

/* What a pickup store lacks is brought to it. Written at once, when nothing can refuse the order any more. */
static gboolean
make_transfers (CubbyPlacing *self, GError **error)
{
  for (guint index = 0; index < self->request->fulfilments->len; index++) {
    const char *location = cubby_placing_get_fulfilment (self, index)->location;
    g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (CubbyDeliveryWant));
    for (guint i = 0; location != NULL && i < self->order->lines->len; i++) {
      const CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
      CubbyDeliveryWant want = {line->id, line->sku, line->source, line->quantity};
      if (is_in (self, i, index, NULL) && !g_str_equal (line->source, location))
        g_array_append_val (wants, want);
    }
    if (!cubby_delivery_order_make (self->store, self->order->id, location, wants, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_external_id (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  const char *channel = cubby_channel_to_string (request->channel);
  if (request->external_id == NULL)
    return TRUE;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM orders WHERE channel = ? AND external_id = ?", "tt",
                       channel, request->external_id);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return FALSE;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "order", cubby_sql_rows_get_text (rows, 0));
  cubby_problem_set (error, CUBBY_PROBLEM_EXISTS, members, "The order %s of the channel %s is %s already.",
                     request->external_id, channel, cubby_sql_rows_get_text (rows, 0));
  return FALSE;
}

/* The last thing that may be refused. It is written at once, as nothing else of an order is. */
static gboolean
take_promotions (CubbyPlacing *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  if (cubby_promotion_use_take (self->store, self->facts->priced, self->order->id, &local))
    return TRUE;
  if (local->domain == CUBBY_SQL_ERROR || cubby_promotion_use_give_back (self->store, self->order->id, error))
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static CubbyOrder *
place_gathered (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  g_autoptr (CubbyOrderFacts) facts = cubby_order_facts_find (store, request, error);
  if (facts == NULL || !check_external_id (store, request, error))
    return NULL;
  g_autoptr (CubbyOrder) order = cubby_order_new ();
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (guint));
  CubbyPlacing placing = {.store = store, .request = request, .facts = facts, .order = order, .asked = asked};
  fill_head (&placing);
  if (!cubby_order_find_owner (store, request, facts->priced, order, error) ||
      !cubby_order_allocate (&placing, error))
    return NULL;
  if (!add_fulfilments (&placing, error))
    return NULL;
  if (!cubby_order_confirm_new (store, order, error) || !take_promotions (&placing, error) ||
      !cubby_order_join (store, order, error) || !make_transfers (&placing, error) ||
      !cubby_order_write (store, order, error))
    return NULL;
  return g_steal_pointer (&order);
}

void
cubby_order_place_want (const CubbyOrderRequest *request, CubbyUnitOfWork *unit)
{
  for (guint i = 0; i < request->lines->len; i++)
    cubby_stock_levels_want (cubby_unit_of_work_get_levels (unit),
                             g_array_index (request->lines, CubbyRequestLine, i).sku);
  cubby_known_people_want (cubby_unit_of_work_get_people (unit), request->email, request->phone);
}

/* With a unit of work that gathers nothing: this order alone. */
static CubbyOrder *
place_alone (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  cubby_order_place_want (request, store->unit);
  if (!cubby_unit_of_work_gather (store->unit, error) || !cubby_unit_of_work_load (store->unit, error))
    return NULL;
  CubbyUnitMark mark = cubby_unit_of_work_mark (store->unit);
  g_autoptr (CubbyOrder) order = place_gathered (store, request, error);
  if (order == NULL)
    cubby_unit_of_work_undo (store->unit, &mark);
  gboolean flushed = cubby_unit_of_work_flush (store->unit, order != NULL ? error : NULL);
  return flushed ? g_steal_pointer (&order) : NULL;
}

CubbyOrder *
cubby_order_place_request (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  return cubby_unit_of_work_is_gathering (store->unit) ? place_gathered (store, request, error)
                                                       : place_alone (store, request, error);
}

char *
cubby_order_place (CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  g_autoptr (CubbyOrderRequest) request = cubby_order_request_read (store->settings, body, error);
  g_autoptr (CubbyUnitOfWork) own = store->unit == NULL ? cubby_unit_of_work_new (store->sql) : NULL;
  CubbyStore with_unit = *store;
  if (own != NULL)
    with_unit.unit = own;
  g_autoptr (CubbyOrder) order =
      request != NULL ? cubby_order_place_request (&with_unit, request, error) : NULL;
  if (order == NULL || (own != NULL && !cubby_unit_of_work_finish (own, error)))
    return NULL;
  return cubby_order_to_json (order, store->settings->public_url);
}
