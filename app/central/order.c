/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/order.h"
#include "app/domain/channel.h"

static void
line_free (gpointer data)
{
  CubbyOrderLine *line = data;
  char *strings[] = {line->id, line->fulfilment, line->sku, line->name, line->source};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_free (line);
}

static void
parcel_free (gpointer data)
{
  CubbyOrderParcel *parcel = data;
  g_free (parcel->label);
  g_free (parcel->state);
  g_free (parcel->door);
  g_free (parcel);
}

static void
fulfilment_free (gpointer data)
{
  CubbyOrderFulfilment *fulfilment = data;
  g_free (fulfilment->id);
  g_free (fulfilment->location);
  g_free (fulfilment->address);
  g_ptr_array_unref (fulfilment->parcels);
  g_free (fulfilment);
}

CubbyOrder *
cubby_order_new (void)
{
  CubbyOrder *self = g_new0 (CubbyOrder, 1);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->fulfilments = g_ptr_array_new_with_free_func (fulfilment_free);
  return self;
}

void
cubby_order_free (CubbyOrder *self)
{
  if (self == NULL)
    return;
  char *strings[] = {
      self->id,         self->number,   self->channel,   self->external_id,   self->payment_method,
      self->payment_qr, self->language, self->currency,  self->customer_name, self->email,
      self->phone,      self->token,    self->discounts, self->customer};
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->fulfilments);
  g_free (self);
}

CubbyOrderLine *
cubby_order_add_line (CubbyOrder *self)
{
  CubbyOrderLine *line = g_new0 (CubbyOrderLine, 1);
  g_ptr_array_add (self->lines, line);
  return line;
}

CubbyOrderFulfilment *
cubby_order_add_fulfilment (CubbyOrder *self)
{
  CubbyOrderFulfilment *fulfilment = g_new0 (CubbyOrderFulfilment, 1);
  fulfilment->parcels = g_ptr_array_new_with_free_func (parcel_free);
  g_ptr_array_add (self->fulfilments, fulfilment);
  return fulfilment;
}

CubbyOrderParcel *
cubby_order_add_parcel (CubbyOrderFulfilment *fulfilment)
{
  CubbyOrderParcel *parcel = g_new0 (CubbyOrderParcel, 1);
  g_ptr_array_add (fulfilment->parcels, parcel);
  return parcel;
}

char *
cubby_order_to_json (const CubbyOrder *self, const char *public_url)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_order_add_json (json, NULL, self, public_url);
  return cubby_json_text_steal (json);
}

gboolean
cubby_order_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id, GError **error)
{
  g_autoptr (CubbyOrder) order = cubby_order_load (store, id, error);
  if (order == NULL)
    return FALSE;
  cubby_order_add_json (json, name, order, store->settings->public_url);
  return TRUE;
}

char *
cubby_order_get (CubbyStore *store, const char *id, GError **error)
{
  g_autoptr (CubbyOrder) order = cubby_order_load (store, id, error);
  return order != NULL ? cubby_order_to_json (order, store->settings->public_url) : NULL;
}

static GPtrArray *
list_ids (CubbyStore *store, const char *channel, const char *cursor, guint limit, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT id FROM orders WHERE (CAST(? AS TEXT) IS NULL OR channel = ?) AND"
                       " (CAST(? AS TEXT) IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
                       "tttti", channel, channel, cursor, cursor, (gint64)limit);
  if (rows == NULL)
    return NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  while (cubby_sql_rows_next (rows, NULL))
    g_ptr_array_add (ids, g_strdup (cubby_sql_rows_get_text (rows, 0)));
  return ids;
}

gboolean
cubby_order_check_query (const char *channel, const char *cursor, GError **error)
{
  CubbyChannel known;
  if (channel != NULL && !cubby_channel_from_string (channel, &known))
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "channel: must be phone, web or kiosk");
  else
    return cubby_store_check_cursor (cursor, error);
  return FALSE;
}

char *
cubby_order_list (CubbyStore *store, const char *channel, const char *cursor, guint limit, GError **error)
{
  if (!cubby_order_check_query (channel, cursor, error))
    return NULL;
  g_autoptr (GPtrArray) ids = list_ids (store, channel, cursor, limit, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_open_array (json, "orders");
  for (guint i = 0; i < ids->len; i++)
    if (!cubby_order_add (store, json, NULL, g_ptr_array_index (ids, i), error))
      return NULL;
  cubby_json_text_close_array (json);
  cubby_json_text_string (json, "next", ids->len == limit ? g_ptr_array_index (ids, limit - 1) : NULL);
  cubby_json_text_close_object (json);
  return cubby_json_text_steal (json);
}
