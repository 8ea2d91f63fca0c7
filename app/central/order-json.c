/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order.h"

static void
add_line (CubbyJsonText *json, const CubbyOrderLine *line, const char *currency)
{
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", line->id);
  cubby_json_text_string (json, "sku", line->sku);
  cubby_json_text_raw (json, "name", line->name);
  cubby_json_text_int (json, "quantity", line->quantity);
  cubby_store_add_money (json, "unit_price", line->unit_price, currency);
  cubby_store_add_money (json, "discount", line->discount, currency);
  cubby_store_add_money (json, "total", line->unit_price * line->quantity - line->discount, currency);
  cubby_store_add_money (json, "tax", line->tax, currency);
  cubby_json_text_string (json, "source", line->source);
  cubby_json_text_int (json, "cancelled", line->cancelled);
  cubby_json_text_int (json, "returned", line->returned);
  cubby_json_text_close_object (json);
}

static void
add_parcel (CubbyJsonText *json, const CubbyOrderParcel *parcel)
{
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "label", parcel->label);
  cubby_json_text_string (json, "size", cubby_size_to_string (parcel->size));
  cubby_json_text_string (json, "state", parcel->state);
  if (parcel->door != NULL)
    cubby_json_text_string (json, "door", parcel->door);
  cubby_json_text_close_object (json);
}

static void
add_fulfilment (CubbyJsonText *json, const CubbyOrderFulfilment *fulfilment)
{
  g_autofree char *hold_until = cubby_store_format_time (fulfilment->hold_until * 1000);
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "id", fulfilment->id);
  cubby_json_text_string (json, "method", cubby_fulfilment_method_to_string (fulfilment->method));
  cubby_json_text_string (json, "location", fulfilment->location);
  cubby_json_text_string (json, "state", cubby_state_to_string (&cubby_fulfilment_states, fulfilment->state));
  cubby_json_text_string (json, "hold_until", hold_until);
  cubby_json_text_open_array (json, "parcels");
  for (guint i = 0; i < fulfilment->parcels->len; i++)
    add_parcel (json, g_ptr_array_index (fulfilment->parcels, i));
  cubby_json_text_close_array (json);
  cubby_json_text_close_object (json);
}

static void
add_payment (CubbyJsonText *json, const CubbyOrder *self)
{
  cubby_json_text_open_object (json, "payment");
  cubby_json_text_string (json, "method", self->payment_method);
  cubby_json_text_string (json, "status", cubby_state_to_string (&cubby_payment_states, self->payment));
  cubby_store_add_money (json, "received", self->received, self->currency);
  cubby_store_add_money (json, "refunded", self->refunded, self->currency);
  if (self->payment_qr != NULL)
    cubby_json_text_string (json, "qr", self->payment_qr);
  cubby_json_text_close_object (json);
}

static gint64
get_refund_due (const CubbyOrder *self)
{
  CubbyPaymentSums sums = {
      .owed = self->status == CUBBY_ORDER_CANCELLED ? 0 : MAX (self->total - self->credit, 0),
      .received = self->received,
      .refunded = self->refunded,
  };
  return cubby_payment_get_refund_due (&sums);
}

static void
add_head (CubbyJsonText *json, const CubbyOrder *self)
{
  cubby_json_text_string (json, "id", self->id);
  cubby_json_text_string (json, "number", self->number);
  cubby_json_text_string (json, "channel", self->channel);
  if (self->external_id != NULL)
    cubby_json_text_string (json, "external_id", self->external_id);
  cubby_json_text_string (json, "status", cubby_state_to_string (&cubby_order_states, self->status));
  add_payment (json, self);
  cubby_json_text_string (json, "language", self->language);
  cubby_store_add_money (json, "subtotal", self->subtotal, self->currency);
  cubby_store_add_money (json, "discount", self->discount, self->currency);
  cubby_json_text_raw (json, "discounts", self->discounts != NULL ? self->discounts : "[]");
  cubby_store_add_money (json, "tax", self->tax, self->currency);
  if (self->points > 0) {
    cubby_json_text_int (json, "points", self->points);
    cubby_store_add_money (json, "points_amount", self->subtotal - self->discount - self->total,
                           self->currency);
  }
  cubby_store_add_money (json, "total", self->total, self->currency);
  cubby_store_add_money (json, "credit", self->credit, self->currency);
  cubby_store_add_money (json, "refund_due", get_refund_due (self), self->currency);
}

void
cubby_order_add_json (CubbyJsonText *json, const char *name, const CubbyOrder *self, const char *public_url)
{
  g_autofree char *pass_url = g_strconcat (public_url, "/p/", self->token, NULL);
  g_autofree char *created = cubby_store_format_time (self->created_ms);
  cubby_json_text_open_object (json, name);
  add_head (json, self);
  cubby_json_text_open_array (json, "lines");
  for (guint i = 0; i < self->lines->len; i++)
    add_line (json, g_ptr_array_index (self->lines, i), self->currency);
  cubby_json_text_close_array (json);
  cubby_json_text_open_array (json, "fulfilments");
  for (guint i = 0; i < self->fulfilments->len; i++)
    add_fulfilment (json, g_ptr_array_index (self->fulfilments, i));
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "pass_url", pass_url);
  cubby_json_text_string (json, "created_at", created);
  cubby_json_text_close_object (json);
}
