/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures that show nothing at all are not searched; faint codes are something. */
#include "hardware/scanner/decode/blank.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/cascade.h"
#include "tests/hardware/scanner/decode/linear-scene.h"
#include "tests/hardware/scanner/few.h"

#include <math.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 480
#define BARS "1011001000110100111010110111100101100001001101011"
#define BUDGET_US ((gint64)3 * G_USEC_PER_SEC) /* of cubbyctl scan */

/**
 * BlankRow:
 * @slope: by how much the right edge is lighter than the left one
 * @shade: by how much the corners are darker than the middle
 * @contrast: of bars, in levels
 * @module_px: of them; 0: none
 * @from: the part of the picture, from the left and the top, where they begin; they end as far from the other
 * edges
 */
typedef struct {
  const char *name;
  guint width;
  guint height;
  double level;
  double slope;
  double shade;
  double noise;
  double contrast;
  guint module_px;
  double from;
  gboolean is_blank;
} BlankRow;

static const BlankRow rows[] = {
    {"black is blank", WIDTH, HEIGHT, 0, 0, 0, 0, 0, 0, 0, TRUE},
    {"white is blank", WIDTH, HEIGHT, 255, 0, 0, 0, 0, 0, 0, TRUE},
    {"light from the side is blank", WIDTH, HEIGHT, 60, 120, 0, 0, 0, 0, 0, TRUE},
    {"a wall as a lens shows it is blank", WIDTH, HEIGHT, 150, 20, 15, 1.5, 0, 0, 0, TRUE},
    {"the noise of a lid before the camera is blank", WIDTH, HEIGHT, 6, 0, 0, 1.5, 0, 0, 0, TRUE},
    {"faint bars are not blank", WIDTH, HEIGHT, 120, 0, 0, 0, 3, 2, 0.4, FALSE},
    {"the smallest faint bars are not blank", WIDTH, HEIGHT, 120, 0, 0, 0, 5, 1, 0.46, FALSE},
    {"faint bars on a dark picture are not blank", WIDTH, HEIGHT, 12, 10, 0, 0.7, 6, 3, 0.35, FALSE},
    {"faint bars in noise are not blank", WIDTH, HEIGHT, 120, 30, 10, 3, 10, 2, 0.4, FALSE},
    {"large faint bars in noise are not blank", WIDTH, HEIGHT, 120, 0, 0, 3, 6, 12, 0.1, FALSE},
    {"small bars from edge to edge are not blank", WIDTH, HEIGHT, 120, 0, 0, 1, 20, 1, 0, FALSE},
    {"loud noise is not blank, for it may hide something", WIDTH, HEIGHT, 120, 0, 0, 12, 0, 0, 0, FALSE},
    {"what is too small to tell is not blank", 24, 24, 120, 0, 0, 0, 0, 0, 0, FALSE},
    {"a line of pixels is not blank", 2000, 1, 120, 0, 0, 0, 0, 0, 0, FALSE},
};

/* About normal. */
static double
get_noise (GRand *random)
{
  double sum = -6;
  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}

static double
get_bar (const BlankRow *row, guint x, guint y)
{
  double left = row->from * row->width, top = row->from * row->height;
  if (row->module_px == 0 || x < left || y < top || x >= row->width - left || y >= row->height - top)
    return 0;
  return BARS[(guint)(x - left) / row->module_px % strlen (BARS)] == '1' ? -row->contrast : 0;
}

static CubbyFrame *
draw (const BlankRow *row)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  CubbyFrame *frame = cubby_frame_new (row->width, row->height);
  for (guint y = 0; y < row->height; y++)
    for (guint x = 0; x < row->width; x++) {
      double u = (double)x / row->width - 0.5, v = (double)y / row->height - 0.5;
      double light = row->level + row->slope * u - row->shade * 2 * (u * u + v * v) + get_bar (row, x, y) +
                     (row->noise > 0 ? row->noise * get_noise (random) : 0);
      frame->pixels[(gsize)y * frame->stride + x] = (guint8)CLAMP (round (light), 0, 255);
    }
  return frame;
}

static void
test_blank (gconstpointer data)
{
  const BlankRow *row = data;
  g_autoptr (CubbyFrame) frame = draw (row);
  g_assert_cmpint (cubby_frame_is_blank (frame), ==, row->is_blank);
}

static void
test_time (void)
{
  static const BlankRow wall = {
      .width = 2000, .height = 1500, .level = 170, .slope = 30, .shade = 10, .noise = 1};
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = draw (&wall);
  gint64 begun_us = cubby_budget_now ();
  g_autoptr (GPtrArray) codes = cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, BUDGET_US);
  g_assert_cmpint (cubby_budget_now () - begun_us, <, TEST_FEW (BUDGET_US / 10, BUDGET_US));
  g_assert_cmpuint (codes->len, ==, 0);
}

/* Ten levels from bar to paper. */
static void
test_faint (void)
{
  g_autofree char *modules = test_linear_draw_ean13 ("8934601130014");
  TestLinearScene scene = test_linear_plain;
  scene.modules = modules;
  scene.contrast = 0.05;
  scene.noise = 1;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = test_linear_photograph (&scene);
  g_assert_false (cubby_frame_is_blank (frame));
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, TEST_FEW (BUDGET_US, 20 * BUDGET_US));
  test_linear_assert_only (codes, CUBBY_SYMBOLOGY_EAN13, "8934601130014");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/blank/%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_blank);
  }
  g_test_add_func ("/hardware/scanner/decode/blank/a picture of a wall takes hardly any time", test_time);
  g_test_add_func ("/hardware/scanner/decode/blank/a faint code is read", test_faint);
  return g_test_run ();
}
