/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-reader.h"
#include "tests/hardware/scanner/decode/qr-scene.h"

typedef struct {
  const char *name;
  TestQrView view;
} Row;

static const Row rows[] = {
    {"upright", {.module = 5}},
    {"a quarter turn", {.module = 5, .turn = 90}},
    {"upside down", {.module = 5, .turn = 180}},
    {"three quarters", {.module = 5, .turn = 270}},
    {"turned by 20 degrees", {.module = 5, .turn = 20}},
    {"tilted", {.module = 5, .tilt = 25, .nod = 10}},
};

/* The corners are named as they were printed, however the code is held. */
static void
test_corners (gconstpointer data)
{
  const TestQrView *view = &((const Row *)data)->view;
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (2, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, view);
  g_autoptr (CubbyDecoder) decoder = cubby_decoder_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_decoder_read (decoder, frame, CUBBY_SYMBOLOGY_QR, 1, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, text);
  double side = cubby_qr_get_size (qr);
  const double places[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  for (guint i = 0; i < 4; i++) {
    double x, y;
    test_qr_place (qr, view, places[i][0], places[i][1], &x, &y);
    g_assert_cmpfloat_with_epsilon ((double)code->corners[i].x, x, 6);
    g_assert_cmpfloat_with_epsilon ((double)code->corners[i].y, y, 6);
  }
}

/* How our own reader says where a code of a photograph is: a fifth of a module off at most. */
static void
test_own_corners (gconstpointer data)
{
  const TestQrView *view = &((const Row *)data)->view;
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (1, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, view);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + 10 * G_USEC_PER_SEC, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  double side = cubby_qr_get_size (qr);
  const double places[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  for (guint i = 0; i < 4; i++) {
    double x, y;
    test_qr_place (qr, view, places[i][0], places[i][1], &x, &y);
    g_test_message ("corner %u: %.2f, %.2f off", i, (double)code->corners[i].x - x,
                    (double)code->corners[i].y - y);
    g_assert_cmpfloat_with_epsilon ((double)code->corners[i].x, x, view->module / 5);
    g_assert_cmpfloat_with_epsilon ((double)code->corners[i].y, y, view->module / 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/corners of a code %s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_corners);
    g_autofree char *own =
        g_strdup_printf ("/hardware/scanner/decode/our own corners of a code %s", rows[i].name);
    g_test_add_data_func (own, &rows[i], test_own_corners);
  }
  return g_test_run ();
}
