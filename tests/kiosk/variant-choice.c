/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/variant-choice.h"

typedef struct {
  CubbyProduct product;
  CubbyVariant variants[4];
} Fixture;

static const char *const values[][3] = {
    {"white", "S", NULL}, {"white", "M", NULL}, {"black", "S", NULL}, {"black", "L", NULL}};
static const char *const skus[] = {"W-S", "W-M", "B-S", "B-L"};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static CubbyOption options[2] = {{.id = (char *)"colour"}, {.id = (char *)"size"}};
  fixture->product.options = g_ptr_array_new ();
  fixture->product.variants = g_ptr_array_new ();
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (fixture->product.options, &options[i]);
  for (guint i = 0; i < 4; i++) {
    fixture->variants[i].sku = (char *)skus[i];
    fixture->variants[i].values = (GStrv)values[i];
    g_ptr_array_add (fixture->product.variants, &fixture->variants[i]);
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->product.options);
  g_ptr_array_unref (fixture->product.variants);
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (cubby_variant_start (&fixture->product, NULL)->sku, ==, "W-S");
  fixture->variants[2].stock.here = 1;
  g_assert_cmpstr (cubby_variant_start (&fixture->product, NULL)->sku, ==, "B-S");
  g_assert_cmpstr (cubby_variant_start (&fixture->product, "W-M")->sku, ==, "W-M");
  g_assert_cmpstr (cubby_variant_start (&fixture->product, "GONE")->sku, ==, "B-S");
}

static void
test_choose (Fixture *fixture, gconstpointer data)
{
  const CubbyVariant *small = &fixture->variants[0];
  g_assert_cmpstr (cubby_variant_choose (&fixture->product, small, 0, "black")->sku, ==, "B-S");
  g_assert_cmpstr (cubby_variant_choose (&fixture->product, small, 1, "L")->sku, ==, "B-L");
  g_assert_cmpstr (cubby_variant_choose (&fixture->product, small, 1, "XXL")->sku, ==, "W-S");
}

static void
test_offered (Fixture *fixture, gconstpointer data)
{
  fixture->variants[1].stock.online = 4;
  g_assert_true (cubby_variant_is_offered (&fixture->product, &fixture->variants[0], 1, "M"));
  g_assert_false (cubby_variant_is_offered (&fixture->product, &fixture->variants[0], 1, "L"));
  g_assert_false (cubby_variant_is_offered (&fixture->product, &fixture->variants[0], 1, "XXL"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kiosk/variant-choice/it starts with what was meant, else with what is here", Fixture, NULL,
              set_up, test_start, tear_down);
  g_test_add ("/kiosk/variant-choice/the other options stay where that exists", Fixture, NULL, set_up,
              test_choose, tear_down);
  g_test_add ("/kiosk/variant-choice/what no place has is not offered", Fixture, NULL, set_up, test_offered,
              tear_down);
  return g_test_run ();
}
