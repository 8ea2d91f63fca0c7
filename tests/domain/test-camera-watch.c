/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/camera-watch.h"

/* Pictures in a row: so many seconds at so many a second. */
typedef struct {
  guint seconds;
  guint rate;
  CubbyCameraGlance glance;
} Stretch;

typedef struct {
  const char *name;
  Stretch stretches[4]; /* ended by one of no time */
  CubbyCameraHealth health;
  guint seen_rate;
} Row;

#define SHOP                                                                                                 \
  {                                                                                                          \
    FALSE, 110, 40                                                                                           \
  }
#define STILL                                                                                                \
  {                                                                                                          \
    TRUE, 110, 40                                                                                            \
  }
#define COVERED                                                                                              \
  {                                                                                                          \
    FALSE, 18, 2                                                                                             \
  }
#define DARK_CLAMPED                                                                                         \
  {                                                                                                          \
    TRUE, 16, 0                                                                                              \
  }
#define SUN                                                                                                  \
  {                                                                                                          \
    TRUE, 255, 0                                                                                             \
  }
#define NIGHT_WITH_A_LAMP                                                                                    \
  {                                                                                                          \
    FALSE, 20, 9                                                                                             \
  }

static const Row rows[] = {
    {"a shop", {{60, 30, SHOP}}, CUBBY_CAMERA_GOOD, 30},
    {"its first second", {{1, 30, SHOP}}, CUBBY_CAMERA_GOOD, 0},
    {"nothing moves, for less than it takes", {{5, 30, SHOP}, {14, 30, STILL}}, CUBBY_CAMERA_GOOD, 30},
    {"frozen", {{5, 30, SHOP}, {16, 30, STILL}}, CUBBY_CAMERA_FROZEN, 30},
    {"frozen from the first picture", {{14, 30, STILL}}, CUBBY_CAMERA_UNPROVEN, 30},
    {"frozen from the first picture, and told", {{16, 30, STILL}}, CUBBY_CAMERA_FROZEN, 30},
    {"frozen, and alive again", {{5, 30, SHOP}, {10, 30, STILL}, {1, 30, SHOP}}, CUBBY_CAMERA_GOOD, 30},
    {"covered, for less than it takes", {{5, 30, SHOP}, {19, 30, COVERED}}, CUBBY_CAMERA_GOOD, 30},
    {"covered", {{5, 30, SHOP}, {21, 30, COVERED}}, CUBBY_CAMERA_BLACK, 30},
    {"covered from the beginning, without noise", {{21, 30, DARK_CLAMPED}}, CUBBY_CAMERA_BLACK, 30},
    {"covered, and open again", {{30, 30, COVERED}, {1, 30, SHOP}}, CUBBY_CAMERA_GOOD, 30},
    {"the sun in the lens is no frozen picture", {{5, 30, SHOP}, {60, 30, SUN}}, CUBBY_CAMERA_GOOD, 30},
    {"a lamp in a dark shop", {{60, 30, NIGHT_WITH_A_LAMP}}, CUBBY_CAMERA_GOOD, 30},
    {"five pictures a second", {{30, 5, SHOP}}, CUBBY_CAMERA_GOOD, 5},
    {"a picture every second", {{30, 1, SHOP}}, CUBBY_CAMERA_GOOD, 1},
    {"it becomes slow", {{30, 30, SHOP}, {30, 10, SHOP}}, CUBBY_CAMERA_GOOD, 10},
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  CubbyCameraWatch watch = {0};
  CubbyCameraHealth health = CUBBY_CAMERA_GOOD;
  gint64 now_us = 1000;
  for (guint i = 0; i < G_N_ELEMENTS (row->stretches); i++) {
    const Stretch *stretch = &row->stretches[i];
    for (guint picture = 0; picture < stretch->seconds * stretch->rate; picture++) {
      health = cubby_camera_watch_take (&watch, &stretch->glance, now_us);
      now_us += G_USEC_PER_SEC / stretch->rate;
    }
  }
  g_assert_cmpint (health, ==, row->health);
  g_assert_cmpuint (watch.rate, ==, row->seen_rate);
}

static void
test_slow (void)
{
  static const struct {
    guint rate, asked;
    gboolean slow;
  } cases[] = {{0, 30, FALSE}, {30, 30, FALSE}, {25, 30, FALSE}, {23, 30, FALSE},
               {22, 30, TRUE}, {10, 30, TRUE},  {1, 1, FALSE},   {10, 10, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (cubby_camera_is_slow (cases[i].rate, cases[i].asked) == cases[i].slow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/domain/camera-watch/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/domain/camera-watch/which rate is slow", test_slow);
  return g_test_run ();
}
