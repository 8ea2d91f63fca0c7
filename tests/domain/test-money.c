/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/money.h"

typedef struct {
  const char *name;
  gint64 amount;
  const char *currency;
  const char *language;
  const char *text;
} FormatRow;

static const FormatRow formats[] = {
    {"dong in Vietnamese", 199000, "VND", "vi", "199.000\302\240₫"},
    {"dong in English", 199000, "VND", "en", "₫199,000"},
    {"dong in Thai", 1990000, "VND", "th", "₫1,990,000"},
    {"baht in Thai", 199000, "THB", "th", "฿1,990.00"},
    {"baht in Vietnamese", 199005, "THB", "vi", "1.990,05\302\240฿"},
    {"baht in English", 123456789, "THB", "en", "฿1,234,567.89"},
    {"dollars in Thai", 1990, "USD", "th", "$19.90"},
    {"dollars in Vietnamese", 1234567, "USD", "vi", "12.345,67\302\240$"},
    {"dollars in English", 1990, "USD", "en", "$19.90"},
    {"cents alone", 5, "USD", "en", "$0.05"},
    {"nothing", 0, "VND", "vi", "0\302\240₫"},
    {"under a thousand", 999, "VND", "vi", "999\302\240₫"},
    {"a million", 1000000, "VND", "en", "₫1,000,000"},
    {"below nothing", -199000, "VND", "vi", "-199.000\302\240₫"},
    {"below nothing in English", -1990, "USD", "en", "-$19.90"},
    {"the least there is", G_MININT64, "VND", "en", "-₫9,223,372,036,854,775,808"},
    {"another language is written as English", 1990, "USD", "de", "$19.90"},
};

static void
test_format (gconstpointer data)
{
  const FormatRow *row = data;
  g_autofree char *text = cubby_money_format (row->amount, row->currency, row->language);
  g_assert_cmpstr (text, ==, row->text);
}

static void
test_add (void)
{
  gint64 sum = 7;
  g_assert_true (cubby_money_add (199000, 1000, &sum));
  g_assert_cmpint (sum, ==, 200000);
  g_assert_false (cubby_money_add (G_MAXINT64, 1, &sum));
  g_assert_false (cubby_money_add (G_MININT64, -1, &sum));
  g_assert_cmpint (sum, ==, 200000);
}

static void
test_multiply (void)
{
  gint64 product = 7;
  g_assert_true (cubby_money_multiply (199000, 3, &product));
  g_assert_cmpint (product, ==, 597000);
  g_assert_false (cubby_money_multiply (G_MAXINT64 / 2, 3, &product));
  g_assert_cmpint (product, ==, 597000);
}

static void
test_currencies (void)
{
  g_assert_cmpuint (cubby_currency_find ("VND")->decimals, ==, 0);
  g_assert_cmpuint (cubby_currency_find ("THB")->decimals, ==, 2);
  g_assert_null (cubby_currency_find ("EUR"));
  g_assert_null (cubby_currency_find (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *path = g_strconcat ("/domain/money/", formats[i].name, NULL);
    g_test_add_data_func (path, &formats[i], test_format);
  }
  g_test_add_func ("/domain/money/sums never wrap round", test_add);
  g_test_add_func ("/domain/money/products never wrap round", test_multiply);
  g_test_add_func ("/domain/money/currencies have their decimals", test_currencies);
  return g_test_run ();
}
