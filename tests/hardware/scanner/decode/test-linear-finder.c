/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-finder.h"
#include "tests/hardware/scanner/decode/linear-scene.h"

#include <math.h>

#define WIDTH 640
#define HEIGHT 360
#define FIRST 3 /* places: a code is among them */
#define LENGTH (95 * 2.6)
#define BARS_PX_LOW 12
#define LINES 12
#define LINES_LENGTH 96

typedef struct {
  const char *name;
  double bars_px;
  double turn;
} Row;

static const Row rows[] = {
    {"high", 90, 0},
    {"turned", 60, 37},
    {"upright", 60, 90},
    {"low", BARS_PX_LOW, 0},
    {"low and aslant", BARS_PX_LOW, 2},
    {"low, aslant the other way", BARS_PX_LOW + 2, -2},
};

static CubbyFrame *
draw (const Row *row)
{
  g_autofree char *modules = test_linear_draw_ean13 ("8934601130013");
  const TestLinearScene scene = {.modules = modules,
                                 .width = WIDTH,
                                 .height = HEIGHT,
                                 .module_px = 2.6,
                                 .bars_px = row->bars_px,
                                 .turn = row->turn,
                                 .blur = 0.6,
                                 .noise = 2,
                                 .contrast = 0.7,
                                 .seed = 4};
  return test_linear_photograph (&scene);
}

/* Bright lines as between tiles: edges up and down, and no bars. */
static void
add_lines (CubbyFrame *frame)
{
  for (guint line = 0; line < LINES; line++)
    for (guint y = 0; y < LINES_LENGTH; y++)
      for (guint x = 0; x < 4; x++)
        frame->pixels[(gsize)(line % 2 * 250 + y + 5) * frame->stride + line * 50 + x + 20] = 255;
}

static void
assert_found (const CubbyFrame *frame, const Row *row)
{
  CubbyLinearRegion places[CUBBY_LINEAR_REGIONS_MAX];
  guint n = cubby_linear_find (frame, places, CUBBY_LINEAR_REGIONS_MAX), n_right = 0;
  double angle = row->turn * G_PI / 180;
  for (guint i = 0; i < MIN (n, FIRST); i++) {
    double turn = fabs (cos (angle) * (double)places[i].along_y - sin (angle) * (double)places[i].along_x);
    double away = hypot ((double)places[i].x - WIDTH / 2.0, (double)places[i].y - HEIGHT / 2.0);
    n_right += turn < 0.12 && away < LENGTH / 8 && fabs ((double)places[i].length - LENGTH) < LENGTH / 5;
  }
  g_assert_cmpuint (n_right, >, 0);
}

static void
test_found (gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = draw (data);
  assert_found (frame, data);
}

static void
test_found_among_lines (gconstpointer data)
{
  g_autoptr (CubbyFrame) frame = draw (data);
  add_lines (frame);
  assert_found (frame, data);
}

/* A label that lies on a counter: its bars are upright, and it goes down to the right. */
static void
test_skew (void)
{
  static const float tangents[] = {-0.4F, -0.2F, 0, 0.3F};
  g_autoptr (CubbyFrame) straight = draw (&rows[0]);
  for (guint i = 0; i < G_N_ELEMENTS (tangents); i++) {
    g_autoptr (CubbyFrame) frame = cubby_frame_new (WIDTH, HEIGHT);
    for (guint x = 0; x < WIDTH; x++)
      for (guint y = 0; y < HEIGHT; y++) {
        int from = (int)y - (int)lrintf (tangents[i] * ((float)x - WIDTH / 2.0F));
        frame->pixels[(gsize)y * frame->stride + x] =
            straight->pixels[(gsize)CLAMP (from, 0, HEIGHT - 1) * straight->stride + x];
      }
    CubbyLinearRegion places[CUBBY_LINEAR_REGIONS_MAX];
    g_assert_cmpuint (cubby_linear_find (frame, places, CUBBY_LINEAR_REGIONS_MAX), >, 0);
    g_assert_cmpfloat (fabsf (places[0].along_y), <, 0.1F);
    g_assert_cmpfloat (fabsf (places[0].skew - tangents[i]), <, 0.12F);
    g_assert_cmpfloat (places[0].height, <, 1.4 * rows[0].bars_px);
  }
}

static void
test_one_edge (void)
{
  g_autoptr (CubbyFrame) frame = cubby_frame_new (WIDTH, HEIGHT);
  CubbyLinearRegion places[CUBBY_LINEAR_REGIONS_MAX];
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      frame->pixels[(gsize)y * frame->stride + x] = x < 300 ? 40 : 200;
  guint n = cubby_linear_find (frame, places, CUBBY_LINEAR_REGIONS_MAX);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (places[i].weight, <, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *alone =
        g_strconcat ("/hardware/scanner/decode/linear-finder/bars are found/", rows[i].name, NULL);
    g_autofree char *among = g_strconcat (
        "/hardware/scanner/decode/linear-finder/bars are found among lines/", rows[i].name, NULL);
    g_test_add_data_func (alone, &rows[i], test_found);
    g_test_add_data_func (among, &rows[i], test_found_among_lines);
  }
  g_test_add_func ("/hardware/scanner/decode/linear-finder/how far a code is askew is seen", test_skew);
  g_test_add_func ("/hardware/scanner/decode/linear-finder/an edge alone has little weight", test_one_edge);
  return g_test_run ();
}
