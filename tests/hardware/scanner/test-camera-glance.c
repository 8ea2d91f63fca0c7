/* SPDX-License-Identifier: Apache-2.0 */
/* What one picture shows of the camera: a shop, a covered lens, the same again. */
#include "hardware/scanner/camera-glance.h"

#include <string.h>

#define WIDTH 161 /* no multiple of what is looked at */
#define HEIGHT 123

static CubbyFrame *
picture (guint8 dark, guint8 light)
{
  CubbyFrame *frame = cubby_frame_new (WIDTH, HEIGHT);
  for (guint y = 0; y < HEIGHT; y++)
    memset (frame->pixels + (gsize)y * frame->stride, y < HEIGHT / 2 ? dark : light, WIDTH);
  return frame;
}

static const struct {
  const char *name;
  guint8 dark, light;
  guint8 mean, spread;
} rows[] = {
    {"black", 0, 0, 0, 0},        {"white", 255, 255, 255, 0},          {"black of video", 16, 16, 16, 0},
    {"a shop", 60, 160, 110, 50}, {"half of it black", 0, 200, 93, 99},
};

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CubbyFrame) frame = picture (rows[i].dark, rows[i].light);
  CubbyCameraGlance glance = cubby_camera_glance (frame, NULL);
  g_assert_cmpint (ABS (glance.mean - rows[i].mean), <=, 4);
  g_assert_cmpint (ABS (glance.spread - rows[i].spread), <=, 1);
  g_assert_false (glance.same);
}

static void
test_same (void)
{
  g_autoptr (CubbyFrame) first = picture (60, 160);
  g_autoptr (CubbyFrame) again = picture (60, 160);
  g_autoptr (CubbyFrame) larger = cubby_frame_new (WIDTH + 1, HEIGHT);
  g_assert_true (cubby_camera_glance (again, first).same);
  again->pixels[(gsize)(HEIGHT - 1) * again->stride + WIDTH - 1] ^= 1; /* the noise of one pixel */
  g_assert_false (cubby_camera_glance (again, first).same);
  g_assert_false (cubby_camera_glance (larger, first).same);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/camera-glance/%s", rows[i].name);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/hardware/scanner/camera-glance/the same again, and one pixel of noise", test_same);
  return g_test_run ();
}
