/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cascade.h"
#include "tests/hardware/scanner/scene.h"

#include <string.h>
#include <zbar.h>

/* Of every hundred of these frames, each read by itself. */
#define RATE_MIN_PERCENT 85
#define N_SEEDS 4

static const char *const presets[] = {"clean",   "held",   "far",   "turned", "tilted",
                                      "blurred", "moving", "noisy", "dim",    "dark-mode"};

/* zbar as it comes: every symbology, the frame as it is. */
static gboolean
plain_zbar_reads (const CubbyFrame *frame, const char *text)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, frame->width, frame->height);
  zbar_image_set_data (image, frame->pixels, (unsigned long)frame->width * frame->height, NULL);
  zbar_scan_image (scanner, image);
  gboolean found = FALSE;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    found = found || strcmp (zbar_symbol_get_data (symbol), text) == 0;
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return found;
}

static gboolean
we_read (CubbyCascade *cascade, const CubbyFrame *frame, const char *text)
{
  g_autoptr (GPtrArray) codes = cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL);
  for (guint i = 0; i < codes->len; i++) /* a wrong text is worse than none */
    g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, i))->text, ==, text);
  return codes->len == 1;
}

static CubbyFrame *
render (const char *preset, const CubbyFrame *code, guint seed)
{
  CubbySimScene scene = cubby_sim_find_preset (preset)->scene;
  scene.seed = scene.seed * 100 + seed;
  scene.turn += 7.0 * seed;
  scene.shake += 10;
  return cubby_sim_camera_render (&scene, code, seed);
}

static void
test_rate (void)
{
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  guint n_frames = 0, n_ours = 0, n_plain = 0;
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++) {
    guint ours = 0, plain = 0;
    for (guint seed = 0; seed < N_SEEDS; seed++) {
      g_autoptr (CubbyFrame) frame = render (presets[i], code, seed);
      ours += we_read (cascade, frame, TEST_PASS);
      plain += plain_zbar_reads (frame, TEST_PASS);
    }
    g_test_message ("%-10s ours %u, plain zbar %u of %u", presets[i], ours, plain, N_SEEDS);
    n_frames += N_SEEDS;
    n_ours += ours;
    n_plain += plain;
  }
  g_test_message ("all: ours %u, plain zbar %u of %u", n_ours, n_plain, n_frames);
  g_assert_cmpuint (n_ours, >=, n_plain);
  g_assert_cmpuint (n_ours * 100, >=, n_frames * RATE_MIN_PERCENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hardware/scanner/rate/40 frames: at least 85 in 100, and no fewer than plain zbar",
                   test_rate);
  return g_test_run ();
}
