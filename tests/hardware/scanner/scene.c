/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hardware/scanner/scene.h"

#include "hardware/scanner/picture.h"
#include "protocols/pass/qr-image.h"

#include <string.h>

#define SCALE 8

CubbyFrame *
test_draw_qr (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyQr) qr = cubby_qr_new (text, CUBBY_QR_LEVEL_M, &error);
  g_assert_no_error (error);
  guint side = (cubby_qr_get_size (qr) + 2 * CUBBY_QR_QUIET_ZONE) * SCALE;
  CubbyFrame *frame = cubby_frame_new (side, side);
  memset (frame->pixels, 255, (gsize)side * side);
  for (guint y = 0; y < cubby_qr_get_size (qr) * SCALE; y++)
    for (guint x = 0; x < cubby_qr_get_size (qr) * SCALE; x++)
      if (cubby_qr_is_dark (qr, x / SCALE, y / SCALE))
        frame->pixels[(gsize)(y + CUBBY_QR_QUIET_ZONE * SCALE) * side + x + CUBBY_QR_QUIET_ZONE * SCALE] = 0;
  return frame;
}

CubbyFrame *
test_load_picture (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", name, NULL);
  CubbyFrame *frame = cubby_picture_load (path, &error);
  g_assert_no_error (error);
  return frame;
}

CubbyFrame *
test_render (const char *preset, const CubbyFrame *code, guint index)
{
  const CubbySimPreset *row = cubby_sim_find_preset (preset);
  g_assert_nonnull (row);
  return cubby_sim_camera_render (&row->scene, row->scene.prop == CUBBY_SIM_PROP_NONE ? NULL : code, index);
}

CubbyFrame *
test_render_two (const CubbyFrame *left, const CubbyFrame *right)
{
  CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
  scene.x = 0.25;
  CubbyFrame *frame = cubby_sim_camera_render (&scene, left, 0);
  scene.x = 0.75;
  g_autoptr (CubbyFrame) other = cubby_sim_camera_render (&scene, right, 0);
  for (guint y = 0; y < frame->height; y++)
    memcpy (frame->pixels + (gsize)y * frame->stride + frame->width / 2,
            other->pixels + (gsize)y * other->stride + frame->width / 2, frame->width / 2);
  return frame;
}

void
test_assert_one (GPtrArray *codes, const char *symbology, const char *text)
{
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, text);
  g_assert_cmpuint (code->length, ==, strlen (text));
  g_assert_cmpstr (cubby_symbology_get_name (code->symbology), ==, symbology);
}
