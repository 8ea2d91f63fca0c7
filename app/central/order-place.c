/* SPDX-License-Identifier: Apache-2.0 */
/* Placing an order: what was asked for (order-request), what is known of it (facts), who gives what
 * (sourcing), and the order that comes of it. */
#include "app/central/order-place.h"
#include "app/central/ledger.h"
#include "app/central/order-confirm.h"
#include "app/central/order-customer.h"
#include "app/central/order-facts.h"
#include "app/central/parcel.h"
#include "app/central/promotion-use.h"
#include "app/central/unit-of-work.h"
#include "app/common/hash.h"
#include "app/domain/allotment.h"
#include "app/domain/crockford.h"
#include "app/domain/order-packing.h"
#include "app/domain/sourcing.h"

/* One order on its way. */
typedef struct {
  CubbyStore *store;
  const CubbyOrderRequest *request;
  const CubbyOrderFacts *facts;
  CubbyOrder *order;
  GArray *asked; /* of guint: which line of @request a line of @order is from */
} Placing;

static GArray *
list_sources (CubbyStore *store, const char *sku, GError **error)
{
  const GPtrArray *places =
      cubby_stock_levels_list (cubby_unit_of_work_get_levels (store->unit), store->sql, sku, error);
  if (places == NULL)
    return NULL;
  g_autoptr (GArray) sources = g_array_sized_new (FALSE, TRUE, sizeof (CubbySource), places->len);
  for (guint i = 0; i < places->len; i++) {
    const CubbyStockPlace *place = g_ptr_array_index (places, i);
    g_autoptr (GError) local = NULL;
    const CubbyLocationFacts *location = cubby_facts_find_location (
        cubby_unit_of_work_get_facts (store->unit), store->sql, place->location, &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (location == NULL)
      continue;
    CubbySource source = {
        .location = place->location,
        .warehouse = location->warehouse,
        .purchasable = cubby_stock_level_purchasable (&place->level),
    };
    g_array_append_val (sources, source);
  }
  return g_steal_pointer (&sources);
}

static void
add_shortage (JsonArray *short_of, const CubbyRequestLine *line, const GArray *sources)
{
  gint64 purchasable = 0;
  for (guint i = 0; i < sources->len; i++)
    purchasable += MAX (g_array_index (sources, CubbySource, i).purchasable, 0);
  JsonObject *row = json_object_new ();
  json_object_set_string_member (row, "sku", line->sku);
  json_object_set_int_member (row, "wanted", line->quantity);
  json_object_set_int_member (row, "purchasable", purchasable);
  json_array_add_object_element (short_of, row);
}

/* Allocates @quantity pieces of line @index at @location, and makes the order's line of it. */
static gboolean
take (Placing *self, guint index, const char *location, gint64 quantity, GError **error)
{
  const CubbySkuFacts *facts = g_ptr_array_index (self->facts->skus, index);
  CubbyMovement movement = {
      .kind = CUBBY_MOVEMENT_ALLOCATE,
      .sku = facts->sku,
      .location = location,
      .quantity = quantity,
      .reference = self->order->id,
  };
  if (!cubby_ledger_write (self->store, &movement, TRUE, error))
    return FALSE;
  CubbyOrderLine *line = cubby_order_add_line (self->order);
  line->id = cubby_store_new_id (self->store);
  line->sku = g_strdup (facts->sku);
  line->name = g_strdup (facts->name);
  line->quantity = quantity;
  line->unit_price = self->facts->priced->request.lines[index].unit_price;
  line->source = g_strdup (location);
  g_array_append_val (self->asked, index);
  return TRUE;
}

/* What a line costs less, and its tax, go to the pieces it was split into, and together are just the sums. */
static void
share_out (Placing *self)
{
  guint n = self->order->lines->len;
  const CubbyQuote *quote = self->facts->priced->quote;
  g_autofree gint64 *weights = g_new0 (gint64, n + 1);
  g_autofree gint64 *discounts = g_new0 (gint64, n + 1);
  g_autofree gint64 *taxes = g_new0 (gint64, n + 1);
  for (guint begin = 0, end; begin < n; begin = end) {
    guint index = g_array_index (self->asked, guint, begin);
    for (end = begin; end < n && g_array_index (self->asked, guint, end) == index; end++)
      weights[end] = ((const CubbyOrderLine *)g_ptr_array_index (self->order->lines, end))->quantity;
    cubby_allot (quote->lines[index].discount, weights + begin, end - begin, discounts + begin);
    cubby_allot (quote->lines[index].tax, weights + begin, end - begin, taxes + begin);
  }
  for (guint i = 0; i < n; i++) {
    CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    line->discount = discounts[i];
    line->tax = taxes[i];
  }
}

static gboolean
allocate_line (Placing *self, guint index, JsonArray *short_of, GError **error)
{
  const CubbyRequestLine *line = &g_array_index (self->request->lines, CubbyRequestLine, index);
  g_autoptr (GArray) sources = list_sources (self->store, line->sku, error);
  if (sources == NULL)
    return FALSE;
  g_autoptr (GArray) chosen = cubby_sourcing_choose ((const CubbySource *)sources->data, sources->len,
                                                     self->request->location, line->quantity);
  if (chosen == NULL)
    add_shortage (short_of, line, sources);
  for (guint i = 0; chosen != NULL && i < chosen->len; i++) {
    const CubbySourcePick *pick = &g_array_index (chosen, CubbySourcePick, i);
    const char *location = g_array_index (sources, CubbySource, pick->source).location;
    if (!take (self, index, location, pick->quantity, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
allocate (Placing *self, GError **error)
{
  g_autoptr (JsonArray) short_of = json_array_new ();
  for (guint i = 0; i < self->request->lines->len; i++)
    if (!allocate_line (self, i, short_of, error))
      return FALSE;
  if (json_array_get_length (short_of) == 0) {
    share_out (self);
    return TRUE;
  }
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (short_of); i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? ", " : "",
        json_object_get_string_member (json_array_get_object_element (short_of, i), "sku"));
  JsonObject *members = json_object_new ();
  json_object_set_array_member (members, "skus", g_steal_pointer (&short_of));
  cubby_problem_set (error, CUBBY_PROBLEM_OUT_OF_STOCK, members, "Not enough of %s anywhere.", names->str);
  return FALSE;
}

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

static void
fill_head (Placing *self)
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
  order->status =
      cubby_order_state_at_start (request->method, request->payment_method, request->payment_status);
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

/* @only_source: (nullable): what is shipped goes out from where it lies; a pickup is one fulfilment. */
static GArray *
pack (const Placing *self, const char *only_source, const char *fulfilment)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CubbyPackLine));
  for (guint i = 0; i < self->order->lines->len; i++) {
    CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    const CubbySkuFacts *facts = g_ptr_array_index (self->facts->skus, g_array_index (self->asked, guint, i));
    CubbyPackLine one = {.size = CUBBY_SIZE_M, .quantity = line->quantity, .weight_g = facts->weight_g};
    cubby_size_from_string (facts->size, &one.size);
    if (only_source != NULL && !g_str_equal (only_source, line->source))
      continue;
    line->fulfilment = g_strdup (fulfilment);
    g_array_append_val (lines, one);
  }
  return cubby_order_pack ((const CubbyPackLine *)lines->data, lines->len);
}

static gboolean
add_fulfilment (Placing *self, const char *only_source, GError **error)
{
  const CubbyOrderRequest *request = self->request;
  CubbyStore *store = self->store;
  CubbyOrderFulfilment *fulfilment = cubby_order_add_fulfilment (self->order);
  fulfilment->id = cubby_store_new_id (store);
  fulfilment->method = request->method;
  fulfilment->location = g_strdup (only_source != NULL ? only_source : request->location);
  fulfilment->address = g_strdup (request->address);
  fulfilment->reach = request->reach;
  fulfilment->hold_until = store->now_ms / 1000 + store->settings->hold_hours * G_GINT64_CONSTANT (3600);
  g_autoptr (GArray) boxes = pack (self, only_source, fulfilment->id);
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
add_shipments (Placing *self, GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->order->lines->len; i++) {
    const CubbyOrderLine *line = g_ptr_array_index (self->order->lines, i);
    if (g_hash_table_add (done, line->source) && !add_fulfilment (self, line->source, error))
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
take_promotions (Placing *self, GError **error)
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
  Placing placing = {.store = store, .request = request, .facts = facts, .order = order, .asked = asked};
  fill_head (&placing);
  if (!cubby_order_find_owner (store, request, facts->priced, order, error) || !allocate (&placing, error))
    return NULL;
  gboolean shipped = request->method == CUBBY_METHOD_SHIPPING;
  if (!(shipped ? add_shipments (&placing, error) : add_fulfilment (&placing, NULL, error)))
    return NULL;
  if (!cubby_order_confirm_new (store, order, error) || !take_promotions (&placing, error) ||
      !cubby_order_join (store, order, error) || !cubby_order_write (store, order, error))
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
  return cubby_order_to_json (order);
}
