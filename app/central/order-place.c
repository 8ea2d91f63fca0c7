/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/ledger.h"
#include "app/central/order-confirm.h"
#include "app/central/order-customer.h"
#include "app/central/order-request.h"
#include "app/central/order.h"
#include "app/central/parcel.h"
#include "app/central/promotion-use.h"
#include "app/common/hash.h"
#include "app/domain/allotment.h"
#include "app/domain/crockford.h"
#include "app/domain/order-packing.h"
#include "app/domain/order-state.h"
#include "app/domain/sourcing.h"

/* A piece of a line from one location. */
typedef struct {
  guint line;
  char *source;
  gint64 quantity;
} Pick;

static void
pick_clear (gpointer data)
{
  Pick *pick = data;
  g_free (pick->source);
}

static void
source_clear (gpointer data)
{
  CubbySource *source = data;
  g_free ((char *)source->location);
}

static GArray *
list_sources (CubbyStore *store, const char *sku, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT s.location, l.kind, s.on_hand - s.allocated - s.damaged - s.quality_control - "
                       "s.held - s.safety_stock"
                       " FROM stock_level s JOIN location l ON l.id = s.location WHERE s.sku = ?",
                       "t", sku);
  if (rows == NULL)
    return NULL;
  GArray *sources = g_array_new (FALSE, TRUE, sizeof (CubbySource));
  g_array_set_clear_func (sources, source_clear);
  while (cubby_sql_rows_next (rows, NULL)) {
    CubbySource source = {
        .location = g_strdup (cubby_sql_rows_get_text (rows, 0)),
        .warehouse = g_strcmp0 (cubby_sql_rows_get_text (rows, 1), "warehouse") == 0,
        .purchasable = cubby_sql_rows_get_int (rows, 2),
    };
    g_array_append_val (sources, source);
  }
  return sources;
}

static void
add_shortage (JsonArray *short_of, const CubbyOrderLine *line, const GArray *sources)
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

static gboolean
allocate_line (CubbyStore *store, const CubbyOrderRequest *request, const char *order, guint index,
               GArray *picks, JsonArray *short_of, GError **error)
{
  const CubbyOrderLine *line = &g_array_index (request->lines, CubbyOrderLine, index);
  g_autoptr (GArray) sources = list_sources (store, line->sku, error);
  if (sources == NULL)
    return FALSE;
  g_autoptr (GArray) chosen = cubby_sourcing_choose ((const CubbySource *)sources->data, sources->len,
                                                     request->location, line->quantity);
  if (chosen == NULL)
    add_shortage (short_of, line, sources);
  for (guint i = 0; chosen != NULL && i < chosen->len; i++) {
    const CubbySourcePick *one = &g_array_index (chosen, CubbySourcePick, i);
    const char *location = g_array_index (sources, CubbySource, one->source).location;
    CubbyMovement movement = {
        .kind = CUBBY_MOVEMENT_ALLOCATE,
        .sku = line->sku,
        .location = location,
        .quantity = one->quantity,
        .reference = order,
    };
    if (!cubby_ledger_write (store, &movement, TRUE, error))
      return FALSE;
    Pick pick = {.line = index, .source = g_strdup (location), .quantity = one->quantity};
    g_array_append_val (picks, pick);
  }
  return TRUE;
}

static gboolean
allocate (CubbyStore *store, const CubbyOrderRequest *request, const char *order, GArray *picks,
          GError **error)
{
  g_autoptr (JsonArray) short_of = json_array_new ();
  for (guint i = 0; i < request->lines->len; i++)
    if (!allocate_line (store, request, order, i, picks, short_of, error))
      return FALSE;
  if (json_array_get_length (short_of) == 0)
    return TRUE;
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

static gboolean
check_external_id (CubbyStore *store, const CubbyOrderRequest *request, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error, "SELECT id FROM orders WHERE channel = ? AND external_id = ?", "tt",
                       request->channel, request->external_id);
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
                     request->external_id, request->channel, cubby_sql_rows_get_text (rows, 0));
  return FALSE;
}

static gboolean
write_order (CubbyStore *store, const CubbyOrderRequest *request, const char *id, CubbyOrderState state,
             GError **error)
{
  g_autofree char *number = new_number ();
  g_autofree char *token = cubby_store_new_token ();
  g_autofree char *qr = cubby_order_make_payment_qr (store, request->payment_method, number, request->total,
                                                     request->currency, request->payment_status);
  gboolean paid = g_str_equal (request->payment_status, "paid");
  const CubbyQuote *quote = request->priced->quote;
  g_autofree char *discounts = cubby_priced_discounts_to_json (request->priced);
  return cubby_sql_run (
      store->sql, error,
      "INSERT INTO orders (id, number, channel, external_id, status, payment_method, payment_status, "
      "payment_qr, received,"
      " refunded, language, currency, total, customer_name, email, phone, token, created_ms, updated_ms,"
      " subtotal, discount, tax, discounts)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "ttttttttittittttiiiiit", id, number, request->channel, request->external_id,
      cubby_state_to_string (&cubby_order_states, state), request->payment_method, request->payment_status,
      qr, paid ? request->total : (gint64)0, request->language, request->currency, request->total,
      request->customer_name, request->email, request->phone, token, store->now_ms, store->now_ms,
      quote->subtotal, quote->discount, quote->tax, discounts);
}

