/* SPDX-License-Identifier: Apache-2.0 */
/* The process knows that pictures of a camera follow each other: what one alone does not tell, several do. */
#include "hardware/scanner/child/decode-client.h"
#include "tests/hardware/scanner/scene.h"

#include <math.h>
#include <string.h>

#define BUDGET_US 26000
#define FRAMES 40
#define FRAME_US ((gint64)66 * 1000)
#define GRAY 128
#define CONTRAST 10 /* of black and white against that gray */
#define NOISE 26

static double
gauss (GRand *rand)
{
  double u = g_rand_double_range (rand, 1e-9, 1), v = g_rand_double (rand);
  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

/* As in the dark: the code is the same, the noise is not. */
static CubbyFrame *
see_in_the_dark (const CubbyFrame *code, GRand *rand)
{
  CubbyFrame *frame = cubby_frame_new (code->width, code->height);
  for (gsize i = 0; i < (gsize)code->width * code->height; i++) {
    double light = GRAY + (code->pixels[i] > GRAY ? CONTRAST : -CONTRAST);
    frame->pixels[i] = (guint8)CLAMP (light + NOISE * gauss (rand), 0.0, 255.0);
  }
  return frame;
}

static guint
look (CubbyDecodeClient *client, const CubbyFrame *frame)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (client, frame, CUBBY_SYMBOLOGY_QR,
                                                          CUBBY_DECODE_EFFORT_FRAME, BUDGET_US, NULL, &error);
  g_assert_no_error (error);
  if (codes->len > 0)
    test_assert_one (codes, "QR-Code", TEST_PASS);
  return codes->len;
}

static void
test_adds_up (gconstpointer data)
{
  g_autoptr (CubbyDecodeClient) client = cubby_decode_client_new (NULL);
  g_autoptr (CubbyFrame) code = test_draw_qr (TEST_PASS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  guint n_read = 0, n_frames = 0;
  while (n_read == 0 && n_frames < FRAMES) {
    g_autoptr (CubbyFrame) frame = see_in_the_dark (code, rand);
    n_frames++;
    frame->captured_us = n_frames * FRAME_US; /* however long the machine took */
    n_read = look (client, frame);
  }
  g_test_message ("read in picture %u", n_frames);
  g_assert_cmpuint (n_read, ==, 1);
  g_assert_cmpuint (n_frames, >, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 2; seed <= 4; seed += 2) {
    g_autofree char *path = g_strdup_printf (
        "/hardware/scanner/child/sequence/a code too noisy in each picture is read from several: seed %u",
        seed);
    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_adds_up);
  }
  return g_test_run ();
}
