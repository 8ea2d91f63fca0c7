/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/loyalty.h"

static const struct {
  const char *name;
  gint64 amount, spend, points;
} earns[] = {
    {"a point for each full step", 199000, 10000, 19},
    {"exactly one step is one point", 10000, 10000, 1},
    {"less than a step earns nothing", 9999, 10000, 0},
    {"a currency without a rate earns nothing", 500, 0, 0},
    {"nothing spent earns nothing", 0, 10000, 0},
    {"money given back earns nothing", -10000, 10000, 0},
};

static void
test_earn (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_loyalty_earn (earns[i].amount, earns[i].spend), ==, earns[i].points);
}

static const struct {
  const char *name;
  gint64 points, balance, worth, payable;
  CubbyRedemption answer;
} redeems[] = {
    {"points are money off", 50, 100, 100, 20000, {CUBBY_REDEEM_GOOD, 5000, 100}},
    {"all of them may go", 100, 100, 100, 20000, {CUBBY_REDEEM_GOOD, 10000, 100}},
    {"more than she has is refused", 101, 100, 100, 20000, {CUBBY_REDEEM_TOO_FEW, 0, 100}},
    {"more than is to be paid is refused", 100, 100, 100, 9999, {CUBBY_REDEEM_TOO_MANY, 0, 99}},
    {"exactly what is to be paid is good", 99, 100, 100, 9900, {CUBBY_REDEEM_GOOD, 9900, 99}},
    {"in a currency where they are worth nothing", 1, 100, 0, 9900, {CUBBY_REDEEM_NOT_OFFERED, 0, 0}},
    {"nothing to pay takes no points", 1, 100, 100, 0, {CUBBY_REDEEM_TOO_MANY, 0, 0}},
    {"a huge number is refused, not wrapped", G_MAXINT64, 100, 100, 9900, {CUBBY_REDEEM_TOO_FEW, 0, 99}},
};

static void
test_redeem (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyRedemption answer =
      cubby_loyalty_redeem (redeems[i].points, redeems[i].balance, redeems[i].worth, redeems[i].payable);
  g_assert_cmpint (answer.verdict, ==, redeems[i].answer.verdict);
  g_assert_cmpint (answer.discount, ==, redeems[i].answer.discount);
  g_assert_cmpint (answer.most, ==, redeems[i].answer.most);
}

static const struct {
  const char *name;
  gint64 earned, reversed, kept, balance, back;
} reverses[] = {
    {"all goes back with the whole order", 19, 0, 0, 19, 19},
    {"a part goes back with a part", 19, 0, 100000, 19, 9},
    {"what went back before does not again", 19, 9, 0, 19, 10},
    {"what she has spent meanwhile is the shop's loss", 19, 0, 0, 5, 5},
    {"nothing goes back when all is kept", 19, 0, 199000, 19, 0},
    {"nothing is given by a return", 19, 19, 199000, 0, 0},
    {"nor more than was earned", 19, 0, 900000, 19, 0},
};

static void
test_reverse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_loyalty_reverse (reverses[i].earned, reverses[i].reversed, reverses[i].kept, 10000,
                                          reverses[i].balance),
                   ==, reverses[i].back);
}

static const struct {
  const char *name;
  gint64 points, amount, total, credit, back;
} restores[] = {
    {"money goes back first", 30, 3000, 196000, 100000, 0},
    {"points come back with the rest", 30, 3000, 196000, 199000, 30},
    {"a part of them with a part of the rest", 30, 3000, 196000, 197500, 15},
    {"never a part of a point", 30, 3000, 196000, 196099, 0},
    {"an order that points paid for alone", 1990, 199000, 0, 99500, 995},
    {"never more than were given", 30, 3000, 196000, 900000, 30},
    {"without points there is nothing to come back", 0, 0, 199000, 199000, 0},
};

static void
test_restore (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (
      cubby_loyalty_restore (restores[i].points, restores[i].amount, restores[i].total, restores[i].credit),
      ==, restores[i].back);
}

static const struct {
  const char *name;
  gint64 balance, points;
  gboolean may;
} adjusts[] = {
    {"points are given", 0, 5, TRUE},
    {"points are taken", 5, -5, TRUE},
    {"never more than there are", 5, -6, FALSE},
    {"nothing is no change", 5, 0, FALSE},
    {"never more than can be counted", G_MAXINT64, 1, FALSE},
};

static void
test_adjust (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_loyalty_may_adjust (adjusts[i].balance, adjusts[i].points), ==, adjusts[i].may);
}

static const struct {
  const char *name;
  const char *from;
  guint months;
  const char *to; /* NULL: never */
} ends[] = {
    {"twelve months are a year", "2026-11-22T03:04:05Z", 12, "2027-11-22T03:04:05Z"},
    {"the last day of a month stays its last", "2027-01-31T00:00:00Z", 1, "2027-02-28T00:00:00Z"},
    {"without an end there is none", "2026-11-22T03:04:05Z", 0, NULL},
};

static gint64
to_ms (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

static void
test_end (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_loyalty_expires_at (to_ms (ends[i].from), ends[i].months), ==, to_ms (ends[i].to));
}

static void
test_take (void)
{
  CubbyPointsLot lots[] = {{.left = 3, .expires_ms = 10}, {.left = 4, .expires_ms = 20}, {.left = 5}};
  g_assert_cmpint (cubby_loyalty_take (lots, 3, 5), ==, 5);
  g_assert_cmpint (lots[0].left, ==, 0);
  g_assert_cmpint (lots[1].left, ==, 2);
  g_assert_cmpint (lots[2].left, ==, 5);
  g_assert_cmpint (cubby_loyalty_take (lots, 3, 100), ==, 7);
  g_assert_cmpint (cubby_loyalty_take (lots, 3, 1), ==, 0);
}

#define ADD_ROWS(table, folder, test)                                                                        \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {                                                         \
    g_autofree char *path = g_strdup_printf ("/domain/loyalty/" folder "/%u %s", i + 1, table[i].name);      \
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test);                                                 \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS (earns, "earn", test_earn)
  ADD_ROWS (redeems, "redeem", test_redeem)
  ADD_ROWS (reverses, "reverse", test_reverse)
  ADD_ROWS (restores, "restore", test_restore)
  ADD_ROWS (adjusts, "adjust", test_adjust)
  ADD_ROWS (ends, "end", test_end)
  g_test_add_func ("/domain/loyalty/points that end first are taken first", test_take);
  return g_test_run ();
}
