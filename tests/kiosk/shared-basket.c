/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/shared-basket.h"

#define BASKET "{\"id\":\"b1\",\"version\":4,\"lines\":[{\"sku\":\"A\",\"quantity\":2}]}"

typedef struct {
  CubbySharedBasket shared;
  CubbyBasket *basket;
  CubbyBasket *sent;
} Fixture;

/* A basket with two A, known to both. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->basket = cubby_basket_new ();
  fixture->sent = cubby_basket_new ();
  cubby_basket_add (fixture->basket, "A", 2);
  cubby_shared_basket_begin (&fixture->shared, BASKET, fixture->basket);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  cubby_shared_basket_clear (&fixture->shared);
  cubby_basket_free (fixture->basket);
  cubby_basket_free (fixture->sent);
}

static guint
count (const CubbyBasket *basket, const char *sku)
{
  for (guint i = 0; i < cubby_basket_get_n_lines (basket); i++)
    if (g_str_equal (cubby_basket_get_line (basket, i)->sku, sku))
      return cubby_basket_get_line (basket, i)->quantity;
  return 0;
}

/* One B is put in and sent. */
static void
change (Fixture *fixture)
{
  cubby_basket_add (fixture->basket, "B", 1);
  g_assert_true (cubby_shared_basket_is_due (&fixture->shared, fixture->basket));
  cubby_basket_add (fixture->sent, "A", 2);
  cubby_basket_add (fixture->sent, "B", 1);
  fixture->shared.sending = TRUE;
  g_assert_false (cubby_shared_basket_is_due (&fixture->shared, fixture->basket));
}

static CubbySharedMove
answer (Fixture *fixture, guint status, const char *body)
{
  return cubby_shared_basket_answer (&fixture->shared, status, body, fixture->sent, fixture->basket);
}

static void
test_agreed (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (fixture->shared.etag, ==, "\"4\"");
  g_assert_false (cubby_shared_basket_is_due (&fixture->shared, fixture->basket));
  change (fixture);
  cubby_basket_add (fixture->basket, "C", 1); /* meanwhile */
  g_assert_cmpint (answer (fixture, 200, "{\"id\":\"b1\",\"version\":5,\"lines\":[]}"), ==,
                   CUBBY_SHARED_AGREED);
  g_assert_cmpstr (fixture->shared.etag, ==, "\"5\"");
  g_assert_true (cubby_shared_basket_is_due (&fixture->shared, fixture->basket));
}

static void
test_merged (Fixture *fixture, gconstpointer data)
{
  change (fixture);
  g_assert_cmpint (answer (fixture, 412,
                           "{\"type\":\"x\",\"basket\":{\"id\":\"b1\",\"version\":7,\"lines\":"
                           "[{\"sku\":\"A\",\"quantity\":3},{\"sku\":\"D\",\"quantity\":1}]}}"),
                   ==, CUBBY_SHARED_MERGED);
  g_assert_cmpuint (count (fixture->basket, "A"), ==, 3);
  g_assert_cmpuint (count (fixture->basket, "B"), ==, 1);
  g_assert_cmpuint (count (fixture->basket, "D"), ==, 1);
  g_assert_cmpstr (fixture->shared.etag, ==, "\"7\"");
  g_assert_true (cubby_shared_basket_is_due (&fixture->shared, fixture->basket));
}

static void
test_emptied (Fixture *fixture, gconstpointer data)
{
  change (fixture);
  g_assert_cmpint (answer (fixture, 412, "{\"basket\":{\"id\":\"b1\",\"version\":7,\"lines\":[]}}"), ==,
                   CUBBY_SHARED_MERGED);
  g_assert_cmpuint (count (fixture->basket, "A"), ==, 0);
  g_assert_cmpuint (count (fixture->basket, "B"), ==, 1);
}

/* What ends the sharing leaves the basket as it is; what passes leaves both. */
static const struct {
  const char *name;
  guint status;
  const char *body;
  CubbySharedMove move;
} answers[] = {
    {"it is gone", 404, "{}", CUBBY_SHARED_ENDED},
    {"it is refused", 422, "{}", CUBBY_SHARED_ENDED},
    {"a problem without the basket", 412, "{}", CUBBY_SHARED_ENDED},
    {"a basket that is none", 412, "{\"basket\":{\"lines\":7}}", CUBBY_SHARED_ENDED},
    {"an answer that is none", 200, "nonsense", CUBBY_SHARED_ENDED},
    {"no answer", 0, NULL, CUBBY_SHARED_NOTHING},
    {"a centre that has failed", 503, "{}", CUBBY_SHARED_NOTHING},
};

static void
test_other (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  change (fixture);
  g_assert_cmpint (answer (fixture, answers[i].status, answers[i].body), ==, answers[i].move);
  g_assert_cmpuint (cubby_basket_count (fixture->basket), ==, 3);
  g_assert_cmpint (fixture->shared.id == NULL, ==, answers[i].move == CUBBY_SHARED_ENDED);
  g_assert_cmpint (cubby_shared_basket_is_due (&fixture->shared, fixture->basket), ==,
                   answers[i].move == CUBBY_SHARED_NOTHING);
  g_assert_cmpint (answer (fixture, 200, BASKET), ==, CUBBY_SHARED_NOTHING);
}

#define ADD(name, test) g_test_add ("/kiosk/shared-basket/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what was sent is known to both, what was put in meanwhile is due", test_agreed);
  ADD ("when the phone was first, the basket holds both changes", test_merged);
  ADD ("what the phone emptied stays out", test_emptied);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/shared-basket/%s", answers[i].name);
    g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_other, tear_down);
  }
  return g_test_run ();
}
