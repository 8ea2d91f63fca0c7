/* SPDX-License-Identifier: Apache-2.0 */
/* An order and its rows. */
#include "app/central/order.h"
#include "app/central/table.h"

static gboolean
end_of (GError **local, GError **error)
{
  if (*local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (local));
  return FALSE;
}

static char *
get_text (CubbySqlRows *rows, int column)
{
  return g_strdup (cubby_sql_rows_get_text (rows, column));
}

static gboolean
load_lines (CubbyStore *store, CubbyOrder *self, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT id, fulfilment, sku, name, quantity, unit_price, source, discount, tax, cancelled, returned"
      " FROM order_line WHERE order_id = ? ORDER BY position, id",
      "t", self->id);
  GError *local = NULL;
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyOrderLine *line = cubby_order_add_line (self);
    line->id = get_text (rows, 0);
    line->fulfilment = get_text (rows, 1);
    line->sku = get_text (rows, 2);
    line->name = get_text (rows, 3);
    line->quantity = cubby_sql_rows_get_int (rows, 4);
    line->unit_price = cubby_sql_rows_get_int (rows, 5);
    line->source = get_text (rows, 6);
    line->discount = cubby_sql_rows_get_int (rows, 7);
    line->tax = cubby_sql_rows_get_int (rows, 8);
    line->cancelled = cubby_sql_rows_get_int (rows, 9);
    line->returned = cubby_sql_rows_get_int (rows, 10);
  }
  return end_of (&local, error);
}

static gboolean
load_parcels (CubbyStore *store, CubbyOrderFulfilment *fulfilment, GError **error)
{
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT label, size, heavy, state, door, version FROM parcel WHERE fulfilment = ? ORDER BY label", "t",
      fulfilment->id);
  GError *local = NULL;
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyOrderParcel *parcel = cubby_order_add_parcel (fulfilment);
    parcel->label = get_text (rows, 0);
    cubby_size_from_string (cubby_sql_rows_get_text (rows, 1), &parcel->size);
    parcel->heavy = cubby_sql_rows_get_int (rows, 2) != 0;
    parcel->state = get_text (rows, 3);
    parcel->door = get_text (rows, 4);
    parcel->version = cubby_sql_rows_get_int (rows, 5);
  }
  return end_of (&local, error);
}

static gboolean
load_fulfilments (CubbyStore *store, CubbyOrder *self, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id, method, location, state, address, reach, hold_until FROM fulfilment"
                       " WHERE order_id = ? ORDER BY position",
                       "t", self->id);
  GError *local = NULL;
  if (rows == NULL)
    return FALSE;
  while (cubby_sql_rows_next (rows, &local)) {
    CubbyOrderFulfilment *fulfilment = cubby_order_add_fulfilment (self);
    guint state = 0;
    fulfilment->id = get_text (rows, 0);
    cubby_fulfilment_method_from_string (cubby_sql_rows_get_text (rows, 1), &fulfilment->method);
    fulfilment->location = get_text (rows, 2);
    cubby_state_from_string (&cubby_fulfilment_states, cubby_sql_rows_get_text (rows, 3), &state);
    fulfilment->state = state;
    fulfilment->address = get_text (rows, 4);
    fulfilment->reach = cubby_sql_rows_get_int (rows, 5) != 0;
    fulfilment->hold_until = cubby_sql_rows_get_int (rows, 6);
  }
  for (guint i = 0; local == NULL && i < self->fulfilments->len; i++)
    load_parcels (store, g_ptr_array_index (self->fulfilments, i), &local);
  return end_of (&local, error);
}

