/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/basket-quote.h"

#define QUOTE                                                                                                \
  "{\"currency\":\"VND\",\"lines\":[],\"subtotal\":{\"amount\":398000,\"currency\":\"VND\"},"                \
  "\"discounts\":[{\"promotion\":\"p\",\"name\":{\"vi\":\"Hè\",\"th\":\"ร้อน\",\"en\":\"Summer\"}," \
  "\"amount\":{\"amount\":39800,\"currency\":\"VND\"}},"                                                     \
  "{\"promotion\":\"q\",\"on_shelf\":true,\"name\":{\"vi\":\"K\",\"th\":\"K\",\"en\":\"K\"},"                \
  "\"amount\":{\"amount\":100,\"currency\":\"VND\"}},"                                                       \
  "{\"code\":\"TET\",\"name\":{\"vi\":\"T\",\"th\":\"T\",\"en\":\"T\"},"                                     \
  "\"amount\":{\"amount\":0,\"currency\":\"VND\"}}],"                                                        \
  "\"total\":{\"amount\":358200,\"currency\":\"VND\"}}"

static CubbyBasket *
make_basket (void)
{
  CubbyBasket *basket = cubby_basket_new ();
  cubby_basket_add (basket, "ATT-WHT-S", 2);
  return basket;
}

static void
test_request (void)
{
  g_autoptr (CubbyBasket) basket = make_basket ();
  g_autofree char *request = cubby_basket_quote_write_request (basket);
  g_assert_cmpstr (request, ==, "{\"channel\":\"kiosk\",\"lines\":[{\"sku\":\"ATT-WHT-S\",\"quantity\":2}]}");
}

static const char *const bodies[] = {
    QUOTE,
    "{\"type\":\"urn:cubby:problem:price-changed\",\"status\":409,\"quote\":" QUOTE "}",
};

static void
test_read (gconstpointer data)
{
  CubbyBasketQuote quote = {0};
  g_autoptr (CubbyBasket) basket = make_basket ();
  g_autofree char *request = cubby_basket_quote_write_request (basket);
  g_assert_true (cubby_basket_quote_read (&quote, data, "th", request));
  g_assert_cmpint (quote.total, ==, 358200);
  g_assert_cmpint (quote.subtotal, ==, 398000);
  g_assert_cmpstr (quote.currency, ==, "VND");
  g_assert_cmpuint (quote.discounts->len, ==, 1);
  const CubbyBasketDiscount *discount = g_ptr_array_index (quote.discounts, 0);
  g_assert_cmpstr (discount->name, ==, "ร้อน");
  g_assert_cmpint (discount->amount, ==, 39800);
  g_assert_true (cubby_basket_quote_is_of (&quote, basket));
  cubby_basket_add (basket, "ATT-WHT-S", 1);
  g_assert_false (cubby_basket_quote_is_of (&quote, basket));
  cubby_basket_quote_clear (&quote);
}

static const char *const broken[] = {
    "",
    "null",
    "[]",
    "{}",
    "nonsense",
    "{\"quote\":7}",
    "{\"currency\":\"VND\"}",
    "{\"currency\":7,\"subtotal\":{\"amount\":1},\"total\":{\"amount\":1}}",
    "{\"currency\":\"VND\",\"subtotal\":{\"amount\":\"1\"},\"total\":{\"amount\":1}}",
    "{\"currency\":\"VND\",\"subtotal\":{\"amount\":1},\"total\":{\"amount\":-1}}",
    "{\"currency\":\"VND\",\"subtotal\":{\"amount\":1},\"total\":1}",
};

static void
test_broken (gconstpointer data)
{
  CubbyBasketQuote quote = {0};
  g_autoptr (CubbyBasket) basket = make_basket ();
  cubby_basket_quote_guess (&quote, basket, 5, "VND");
  g_assert_false (cubby_basket_quote_read (&quote, data, "vi", quote.request));
  g_assert_null (quote.request);
  g_assert_false (cubby_basket_quote_is_of (&quote, basket));
}

static void
test_guess (void)
{
  CubbyBasketQuote quote = {0};
  g_autoptr (CubbyBasket) basket = make_basket ();
  cubby_basket_quote_guess (&quote, basket, 398000, "VND");
  g_assert_true (cubby_basket_quote_is_of (&quote, basket));
  g_assert_true (cubby_basket_quote_read (&quote, QUOTE, "vi", quote.request));
  g_assert_true (cubby_basket_quote_is_of (&quote, basket));
  g_assert_cmpint (quote.total, ==, 358200);
  cubby_basket_quote_clear (&quote);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/basket-quote/asks for what is in the basket", test_request);
  g_test_add_data_func ("/kiosk/basket-quote/reads a quote in the shopper's language", bodies[0], test_read);
  g_test_add_data_func ("/kiosk/basket-quote/reads it from a price that has changed", bodies[1], test_read);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/basket-quote/nothing is known from broken answer %u", i);
    g_test_add_data_func (path, broken[i], test_broken);
  }
  g_test_add_func ("/kiosk/basket-quote/the replica's prices until the centre has answered", test_guess);
  return g_test_run ();
}
