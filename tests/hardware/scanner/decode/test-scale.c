/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/scale.h"

#include <math.h>
#include <stdlib.h>

/* A ramp that rises by 2 a pixel to the right and by 1 downwards. */
static CubbyFrame *
ramp (guint width, guint height)
{
  CubbyFrame *frame = cubby_frame_new (width, height);
  frame->captured_us = 77;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      frame->pixels[(gsize)y * frame->stride + x] = (guint8)(2 * x + y);
  return frame;
}

typedef struct {
  const char *name;
  CubbyFrame *(*scale) (const CubbyFrame *frame);
  guint width, height; /* of what 40 x 30 pixels become */
  double factor;       /* pixels of the frame for one of it */
} ScaleRow;

static const ScaleRow scale_rows[] = {
    {"half", cubby_frame_halve, 20, 15, 2},
    {"two thirds", cubby_frame_shrink, 26, 20, 1.5},
    {"three halves", cubby_frame_enlarge, 60, 45, 2.0 / 3},
    {"twice", cubby_frame_double, 80, 60, 0.5},
};

/* A ramp stays a ramp: every pixel is what the picture is at its middle. */
static void
test_ramp (gconstpointer data)
{
  const ScaleRow *row = data;
  g_autoptr (CubbyFrame) frame = ramp (40, 30);
  g_autoptr (CubbyFrame) scaled = row->scale (frame);
  g_assert_cmpuint (scaled->width, ==, row->width);
  g_assert_cmpuint (scaled->height, ==, row->height);
  g_assert_cmpint (scaled->captured_us, ==, 77);
  for (guint y = 3; y < row->height - 3; y++)
    for (guint x = 3; x < row->width - 3; x++) {
      double at_x = (x + 0.5) * row->factor - 0.5, at_y = (y + 0.5) * row->factor - 0.5;
      double expected = 2 * at_x + at_y;
      g_assert_cmpfloat (fabs (scaled->pixels[(gsize)y * scaled->stride + x] - expected), <=, 1);
    }
}

static const struct {
  guint width, height;
} odd_sizes[] = {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 3}, {5, 4}, {1, 9}, {9, 1}, {7, 7}};

/* No size is too small or odd: an even gray stays that gray everywhere. */
static void
test_odd (gconstpointer data)
{
  const ScaleRow *row = data;
  for (guint i = 0; i < G_N_ELEMENTS (odd_sizes); i++) {
    g_autoptr (CubbyFrame) frame = cubby_frame_new (odd_sizes[i].width, odd_sizes[i].height);
    for (guint k = 0; k < frame->width * frame->height; k++)
      frame->pixels[k] = 201;
    g_autoptr (CubbyFrame) scaled = row->scale (frame);
    for (gsize k = 0; k < (gsize)scaled->width * scaled->height; k++)
      g_assert_cmpuint (scaled->pixels[k], ==, 201);
  }
}

/* What is turned and taken back is where it was, and looks as it did. */
static void
test_turn (void)
{
  g_autoptr (CubbyFrame) frame = ramp (60, 40);
  g_autoptr (CubbyFrame) turned = cubby_frame_turn (frame);
  g_assert_cmpuint (turned->width, ==, turned->height);
  g_assert_cmpuint (turned->width, ==, 71); /* (60 + 40) / sqrt 2 */
  guint n_inside = 0;
  for (guint y = 0; y < turned->height; y++)
    for (guint x = 0; x < turned->width; x++) {
      float at_x = (float)x + 0.5f, at_y = (float)y + 0.5f;
      cubby_frame_turn_back (frame, &at_x, &at_y);
      if (at_x < 2 || at_y < 2 || at_x > 58 || at_y > 38)
        continue;
      n_inside++;
      float expected = 2 * (at_x - 0.5f) + at_y - 0.5f;
      g_assert_cmpfloat (fabsf ((float)turned->pixels[(gsize)y * turned->stride + x] - expected), <=, 1.5f);
    }
  g_assert_cmpuint (n_inside, >, 1900); /* of 56 x 36 */
}

/* Clockwise: what was at the top right is at the right. */
static void
test_turn_direction (void)
{
  g_autoptr (CubbyFrame) frame = ramp (100, 100);
  float x = 140, y = 71; /* the right corner of the turned square of 142 */
  cubby_frame_turn_back (frame, &x, &y);
  g_assert_cmpfloat (fabsf (x - 99), <, 2);
  g_assert_cmpfloat (fabsf (y - 1), <, 2);
}

static const struct {
  const char *name;
  CubbyFrame *(*scale) (const CubbyFrame *frame);
  guint width, height;
} too_large_rows[] = {
    {"three halves of a wide one", cubby_frame_enlarge, CUBBY_FRAME_SIDE_MAX / 3 * 2 + 2, 2},
    {"three halves of a high one", cubby_frame_enlarge, 2, CUBBY_FRAME_SIDE_MAX / 3 * 2 + 2},
    {"twice a wide one", cubby_frame_double, CUBBY_FRAME_SIDE_MAX / 2 + 1, 1},
    {"twice a high one", cubby_frame_double, 1, CUBBY_FRAME_SIDE_MAX / 2 + 1},
    {"the square that holds a strip", cubby_frame_turn, CUBBY_FRAME_SIDE_MAX, 20},
};

static void
test_too_large (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) frame = ramp (too_large_rows[row].width, too_large_rows[row].height);
  g_assert_null (too_large_rows[row].scale (frame));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scale_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/scale/%s of a ramp is a ramp", scale_rows[i].name);
    g_test_add_data_func (path, &scale_rows[i], test_ramp);
    g_autofree char *odd = g_strdup_printf ("/scanner/scale/%s of small and odd sizes", scale_rows[i].name);
    g_test_add_data_func (odd, &scale_rows[i], test_odd);
  }
  for (guint i = 0; i < G_N_ELEMENTS (too_large_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/scanner/scale/%s is not made", too_large_rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_too_large);
  }
  g_test_add_func ("/scanner/turn/a turned picture is taken back to where it was", test_turn);
  g_test_add_func ("/scanner/turn/goes clockwise", test_turn_direction);
  return g_test_run ();
}
