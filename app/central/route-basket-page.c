/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/central.h"
#include "app/central/notice-build.h"
#include "app/central/page.h"
#include "app/central/priced.h"
#include "app/central/route-page.h"
#include "app/domain/money.h"
#include "protocols/pass/qr-image.h"

#include <json-glib/json-glib.h>

/* What the shop calls a value of an option, such as "trắng" for colour and white; the value itself if it has
 * no name. */
static char *
name_value (CubbyStore *store, const char *option, const char *value, const char *language)
{
  g_autofree char *name = NULL;
  g_autofree char *path = g_strdup_printf ("$.values.%s.name.%s", value, language);
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      store->sql, NULL, "SELECT data FROM change_feed WHERE topic = 'option' AND item = ?", "t", option);
  g_autoptr (JsonNode) node = NULL;
  if (rows != NULL && cubby_sql_rows_next (rows, NULL) && cubby_sql_rows_get_text (rows, 0) != NULL)
    node = json_from_string (cubby_sql_rows_get_text (rows, 0), NULL);
  g_autoptr (JsonNode) found = node != NULL ? json_path_query (path, node, NULL) : NULL;
  JsonArray *names = found != NULL ? json_node_get_array (found) : NULL;
  if (names != NULL && json_array_get_length (names) == 1)
    name = g_strdup (json_array_get_string_element (names, 0));
  return name != NULL ? g_steal_pointer (&name) : g_strdup (value);
}

static char *
name_options (CubbyStore *store, JsonObject *options, const char *language)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) members = json_object_get_members (options);
  for (GList *member = members; member != NULL; member = member->next) {
    const char *value = json_object_get_string_member_with_default (options, member->data, "");
    g_autofree char *name = name_value (store, member->data, value, language);
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full) (nullable): the options of @sku in words, such as "White, M". */
static char *
describe_variant (CubbyStore *store, JsonObject *product, const char *sku, const char *language)
{
  JsonArray *variants = json_object_get_array_member (product, "variants");
  for (guint i = 0; i < json_array_get_length (variants); i++) {
    JsonObject *variant = json_array_get_object_element (variants, i);
    if (g_strcmp0 (json_object_get_string_member (variant, "sku"), sku) == 0 &&
        json_object_has_member (variant, "options"))
      return name_options (store, json_object_get_object_member (variant, "options"), language);
  }
  return NULL;
}

/* The price that is no more: struck through, and said in words to who does not see it. */
static void
set_before (CubbyPage *page, gint64 before, gint64 total, const char *currency)
{
  g_autofree char *money = cubby_money_format (before, currency, cubby_page_get_language (page));
  g_autofree char *html = before > total ? g_strdup_printf ("<s><span class=\"unseen\">%s: </span>%s</s>",
                                                            cubby_page_get_text (page, "before"), money)
                                         : g_strdup ("");
  cubby_page_set (page, "before", html);
}

static void
set_number (CubbyPage *page, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  cubby_page_set (page, name, text);
}

/* How many, and buttons for one more and one less as long as nothing was ordered. After the name was set. */
static void
set_count (CubbyPage *page, const CubbyPricingLine *line, gboolean ordered)
{
  cubby_page_set (page, "sku", line->sku);
  set_number (page, "quantity", line->quantity);
  set_number (page, "less", line->quantity - 1);
  set_number (page, "more", line->quantity + 1);
  g_autofree char *html = cubby_page_fill (page, ordered ? "basket-count.html" : "basket-stepper.html");
  cubby_page_set (page, "stepper", html);
}

static void
append_line (CubbyStore *store, CubbyPage *page, const CubbyPriced *priced, guint index, gboolean ordered,
             GString *html)
{
  const CubbyPricingLine *line = &priced->request.lines[index];
  const char *language = cubby_page_get_language (page);
  gint64 total = priced->quote->lines[index].total;
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, NULL,
                       "SELECT p.name, p.data FROM variant v JOIN product p ON p.id = v.product"
                       " WHERE v.sku = ?",
                       "t", line->sku);
  if (rows == NULL || !cubby_sql_rows_next (rows, NULL))
    return;
  g_autofree char *name = cubby_notice_get_local (cubby_sql_rows_get_text (rows, 0), language);
  g_autofree char *price = cubby_money_format (total, priced->currency, language);
  g_autoptr (JsonNode) product = json_from_string (cubby_sql_rows_get_text (rows, 1), NULL);
  const char *picture =
      json_object_get_string_member_with_default (json_node_get_object (product), "picture", "");
  g_autofree char *options = describe_variant (store, json_node_get_object (product), line->sku, language);
  set_before (page, cubby_priced_get_before (priced, index), total, priced->currency);
  cubby_page_set (page, "name", name);
  cubby_page_set (page, "price", price);
  cubby_page_set (page, "picture", picture);
  cubby_page_set (page, "options", options != NULL && *options != '\0' ? options : line->sku);
  set_count (page, line, ordered);
  g_autofree char *row = cubby_page_fill (page, "basket-line.html");
  g_string_append (html, row);
}