static void
read_head (CubbyOrder *self, CubbySqlRows *rows)
{
  guint status = 0, payment = 0;
  self->number = get_text (rows, 0);
  self->channel = get_text (rows, 1);
  self->external_id = get_text (rows, 2);
  cubby_state_from_string (&cubby_order_states, cubby_sql_rows_get_text (rows, 3), &status);
  self->status = status;
  self->payment_method = get_text (rows, 4);
  cubby_state_from_string (&cubby_payment_states, cubby_sql_rows_get_text (rows, 5), &payment);
  self->payment = payment;
  self->payment_qr = get_text (rows, 6);
  self->received = cubby_sql_rows_get_int (rows, 7);
  self->refunded = cubby_sql_rows_get_int (rows, 8);
  self->language = get_text (rows, 9);
  self->currency = get_text (rows, 10);
  self->total = cubby_sql_rows_get_int (rows, 11);
  self->customer_name = get_text (rows, 12);
  self->email = get_text (rows, 13);
  self->phone = get_text (rows, 14);
  self->token = get_text (rows, 15);
  self->created_ms = cubby_sql_rows_get_int (rows, 16);
  self->subtotal = cubby_sql_rows_get_int (rows, 17);
  self->discount = cubby_sql_rows_get_int (rows, 18);
  self->tax = cubby_sql_rows_get_int (rows, 19);
  self->discounts = get_text (rows, 20);
  self->credit = cubby_sql_rows_get_int (rows, 21);
  self->customer = get_text (rows, 22);
  self->points = cubby_sql_rows_get_int (rows, 23);
}

CubbyOrder *
cubby_order_load (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbyOrder) self = cubby_order_new ();
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, error,
      "SELECT number, channel, external_id, status, payment_method, payment_status, payment_qr, received,"
      " refunded, language, currency, total, customer_name, email, phone, token, created_ms,"
      " subtotal, discount, tax, discounts, credit, customer, points FROM orders"
      " WHERE id = ?",
      "t", id);
  if (!cubby_store_take_row (rows, error, "There is no order %s.", id))
    return NULL;
  self->id = g_strdup (id);
  read_head (self, rows);
  if (!load_lines (store, self, error) || !load_fulfilments (store, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
write_lines (CubbyStore *store, const CubbyOrder *self, GError **error)
{
  for (guint i = 0; i < self->lines->len; i++) {
    const CubbyOrderLine *line = g_ptr_array_index (self->lines, i);
    if (!cubby_table_insert (store, CUBBY_TABLE_ORDER_LINE, error, line->id, self->id, line->fulfilment,
                             (gint64)i, line->sku, line->name, line->quantity, line->unit_price, line->source,
                             (gint64)0, line->discount, line->tax))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_parcels (CubbyStore *store, const CubbyOrderFulfilment *fulfilment, GError **error)
{
  for (guint i = 0; i < fulfilment->parcels->len; i++) {
    const CubbyOrderParcel *parcel = g_ptr_array_index (fulfilment->parcels, i);
    if (!cubby_table_insert (store, CUBBY_TABLE_PARCEL, error, parcel->label, fulfilment->id,
                             cubby_size_to_string (parcel->size), (gint64)parcel->heavy, parcel->state,
                             parcel->version, store->now_ms))
      return FALSE;
  }
  return TRUE;
}

gboolean
cubby_order_write (CubbyStore *store, const CubbyOrder *self, GError **error)
{
  if (!cubby_table_insert (store, CUBBY_TABLE_ORDERS, error, self->id, self->number, self->channel,
                           self->external_id, cubby_state_to_string (&cubby_order_states, self->status),
                           self->payment_method, cubby_state_to_string (&cubby_payment_states, self->payment),
                           self->payment_qr, self->received, self->refunded, self->language, self->currency,
                           self->total, self->customer_name, self->email, self->phone, self->token,
                           self->created_ms, store->now_ms, self->subtotal, self->discount, self->tax,
                           self->discounts, self->customer, self->points))
    return FALSE;
  for (guint i = 0; i < self->fulfilments->len; i++) {
    const CubbyOrderFulfilment *one = g_ptr_array_index (self->fulfilments, i);
    if (!cubby_table_insert (store, CUBBY_TABLE_FULFILMENT, error, one->id, self->id, (gint64)i,
                             cubby_fulfilment_method_to_string (one->method), one->location,
                             cubby_state_to_string (&cubby_fulfilment_states, one->state), one->address,
                             (gint64)one->reach, one->hold_until, store->now_ms) ||
        !write_parcels (store, one, error))
      return FALSE;
  }
  return write_lines (store, self, error);
}
