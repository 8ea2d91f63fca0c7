/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/json-ld.h"
#include "protocols/http/json-text.h"

#include <string.h>

static const struct {
  const char *kind;
  const char *status;
} statuses[] = {
    {"confirmed", "https://schema.org/OrderProcessing"},
    {"ready", "https://schema.org/OrderPickupAvailable"},
    {"reminder", "https://schema.org/OrderPickupAvailable"},
    {"at_counter", "https://schema.org/OrderPickupAvailable"},
    {"found", "https://schema.org/OrderPickupAvailable"},
    {"rejected", "https://schema.org/OrderProblem"},
    {"picked_up", "https://schema.org/OrderDelivered"},
    {"expired", "https://schema.org/OrderProblem"},
};

static const struct {
  const char *method;
  const char *delivery;
} methods[] = {
    {"locker_pickup", "https://schema.org/LockerDelivery"},
    {"store_pickup", "https://schema.org/OnSitePickup"},
};

static const char *
find_status (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].kind, kind) == 0)
      return statuses[i].status;
  return statuses[0].status;
}

static const char *
find_delivery (const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_strcmp0 (methods[i].method, method) == 0)
      return methods[i].delivery;
  return NULL;
}

static void
add_delivery (CubbyJsonText *json, const CubbyNotice *notice)
{
  const char *delivery = find_delivery (notice->method);
  if (delivery == NULL)
    return;
  cubby_json_text_open_object (json, "orderDelivery");
  cubby_json_text_string (json, "@type", "ParcelDelivery");
  cubby_json_text_string (json, "hasDeliveryMethod", delivery);
  cubby_json_text_open_object (json, "deliveryAddress");
  cubby_json_text_string (json, "@type", "PostalAddress");
  cubby_json_text_string (json, "name", notice->store_name);
  cubby_json_text_string (json, "streetAddress", notice->store_address);
  cubby_json_text_close_object (json);
  if (notice->pass_code != NULL) {
    cubby_json_text_open_object (json, "deliveryStatus");
    cubby_json_text_string (json, "@type", "DeliveryEvent");
    cubby_json_text_string (json, "accessCode", notice->pass_code);
    cubby_json_text_string (json, "availableThrough", notice->hold_until_iso);
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_object (json);
}

char *
cubby_json_ld_describe (const CubbyNotice *notice)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "@context", "https://schema.org");
  cubby_json_text_string (json, "@type", "Order");
  cubby_json_text_string (json, "orderNumber", notice->order_number);
  cubby_json_text_string (json, "orderDate", notice->order_time_iso);
  cubby_json_text_string (json, "orderStatus", find_status (notice->kind));
  cubby_json_text_string (json, "price", notice->total_plain);
  cubby_json_text_string (json, "priceCurrency", notice->currency);
  cubby_json_text_string (json, "url", notice->order_url);
  cubby_json_text_open_object (json, "merchant");
  cubby_json_text_string (json, "@type", "Organization");
  cubby_json_text_string (json, "name", notice->merchant);
  cubby_json_text_close_object (json);
  add_delivery (json, notice);
  cubby_json_text_close_object (json);
  g_autofree char *text = cubby_json_text_steal (json);
  g_auto (GStrv) parts = g_strsplit (text, "<", -1); /* no text may end the script element */
  return g_strjoinv ("\\u003c", parts);
}
