/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/rate-limit.h"

#define START G_GINT64_CONSTANT (1000000000)
#define S G_GINT64_CONSTANT (1000000)

/* One sender's requests, at seconds after the start, and which of them may come ('1') or not ('0'). */
static const struct {
  const char *name;
  guint quota;
  guint window_s;
  const char *allowed;
  gint64 at[12];
} rows[] = {
    {"no quota is no limit", 0, 0, "111111", {0, 0, 0, 0, 0, 0}},
    {"all of a quota may come at once", 3, 60, "1110", {0, 0, 0, 0}},
    {"then one a share of the window", 3, 60, "11101010", {0, 0, 0, 19, 20, 39, 40, 41}},
    {"a quota of one", 1, 10, "101001", {0, 9, 10, 11, 19, 20}},
    {"after a window all is there again", 2, 10, "11011", {0, 0, 1, 10, 10}},
    {"after a long time no more than all", 2, 10, "11110", {0, 0, 1000, 1000, 1000}},
    {"slow ones are never refused", 2, 10, "111111", {0, 5, 10, 15, 20, 25}},
    {"a clock that stands still", 2, 10, "11000", {0, 0, 0, 0, 0}},
    {"refusals take nothing", 1, 10, "100001", {0, 1, 2, 3, 9, 10}},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CubbyRatePolicy policy = {.quota = rows[i].quota, .window_s = rows[i].window_s};
  gint64 state = 0;
  for (guint k = 0; rows[i].allowed[k] != '\0'; k++) {
    CubbyRateVerdict verdict = cubby_rate_take (&state, &policy, START + rows[i].at[k] * S);
    g_test_message ("request %u", k);
    g_assert_cmpint (verdict.allowed, ==, rows[i].allowed[k] == '1');
    g_assert_cmpint (verdict.retry_after_s > 0, ==, !verdict.allowed);
    if (verdict.allowed)
      continue;
    g_assert_cmpuint (verdict.remaining, ==, 0);
    gint64 again = state;
    gint64 later_us = START + (rows[i].at[k] + verdict.retry_after_s) * S;
    g_assert_true (cubby_rate_take (&again, &policy, later_us).allowed);
  }
}

static void
test_told (void)
{
  CubbyRatePolicy policy = {.quota = 4, .window_s = 60};
  gint64 state = 0;
  CubbyRateVerdict verdict = cubby_rate_take (&state, &policy, START);
  g_assert_cmpuint (verdict.remaining, ==, 3);
  g_assert_cmpuint (verdict.reset_s, ==, 15);
  verdict = cubby_rate_take (&state, &policy, START);
  g_assert_cmpuint (verdict.remaining, ==, 2);
  g_assert_cmpuint (verdict.reset_s, ==, 30);
  verdict = cubby_rate_take (&state, &policy, START + 30 * S);
  g_assert_cmpuint (verdict.remaining, ==, 3);
}

/* Whatever comes, no window of the clock has more than twice the quota, and on the long run the rate holds.
 */
static void
test_long_run (void)
{
  CubbyRatePolicy policy = {.quota = 10, .window_s = 60};
  g_autoptr (GRand) dice = g_rand_new_with_seed (4);
  gint64 state = 0;
  gint64 now_us = START;
  guint allowed = 0;
  for (guint i = 0; i < 20000; i++) {
    now_us += g_rand_int_range (dice, 0, 400000);
    allowed += cubby_rate_take (&state, &policy, now_us).allowed ? 1 : 0;
  }
  guint windows = (guint)((now_us - START) / (60 * S));
  g_assert_cmpuint (allowed, <=, policy.quota * (windows + 2));
  g_assert_cmpuint (allowed, >=, policy.quota * (windows - 1));
}

static void
test_senders (void)
{
  CubbyRatePolicy policy = {.quota = 1, .window_s = 60};
  g_autoptr (CubbyRateTable) table = cubby_rate_table_new (100);
  g_assert_true (cubby_rate_table_take (table, "a", &policy, START).allowed);
  g_assert_false (cubby_rate_table_take (table, "a", &policy, START).allowed);
  g_assert_true (cubby_rate_table_take (table, "b", &policy, START).allowed);
}

static void
test_bounded (void)
{
  CubbyRatePolicy policy = {.quota = 1, .window_s = 60};
  g_autoptr (CubbyRateTable) table = cubby_rate_table_new (100);
  for (guint i = 0; i < 100000; i++) {
    g_autofree char *sender = g_strdup_printf ("%u", i);
    cubby_rate_table_take (table, sender, &policy, START + i);
    cubby_rate_table_take (table, "busy", &policy, START + i);
    g_assert_cmpuint (cubby_rate_table_get_size (table), <=, 100);
  }
  g_assert_false (cubby_rate_table_take (table, "busy", &policy, START + 100000).allowed);
  g_assert_true (cubby_rate_table_take (table, "7", &policy, START + 100000).allowed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/domain/rate limit/", rows[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/domain/rate limit/what is left is told", test_told);
  g_test_add_func ("/domain/rate limit/on the long run the rate holds", test_long_run);
  g_test_add_func ("/domain/rate limit/each sender has its own", test_senders);
  g_test_add_func ("/domain/rate limit/its memory is bounded, and who comes often is kept", test_bounded);
  return g_test_run ();
}