static char *
make_discounts (CubbyPage *page, const CubbyPriced *priced)
{
  GString *html = g_string_new (NULL);
  const char *language = cubby_page_get_language (page);
  for (guint i = 0; i < priced->quote->discounts->len; i++) {
    const CubbyQuoteDiscount *discount = &g_array_index (priced->quote->discounts, CubbyQuoteDiscount, i);
    g_autofree char *name =
        cubby_notice_get_local (cubby_price_book_get_name (priced->book, discount->promotion), language);
    g_autofree char *price = cubby_money_format (discount->amount, priced->currency, language);
    cubby_page_set (page, "name", name);
    cubby_page_set (page, "price", price);
    g_autofree char *row = cubby_page_fill (page, "basket-discount.html");
    g_string_append (html, row);
  }
  return g_string_free (html, FALSE);
}

/* Returns: (transfer full) (nullable): what the phone pays; SKUs that are gone are left out. */
static CubbyPriced *
price_lines (CubbyStore *store, const char *lines, GError **error)
{
  g_autoptr (CubbyPriced) priced = cubby_priced_new (CUBBY_CHANNEL_PHONE);
  g_autoptr (JsonNode) node = json_from_string (lines, NULL);
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *line = json_array_get_object_element (array, i);
    if (cubby_priced_add_sku (priced, store, json_object_get_string_member (line, "sku"),
                              json_object_get_int_member (line, "quantity"), error) == CUBBY_PRICED_FAILED)
      return NULL;
  }
  return cubby_priced_finish (priced, store, NULL, error) ? g_steal_pointer (&priced) : NULL;
}

/* What the page is made of, besides what it costs. */
typedef struct {
  const char *id;
  gint64 version;
  gboolean ordered;
} Basket;

static char *
make_basket_page (CubbyStore *store, CubbyPage *page, const Basket *basket, const CubbyPriced *priced)
{
  g_autoptr (GString) html = g_string_new (NULL);
  const char *currency = priced->request.currency;
  for (guint i = 0; i < priced->request.n_lines; i++)
    append_line (store, page, priced, i, basket->ordered, html);
  if (html->len == 0)
    g_string_append_printf (html, "<p class=\"soft\">%s</p>", cubby_page_get_text (page, "empty"));
  g_autofree char *discounts = make_discounts (page, priced);
  g_autofree char *sum = cubby_money_format (priced->quote->total, currency, cubby_page_get_language (page));
  g_autofree char *tax = cubby_money_format (priced->quote->tax, currency, cubby_page_get_language (page));
  g_autofree char *text = g_strconcat ("CBK1:", basket->id, NULL);
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, CUBBY_QR_LEVEL_M, NULL);
  g_autofree char *svg = qr != NULL ? cubby_qr_to_svg (qr) : g_strdup ("");
  cubby_page_set_qr (page, svg);
  cubby_page_set (page, "lines", html->str);
  cubby_page_set (page, "discounts", discounts);
  cubby_page_set (page, "total", sum);
  cubby_page_set (page, "tax", tax);
  set_number (page, "version", basket->version);
  cubby_page_set (page, "note", basket->ordered ? cubby_page_get_text (page, "basket_ordered") : "");
  cubby_page_set (page, "refresh", "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>\n");
  g_autofree char *content = cubby_page_fill (page, "basket.html");
  return cubby_page_finish (page, cubby_page_get_text (page, "basket"), store->settings->shop_name, content);
}

void
cubby_route_basket_page (CubbyHttpRequest *request, gpointer data)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = cubby_central_get_reader (data, request);
  Basket basket = {.id = cubby_http_request_get_parameter (request, "id")};
  const char *wanted = cubby_http_request_get_query (request, "lang");
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store.sql, &error,
                       "SELECT language, lines, version, order_id FROM basket WHERE id = ?", "t", basket.id);
  if (!cubby_store_take_row (rows, &error, "There is no such basket.")) {
    cubby_route_reply_no_page (request, data, error);
    return;
  }
  g_autoptr (CubbyPage) page =
      cubby_page_new (wanted != NULL && *wanted != '\0' ? wanted : cubby_sql_rows_get_text (rows, 0));
  g_autofree char *lines = g_strdup (cubby_sql_rows_get_text (rows, 1));
  basket.version = cubby_sql_rows_get_int (rows, 2);
  basket.ordered = !cubby_sql_rows_is_null (rows, 3);
  g_clear_pointer (&rows, cubby_sql_rows_free);
  g_autoptr (CubbyPriced) priced = price_lines (&store, lines, &error);
  if (priced == NULL) {
    cubby_route_reply_no_page (request, data, error);
    return;
  }
  g_autofree char *script = cubby_page_fill (page, "basket.js");
  cubby_page_set (page, "script", script);
  g_autofree char *html = make_basket_page (&store, page, &basket, priced);
  cubby_route_reply_live_page (request, html, script);
}
