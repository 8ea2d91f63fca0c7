/* SPDX-License-Identifier: Apache-2.0 */
/* After a dear look the next pictures of the same are looked at in passing; whoever comes meanwhile does not
 * notice. */
#include "hardware/scanner/decode/cascade.h"
#include "tests/hardware/scanner/scene.h"

#include <string.h>

#define SHOPPER (CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT)
#define NO_BUDGET 0 /* on a busy machine and under a sanitizer too all is looked at */
#define BLUR 12     /* pixels each way: no module is left of it */

static CubbyFrame *
render (const char *text, double x)
{
  g_autoptr (CubbyFrame) code = test_draw_qr (text);
  CubbySimScene scene = cubby_sim_find_preset ("clean")->scene;
  scene.x = x;
  CubbyFrame *frame = cubby_sim_camera_render (&scene, code, 0);
  frame->captured_us = 1;
  return frame;
}

/* As through a lens that is out of focus: the mean of the pixels to the left and right. */
static CubbyFrame *
blur (const CubbyFrame *frame)
{
  CubbyFrame *blurred = cubby_frame_new_like (frame, frame->width, frame->height);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++) {
      guint from = x > BLUR ? x - BLUR : 0, to = MIN (x + BLUR + 1, frame->width), sum = 0;
      for (guint i = from; i < to; i++)
        sum += frame->pixels[(gsize)y * frame->stride + i];
      blurred->pixels[(gsize)y * blurred->stride + x] = (guint8)(sum / (to - from));
    }
  return blurred;
}

/* The first look searches the whole picture. */
static CubbyCascade *
read_first (const CubbyFrame *frame, CubbyView *view)
{
  CubbyCascade *cascade = cubby_cascade_new ();
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, NO_BUDGET);
  test_assert_one (codes, "QR-Code", TEST_PASS);
  *view = *cubby_cascade_get_view (cascade);
  g_assert_true (view->complete);
  return cascade;
}

/* Too blurred to be read: it is where it was, and nothing is said of what else there is. */
static void
test_blurred (void)
{
  CubbyView first;
  g_autoptr (CubbyFrame) sharp = render (TEST_PASS, 0.5);
  g_autoptr (CubbyFrame) blurred = blur (sharp);
  g_autoptr (CubbyCascade) cascade = read_first (sharp, &first);
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, blurred, SHOPPER, NO_BUDGET);
  g_assert_cmpuint (codes->len, ==, 0);
  const CubbyView *view = cubby_cascade_get_view (cascade);
  g_assert_true (cubby_view_is_sound (view));
  g_assert_true (view->candidate);
  g_assert_false (view->complete);
  g_assert_cmpint (view->symbology, ==, CUBBY_SYMBOLOGY_QR);
  g_assert_cmpmem (view->corners, sizeof view->corners, first.corners, sizeof first.corners);
}

/* It is read again in each of the next pictures, and each says no more than it knows. */
static void
test_held (void)
{
  CubbyView first;
  g_autoptr (CubbyFrame) frame = render (TEST_PASS, 0.5);
  g_autoptr (CubbyCascade) cascade = read_first (frame, &first);
  guint n_read = 0;
  for (guint i = 0; i < 8; i++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, frame, SHOPPER, NO_BUDGET);
    n_read += codes->len;
    g_assert_true (cubby_cascade_get_view (cascade)->candidate);
  }
  g_assert_cmpuint (n_read, >=, 2); /* of those that are not looked at in passing, all */
}

/* Somebody else comes: their code is read in the first picture that shows it, wherever it is held. */
static void
test_next (void)
{
  CubbyView first;
  g_autoptr (CubbyFrame) frame = render (TEST_PASS, 0.3);
  g_autoptr (CubbyFrame) next = render (TEST_OTHER_PASS, 0.7);
  g_autoptr (CubbyCascade) cascade = read_first (frame, &first);
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, next, SHOPPER, NO_BUDGET);
  test_assert_one (codes, "QR-Code", TEST_OTHER_PASS);
}

/* Nobody is there any more: what was there is not shown as a candidate. */
static void
test_gone (void)
{
  CubbyView first;
  g_autoptr (CubbyFrame) frame = render (TEST_PASS, 0.5);
  g_autoptr (CubbyFrame) empty = cubby_sim_camera_render (&cubby_sim_find_preset ("empty")->scene, NULL, 0);
  empty->captured_us = 1;
  g_autoptr (CubbyCascade) cascade = read_first (frame, &first);
  g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, empty, SHOPPER, NO_BUDGET);
  g_assert_cmpuint (codes->len, ==, 0);
  g_assert_false (cubby_cascade_get_view (cascade)->candidate);
}

/* Another code in the same place looks much the same when it is small: a few pictures later it is read. */
static void
test_swapped (void)
{
  CubbyView first;
  g_autoptr (CubbyFrame) frame = render (TEST_PASS, 0.5);
  g_autoptr (CubbyFrame) other = render (TEST_OTHER_PASS, 0.5);
  g_autoptr (CubbyCascade) cascade = read_first (frame, &first);
  guint n = 0, n_codes = 0;
  for (; n < 4 && n_codes == 0; n++) {
    g_autoptr (GPtrArray) codes = cubby_cascade_look (cascade, other, SHOPPER, NO_BUDGET);
    n_codes = codes->len;
    if (n_codes > 0)
      test_assert_one (codes, "QR-Code", TEST_OTHER_PASS);
  }
  g_assert_cmpuint (n_codes, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hardware/scanner/ease/a code that is blurred after it was read is where it was",
                   test_blurred);
  g_test_add_func ("/hardware/scanner/ease/a code that is held is read again and again", test_held);
  g_test_add_func ("/hardware/scanner/ease/who comes next is read at once", test_next);
  g_test_add_func ("/hardware/scanner/ease/who is gone is gone", test_gone);
  g_test_add_func ("/hardware/scanner/ease/another code in the same place is read within four pictures",
                   test_swapped);
  return g_test_run ();
}
