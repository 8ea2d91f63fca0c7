/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/backoff.h"

static const struct {
  const char *name;
  guint attempt;
  double random;
  gint64 asked_s;
  guint wait_ms;
} waits[] = {
    {"none at all is possible", 1, 0.0, 0, 0},
    {"the first is half a second at most", 1, 0.5, 0, 250},
    {"it doubles", 2, 0.5, 0, 500},
    {"and doubles", 5, 0.5, 0, 4000},
    {"up to a minute", 8, 0.5, 0, 30000},
    {"and stays there", 1000000, 0.5, 0, 30000},
    {"no failure counts as one", 0, 0.5, 0, 250},
    {"not before what was asked for", 1, 0.0, 30, 30000},
    {"and spread after it", 8, 0.5, 30, 60000},
    {"who asks for days is given an hour", 1, 0.0, 864000, 3600000},
    {"a time that is past asks for nothing", 1, 0.5, -5, 250},
};

static void
test_wait (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpuint (cubby_backoff_ms (waits[i].attempt, waits[i].random, waits[i].asked_s), ==,
                    waits[i].wait_ms);
}

/* 784111777 is Sun, 06 Nov 1994 08:49:37 GMT */
static const struct {
  const char *text;
  gint64 now_s;
  gint64 seconds;
} values[] = {
    {NULL, 784111777, 0},
    {"", 784111777, 0},
    {"0", 784111777, 0},
    {"120", 784111777, 120},
    {"-1", 784111777, 0},
    {"1.5", 784111777, 0},
    {"99999999999999999999", 784111777, 0},
    {"soon", 784111777, 0},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111717, 60},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777, 0},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 784111800, 0},
    {"Sun, 06 Nov 1994 08:49:37 CET", 784111717, 0},
    {"Sun, 31 Feb 1994 08:49:37 GMT", 784111717, 0},
    {"Sun, 06 Foo 1994 08:49:37 GMT", 784111717, 0},
};

static void
test_value (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_retry_after_parse (values[i].text, values[i].now_s), ==, values[i].seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autofree char *path = g_strconcat ("/domain/backoff/", waits[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_wait);
  }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/backoff/Retry-After %u", i);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_value);
  }
  return g_test_run ();
}
