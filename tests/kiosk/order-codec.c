/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/order-codec.h"

static void
test_order (void)
{
  g_autoptr (CubbyBasket) basket = cubby_basket_new ();
  cubby_basket_add (basket, "LS-WHT-M", 2);
  const CubbyOrderWish wish = {.language = "vi",
                               .store = "4711",
                               .method = "locker_pickup",
                               .contact = "a@b.vn",
                               .reach = TRUE,
                               .total = 398000,
                               .currency = "VND"};
  g_autofree char *body = cubby_order_codec_write_order (basket, &wish);
  g_assert_cmpstr (body, ==,
                   "{\"channel\":\"kiosk\",\"language\":\"vi\",\"customer\":{\"email\":\"a@b.vn\"},"
                   "\"lines\":[{\"sku\":\"LS-WHT-M\",\"quantity\":2}],"
                   "\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\",\"reach\":true},"
                   "\"payment\":{\"method\":\"pay_at_pickup\",\"status\":\"pending\"},"
                   "\"expected_total\":{\"amount\":398000,\"currency\":\"VND\"}}");
}

static void
test_answer (void)
{
  g_autofree char *number = NULL;
  g_autofree char *url = NULL;
  g_assert_true (cubby_order_codec_read_order ("{\"number\":\"C-1\",\"pass_url\":\"/p/x\"}", &number, &url));
  g_assert_cmpstr (number, ==, "C-1");
  g_assert_cmpstr (url, ==, "/p/x");
}

static const char *const broken[] = {"", "[]", "{}", "nonsense", "{\"number\":7}", "{\"number\":{}}", "null"};

static void
test_broken_answer (gconstpointer data)
{
  char *number = NULL;
  char *url = NULL;
  g_assert_false (cubby_order_codec_read_order (data, &number, &url));
  g_assert_null (number);
}

static const char *const broken_baskets[] = {
    "",
    "{}",
    "{\"lines\":[]}",
    "{\"lines\":7}",
    "{\"lines\":[7]}",
    "{\"lines\":[{\"sku\":\"A\"}]}",
    "{\"lines\":[{\"sku\":\"A\",\"quantity\":0}]}",
    "{\"lines\":[{\"sku\":7,\"quantity\":1}]}",
    "{\"lines\":[{\"sku\":\"A\",\"quantity\":{}}]}",
};

static void
test_broken_basket (gconstpointer data)
{
  g_autoptr (CubbyBasket) basket = cubby_basket_new ();
  cubby_basket_add (basket, "KEPT", 1);
  g_assert_false (cubby_order_codec_read_basket (data, basket));
  g_assert_cmpstr (cubby_basket_get_line (basket, 0)->sku, ==, "KEPT");
}

static void
test_basket (void)
{
  g_autoptr (CubbyBasket) basket = cubby_basket_new ();
  g_assert_true (cubby_order_codec_read_basket ("{\"lines\":[{\"sku\":\"A\",\"quantity\":2}]}", basket));
  g_assert_cmpuint (cubby_basket_count (basket), ==, 2);
}

static void
test_problem (void)
{
  g_autofree char *problem = cubby_order_codec_read_problem ("{\"type\":\"urn:cubby:problem:out-of-stock\"}");
  g_assert_cmpstr (problem, ==, "out-of-stock");
  g_assert_null (cubby_order_codec_read_problem ("{\"type\":1}"));
}

/* As app/central/order-place.c writes it. */
static void
test_missing (void)
{
  g_auto (GStrv) two = cubby_order_codec_read_missing (
      "{\"type\":\"urn:cubby:problem:out-of-stock\",\"skus\":[{\"sku\":\"A\",\"wanted\":2,\"purchasable\":1},"
      "{\"sku\":\"B\"},{\"sku\":7},\"C\",null]}");
  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpstr (two[0], ==, "A");
  g_assert_cmpstr (two[1], ==, "B");
  g_auto (GStrv) none = cubby_order_codec_read_missing ("{\"skus\":{}}");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static const struct {
  const char *contact;
  gboolean sound;
} contacts[] = {
    {"", TRUE},          {"0901234567", TRUE}, {"+84 (90) 123-45.67", TRUE}, {"lan@shop.vn", TRUE},
    {"123", FALSE},      {"lan@", FALSE},      {"@shop.vn", FALSE},          {"lan@shop", FALSE},
    {"a@b@c.vn", FALSE}, {"lan", FALSE},       {"lan@.vn", FALSE},           {"lan@shop.", FALSE},
};

static void
test_contact (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_order_codec_contact_is_sound (contacts[i].contact), ==, contacts[i].sound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/order-codec/an order is written as the API has it", test_order);
  g_test_add_func ("/kiosk/order-codec/an order's number and page are read", test_answer);
  g_test_add_func ("/kiosk/order-codec/a basket is read", test_basket);
  g_test_add_func ("/kiosk/order-codec/a problem is known by its last word", test_problem);
  g_test_add_func ("/kiosk/order-codec/an out-of-stock problem names what is missing", test_missing);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/order-codec/no order: %u %s", i, broken[i]);
    g_test_add_data_func (path, broken[i], test_broken_answer);
  }
  for (guint i = 0; i < G_N_ELEMENTS (broken_baskets); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/order-codec/no basket: %u %s", i, broken_baskets[i]);
    g_test_add_data_func (path, broken_baskets[i], test_broken_basket);
  }
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/order-codec/“%s” %s a contact", contacts[i].contact,
                                             contacts[i].sound ? "is" : "is not");
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_contact);
  }
  return g_test_run ();
}
