/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/data-age.h"

static const struct {
  const char *name;
  CubbyMoment then;
  CubbyMoment now;
  gint64 age_ms;
} ages[] = {
    {"just now", {"a", 5000, 900000}, {"a", 5000, 900000}, 0},
    {"a minute ago", {"a", 5000, 900000}, {"a", 65000, 960000}, 60000},
    {"the clock was put forward", {"a", 5000, 900000}, {"a", 65000, 99900000}, 60000},
    {"the clock was put back", {"a", 5000, 900000}, {"a", 65000, 100}, 60000},
    {"before a restart", {"a", 5000, 900000}, {"b", 1000, 960000}, 60000},
    {"before a restart, and the clock says it is to come",
     {"a", 5000, 900000},
     {"b", 1000, 800000},
     CUBBY_AGE_UNKNOWN},
    {"no run is known: the clock", {"", 5000, 900000}, {"", 1000, 960000}, 60000},
};

static void
test_age (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (cubby_moment_age_ms (&ages[i].then, &ages[i].now), ==, ages[i].age_ms);
}

static void
test_unknown (void)
{
  CubbyMoment now = {"a", 1, 1};
  g_assert_cmpint (cubby_moment_age_ms (NULL, &now), ==, CUBBY_AGE_UNKNOWN);
}

static void
test_text (void)
{
  CubbyMoment moment = {"6f5b2d5e-7a29-4a3e-9a51-2b1c7e1d0f11", 5000, 900000};
  CubbyMoment again;
  g_autofree char *text = cubby_moment_format (&moment);
  g_assert_true (cubby_moment_parse (text, &again));
  g_assert_cmpstr (again.boot, ==, moment.boot);
  g_assert_cmpint (again.running_ms, ==, moment.running_ms);
  g_assert_cmpint (again.wall_ms, ==, moment.wall_ms);
}

static const char *const bad[] = {
    "", "a", "a 1", "a 1 2 3", "a x 1", "a 1 -1", "0123456789012345678901234567890123456 1 2"};

static void
test_bad (gconstpointer data)
{
  CubbyMoment moment;
  g_assert_false (cubby_moment_parse (data, &moment));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++) {
    g_autofree char *path = g_strconcat ("/domain/data-age/", ages[i].name, NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_age);
  }
  g_test_add_func ("/domain/data-age/never", test_unknown);
  g_test_add_func ("/domain/data-age/as text and back", test_text);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/data-age/refuses \"%s\"", bad[i]);
    g_test_add_data_func (path, bad[i], test_bad);
  }
  return g_test_run ();
}
