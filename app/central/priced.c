/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/priced.h"
#include "app/domain/money.h"

CubbyPriced *
cubby_priced_new (CubbyChannel channel)
{
  CubbyPriced *self = g_new0 (CubbyPriced, 1);
  self->lines = g_array_new (FALSE, TRUE, sizeof (CubbyPricingLine));
  self->owns = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->strings = g_string_chunk_new (512);
  self->request.channel = channel;
  return self;
}

void
cubby_priced_free (CubbyPriced *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_array_unref (self->owns);
  g_string_chunk_free (self->strings);
  g_free (self->currency);
  g_strfreev (self->codes);
  cubby_quote_free (self->quote);
  g_free (self);
}

gboolean
cubby_priced_add (CubbyPriced *self, const CubbyPricingLine *line, const char *currency)
{
  if (self->currency == NULL)
    self->currency = g_strdup (currency);
  if (g_strcmp0 (self->currency, currency) != 0)
    return FALSE;
  CubbyPricingLine kept = *line;
  kept.sku = g_string_chunk_insert (self->strings, line->sku);
  kept.category = line->category != NULL ? g_string_chunk_insert (self->strings, line->category) : NULL;
  g_array_append_val (self->lines, kept);
  g_array_append_val (self->owns, kept.unit_price);
  return TRUE;
}

CubbyPricedAnswer
cubby_priced_add_sku (CubbyPriced *self, CubbyStore *store, const char *sku, gint64 quantity, GError **error)
{
  g_autoptr (CubbySqlRows) rows =
      cubby_sql_query (store->sql, error,
                       "SELECT v.price, v.currency, p.category, COALESCE(p.tax_bp, c.tax_bp) FROM variant v"
                       " JOIN product p ON p.id = v.product JOIN category c ON c.id = p.category"
                       " WHERE v.sku = ?",
                       "t", sku);
  g_autoptr (GError) local = NULL;
  if (rows == NULL)
    return CUBBY_PRICED_FAILED;
  if (!cubby_sql_rows_next (rows, &local)) {
    if (local == NULL)
      return CUBBY_PRICED_UNKNOWN;
    g_propagate_error (error, g_steal_pointer (&local));
    return CUBBY_PRICED_FAILED;
  }
  CubbyPricingLine line = {
      .sku = sku,
      .category = cubby_sql_rows_get_text (rows, 2),
      .quantity = quantity,
      .unit_price = cubby_sql_rows_get_int (rows, 0),
      .tax_bp = cubby_sql_rows_is_null (rows, 3) ? CUBBY_TAX_UNSAID : (guint)cubby_sql_rows_get_int (rows, 3),
  };
  return cubby_priced_add (self, &line, cubby_sql_rows_get_text (rows, 1)) ? CUBBY_PRICED_ADDED
                                                                           : CUBBY_PRICED_OTHER_CURRENCY;
}

static gboolean
check_codes (const CubbyPriced *self, CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  for (guint i = 0; body != NULL && self->codes != NULL && self->codes[i] != NULL; i++) {
    g_autofree char *place = g_strdup_printf ("codes[%u]", i);
    const CubbyPromotion *promotion = cubby_price_book_find_code (self->book, self->codes[i]);
    CubbyPromotionStanding standing =
        promotion != NULL ? cubby_promotion_judge (promotion, self->request.channel, store->now_ms)
                          : CUBBY_PROMOTION_HOLDS;
    if (promotion == NULL)
      cubby_json_body_fail (body, "", place, "there is no code %s", self->codes[i]);
    else if (standing != CUBBY_PROMOTION_HOLDS)
      cubby_json_body_fail (body, "", place, "the code %s %s", self->codes[i],
                            cubby_promotion_standing_to_words (standing));
  }
  return body == NULL || cubby_json_body_finish (body, error);
}

static guint
get_default_tax (CubbyStore *store, const char *currency)
{
  const CubbyCentralSettings *settings = store->settings;
  const struct {
    const char *currency;
    guint bp;
  } rows[] = {{"VND", settings->tax_vnd_bp}, {"THB", settings->tax_thb_bp}, {"USD", settings->tax_usd_bp}};
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].currency, currency) == 0)
      return rows[i].bp;
  return 0;
}

static void
fill_lines (CubbyPriced *self, CubbyStore *store)
{
  guint tax_bp = get_default_tax (store, self->currency);
  for (guint i = 0; i < self->lines->len; i++) {
    CubbyPricingLine *line = &g_array_index (self->lines, CubbyPricingLine, i);
    line->unit_price = cubby_price_book_get_price (self->book, line->sku, self->currency, line->unit_price,
                                                   self->request.channel, store->now_ms);
    if (line->tax_bp == CUBBY_TAX_UNSAID)
      line->tax_bp = tax_bp;
  }
}

