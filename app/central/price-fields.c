/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/price-fields.h"
#include "app/domain/money.h"
#include "app/domain/promotion.h"

#include <string.h>

#define MAX_CODES 10
#define MAX_TEXT 64
#define MAX_AMOUNT G_GINT64_CONSTANT (1000000000000)

static JsonArray *
get_array (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member, guint max)
{
  JsonNode *node = json_object_get_member (object, member);
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= max)
    return json_node_get_array (node);
  cubby_json_body_fail (body, where, member, "must be an array of at most %u strings", max);
  return NULL;
}

static const char *
get_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  const char *text = json_node_get_string (node);
  return *text != '\0' && strlen (text) <= MAX_TEXT ? text : NULL;
}

char **
cubby_price_read_strings (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member,
                          guint max)
{
  JsonArray *array = get_array (body, object, where, member, max);
  if (array == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *place = g_strdup_printf ("%s[%u]", member, i);
    const char *text = get_element (array, i);
    if (text == NULL)
      cubby_json_body_fail (body, where, place, "must be a string of 1 to %d bytes", MAX_TEXT);
    else if (!g_hash_table_add (seen, (char *)text))
      cubby_json_body_fail (body, where, place, "%s is named twice", text);
    else
      g_strv_builder_add (strings, text);
  }
  return g_strv_builder_end (strings);
}

guint
cubby_price_read_channels (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  guint channels = 0;
  g_auto (GStrv) names = cubby_price_read_strings (body, object, where, "channels", 3);
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *place = g_strdup_printf ("channels[%u]", i);
    CubbyChannel channel = CUBBY_CHANNEL_WEB;
    if (!cubby_channel_from_string (names[i], &channel))
      cubby_json_body_fail (body, where, place, "must be phone, kiosk or web");
    channels |= channel;
  }
  if (channels == 0)
    cubby_json_body_fail (body, where, "channels", "is missing: phone and kiosk, web, or all three");
  else if (!cubby_channels_are_fair (channels))
    cubby_json_body_fail (body, where, "channels",
                          "must name phone and kiosk both, or neither: they never show different prices");
  return channels;
}

CubbyChannel
cubby_price_read_channel (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  CubbyChannel channel = CUBBY_CHANNEL_PHONE;
  const char *name = cubby_json_body_get_string (body, object, where, "channel", 32);
  if (!cubby_channel_from_string (name, &channel))
    cubby_json_body_fail (body, where, "channel", "must be phone, kiosk or web");
  return channel;
}

static gint64
read_time (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member)
{
  const char *text = cubby_json_body_get_optional (body, object, where, member, 40);
  if (text == NULL)
    return 0;
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  gint64 time_ms =
      time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : 0;
  if (time_ms <= 0)
    cubby_json_body_fail (body, where, member, "must be a time such as 2026-11-22T00:00:00+07:00");
  return time_ms;
}

CubbyPriceWindow
cubby_price_read_window (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  CubbyPriceWindow window = {read_time (body, object, where, "from"),
                             read_time (body, object, where, "until")};
  if (!cubby_price_window_is_upright (&window))
    cubby_json_body_fail (body, where, "until", "must be after from");
  return window;
}

char **
cubby_price_read_codes (CubbyJsonBody *body, JsonObject *object)
{
  g_auto (GStrv) texts = cubby_price_read_strings (body, object, "", "codes", MAX_CODES);
  if (texts == NULL)
    return NULL;
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  for (guint i = 0; texts[i] != NULL; i++) {
    g_autofree char *place = g_strdup_printf ("codes[%u]", i);
    g_autofree char *code = cubby_promotion_normalise_code (texts[i]);
    if (code == NULL)
      cubby_json_body_fail (body, "", place, "%s is no code: 3 to 32 letters, digits and -", texts[i]);
    else
      g_strv_builder_add (codes, code);
  }
  return g_strv_builder_end (codes);
}

const char *
cubby_price_read_currency (CubbyJsonBody *body, JsonObject *object, const char *where)
{
  const char *code = cubby_json_body_get_string (body, object, where, "currency", 3);
  const CubbyCurrency *currency = cubby_currency_find (code);
  if (currency != NULL)
    return currency->code;
  cubby_json_body_fail (body, where, "currency", "must be VND, THB or USD");
  return "VND";
}

gint64
cubby_price_read_money (CubbyJsonBody *body, JsonObject *object, const char *where, const char *member,
                        const char **ret_currency)
{
  JsonObject *money = cubby_json_body_get_optional_object (body, object, where, member);
  if (money == NULL)
    return 0;
  g_autofree char *place = g_strdup_printf ("%s%s%s", where, *where != '\0' ? "." : "", member);
  const char *currency = cubby_price_read_currency (body, money, place);
  if (*ret_currency != NULL && !g_str_equal (*ret_currency, currency))
    cubby_json_body_fail (body, place, "currency", "must be %s, as the other amount", *ret_currency);
  *ret_currency = currency;
  return cubby_json_body_get_int (body, money, place, "amount", 1, MAX_AMOUNT);
}

void
cubby_price_check_id (CubbyJsonBody *body, JsonObject *object, const char *where, const char *id)
{
  const char *given = cubby_json_body_get_optional (body, object, where, "id", MAX_TEXT);
  if (given != NULL && !g_str_equal (given, id))
    cubby_json_body_fail (body, where, "id", "must be %s, as in the address", id);
  if (*id == '\0' || strlen (id) > MAX_TEXT || strpbrk (id, "/@ ") != NULL)
    cubby_json_body_fail (body, where, "id", "must be 1 to %d bytes without /, @ and spaces", MAX_TEXT);
}