/* What of a line's @amount belongs to pick @index: by pieces, and together just the amount. */
static gint64
get_part (const GArray *picks, guint index, gint64 amount)
{
  guint line = g_array_index (picks, Pick, index).line;
  g_autofree gint64 *weights = g_new0 (gint64, picks->len);
  g_autofree gint64 *parts = g_new0 (gint64, picks->len);
  for (guint i = 0; i < picks->len; i++)
    if (g_array_index (picks, Pick, i).line == line)
      weights[i] = g_array_index (picks, Pick, i).quantity;
  cubby_allot (amount, weights, picks->len, parts);
  return parts[index];
}

static gboolean
write_lines (CubbyStore *store, const CubbyOrderRequest *request, const char *order, const char *fulfilment,
             const GArray *picks, const char *only_source, GError **error)
{
  for (guint i = 0; i < picks->len; i++) {
    const Pick *pick = &g_array_index (picks, Pick, i);
    const CubbyOrderLine *line = &g_array_index (request->lines, CubbyOrderLine, pick->line);
    if (only_source != NULL && !g_str_equal (only_source, pick->source))
      continue;
    g_autofree char *id = cubby_store_new_id (store);
    const CubbyQuoteLine *row = &request->priced->quote->lines[pick->line];
    if (!cubby_sql_run (
            store->sql, error,
            "INSERT INTO order_line (id, order_id, fulfilment, position, sku, name, quantity, unit_price,"
            " source, settled, discount, tax) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
            "tttittiitii", id, order, fulfilment, (gint64)i, line->sku, line->name, pick->quantity,
            line->price, pick->source, get_part (picks, i, row->discount), get_part (picks, i, row->tax)))
      return FALSE;
  }
  return TRUE;
}

static GArray *
pack (const CubbyOrderRequest *request, const GArray *picks, const char *only_source)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (CubbyPackLine));
  for (guint i = 0; i < picks->len; i++) {
    const Pick *pick = &g_array_index (picks, Pick, i);
    const CubbyOrderLine *line = &g_array_index (request->lines, CubbyOrderLine, pick->line);
    CubbyPackLine one = {.size = CUBBY_SIZE_M, .quantity = pick->quantity, .weight_g = line->weight_g};
    cubby_size_from_string (line->size, &one.size);
    if (only_source == NULL || g_str_equal (only_source, pick->source))
      g_array_append_val (lines, one);
  }
  return cubby_order_pack ((const CubbyPackLine *)lines->data, lines->len);
}

/* @only_source: (nullable): what is shipped goes out from where it lies; a pickup is one fulfilment. */
static gboolean
write_fulfilment (CubbyStore *store, const CubbyOrderRequest *request, const char *order, const GArray *picks,
                  const char *only_source, guint position, GError **error)
{
  g_autofree char *id = cubby_store_new_id (store);
  gint64 hold_until = store->now_ms / 1000 + store->settings->hold_hours * G_GINT64_CONSTANT (3600);
  g_autoptr (GArray) boxes = pack (request, picks, only_source);
  return cubby_sql_run (
             store->sql, error,
             "INSERT INTO fulfilment (id, order_id, position, method, location, state, address, reach,"
             " hold_until, updated_ms) VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)",
             "ttitttiii", id, order, (gint64)position, cubby_fulfilment_method_to_string (request->method),
             only_source != NULL ? only_source : request->location, request->address, (gint64)request->reach,
             hold_until, store->now_ms) &&
         write_lines (store, request, order, id, picks, only_source, error) &&
         cubby_parcel_write (store, id, boxes, error) &&
         (request->method != CUBBY_METHOD_LOCKER_PICKUP ||
          cubby_parcel_write_pass (store, order, id, request->location, hold_until, error));
}

static gboolean
write_shipments (CubbyStore *store, const CubbyOrderRequest *request, const char *order, const GArray *picks,
                 GError **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < picks->len; i++) {
    char *source = g_array_index (picks, Pick, i).source;
    guint position = g_hash_table_size (done);
    if (g_hash_table_add (done, source) &&
        !write_fulfilment (store, request, order, picks, source, position, error))
      return FALSE;
  }
  return TRUE;
}

char *
cubby_order_place (CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  g_autoptr (CubbyOrderRequest) request = cubby_order_request_read (store, body, error);
  if (request == NULL || !check_external_id (store, request, error))
    return NULL;
  g_autofree char *id = cubby_store_new_id (store);
  g_autoptr (GArray) picks = g_array_new (FALSE, TRUE, sizeof (Pick));
  g_array_set_clear_func (picks, pick_clear);
  CubbyOrderState state =
      cubby_order_state_at_start (request->method, request->payment_method, request->payment_status);
  g_auto (CubbyOrderOwner) owner = {0};
  if (!cubby_order_find_owner (store, request, id, &owner, error) ||
      !allocate (store, request, id, picks, error) || !write_order (store, request, id, state, error) ||
      !cubby_order_join (store, request, id, &owner, error) ||
      !cubby_promotion_use_take (store, request->priced, id, error))
    return NULL;
  gboolean written = request->method == CUBBY_METHOD_SHIPPING
                         ? write_shipments (store, request, id, picks, error)
                         : write_fulfilment (store, request, id, picks, NULL, 0, error);
  if (!written || (state == CUBBY_ORDER_CONFIRMED && !cubby_order_announce (store, id, error)))
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  return cubby_order_add (store, json, NULL, id, error) ? cubby_json_text_steal (json) : NULL;
}