gboolean
cubby_priced_finish (CubbyPriced *self, CubbyStore *store, CubbyJsonBody *body, GError **error)
{
  self->book = cubby_price_book_get (store, error);
  if (self->book == NULL || !check_codes (self, store, body, error))
    return FALSE;
  fill_lines (self, store);
  self->request.lines = (const CubbyPricingLine *)self->lines->data;
  self->request.n_lines = self->lines->len;
  self->request.promotions = cubby_price_book_get_promotions (self->book, &self->request.n_promotions);
  self->request.codes = (const char *const *)self->codes;
  self->request.currency = self->currency != NULL ? self->currency : "VND";
  self->request.now_ms = store->now_ms;
  self->quote = cubby_pricing_quote (&self->request);
  if (self->quote == NULL)
    cubby_problem_set (error, CUBBY_PROBLEM_INVALID, NULL, "lines: make the total too large");
  return self->quote != NULL;
}

gint64
cubby_priced_get_before (const CubbyPriced *self, guint index)
{
  const CubbyPricingLine *line = &self->request.lines[index];
  gint64 before = 0;
  return cubby_money_multiply (g_array_index (self->owns, gint64, index), line->quantity, &before)
             ? MAX (before, line->unit_price * line->quantity)
             : line->unit_price * line->quantity;
}

static void
add_discounts (const CubbyPriced *self, CubbyJsonText *json, const char *name)
{
  cubby_json_text_open_array (json, name);
  for (guint i = 0; i < self->quote->discounts->len; i++) {
    const CubbyQuoteDiscount *discount = &g_array_index (self->quote->discounts, CubbyQuoteDiscount, i);
    const CubbyPromotion *promotion = &self->request.promotions[discount->promotion];
    cubby_json_text_open_object (json, NULL);
    cubby_json_text_string (json, "promotion", promotion->id);
    if (promotion->code != NULL)
      cubby_json_text_string (json, "code", promotion->code);
    cubby_json_text_raw (json, "name", cubby_price_book_get_name (self->book, discount->promotion));
    cubby_store_add_money (json, "amount", discount->amount, self->request.currency);
    cubby_json_text_boolean (json, "on_shelf", cubby_promotion_is_on_shelf (promotion));
    cubby_json_text_close_object (json);
  }
  cubby_json_text_close_array (json);
}

char *
cubby_priced_discounts_to_json (const CubbyPriced *self)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  add_discounts (self, json, NULL);
  return cubby_json_text_steal (json);
}

static void
add_line (const CubbyPriced *self, CubbyJsonText *json, guint index)
{
  const CubbyPricingLine *line = &self->request.lines[index];
  const CubbyQuoteLine *row = &self->quote->lines[index];
  const char *currency = self->request.currency;
  cubby_json_text_open_object (json, NULL);
  cubby_json_text_string (json, "sku", line->sku);
  cubby_json_text_int (json, "quantity", line->quantity);
  cubby_store_add_money (json, "unit_price", line->unit_price, currency);
  cubby_store_add_money (json, "discount", row->discount, currency);
  cubby_store_add_money (json, "total", row->total, currency);
  cubby_store_add_money (json, "tax", row->tax, currency);
  cubby_json_text_close_object (json);
}

void
cubby_priced_add_json (const CubbyPriced *self, CubbyJsonText *json, const char *name)
{
  const CubbyQuote *quote = self->quote;
  const char *currency = self->request.currency;
  cubby_json_text_open_object (json, name);
  cubby_json_text_string (json, "currency", currency);
  cubby_json_text_open_array (json, "lines");
  for (guint i = 0; i < quote->n_lines; i++)
    add_line (self, json, i);
  cubby_json_text_close_array (json);
  add_discounts (self, json, "discounts");
  cubby_store_add_money (json, "subtotal", quote->subtotal, currency);
  cubby_store_add_money (json, "discount", quote->discount, currency);
  if (quote->points > 0) {
    cubby_json_text_int (json, "points", quote->points);
    cubby_store_add_money (json, "points_amount", quote->points_amount, currency);
  }
  cubby_store_add_money (json, "tax", quote->tax, currency);
  cubby_store_add_money (json, "total", quote->total, currency);
  cubby_json_text_close_object (json);
}

void
cubby_priced_refuse (const CubbyPriced *self, GError **error)
{
  g_autoptr (CubbyJsonText) json = cubby_json_text_new ();
  cubby_priced_add_json (self, json, NULL);
  g_autofree char *text = cubby_json_text_steal (json);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *members = json_object_new ();
  json_object_set_object_member (members, "quote", json_object_ref (json_node_get_object (node)));
  cubby_problem_set (error, CUBBY_PROBLEM_PRICE_CHANGED, members,
                     "It costs %" G_GINT64_FORMAT
                     " %s now; show \"quote\" and send the order again with that "
                     "expected_total.",
                     self->quote->total, self->request.currency);
}

gboolean
cubby_priced_expect (const CubbyPriced *self, gint64 total, const char *currency, GError **error)
{
  if (total == self->quote->total && g_strcmp0 (currency, self->request.currency) == 0)
    return TRUE;
  cubby_priced_refuse (self, error);
  return FALSE;
}
