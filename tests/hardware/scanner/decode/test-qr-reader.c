/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-reader.h"
#include "tests/hardware/scanner/decode/qr-encode.h"
#include "tests/hardware/scanner/decode/qr-scene.h"

#include <math.h>
#include <string.h>

#define LONG_US (60 * G_USEC_PER_SEC)

typedef struct {
  const char *name;
  guint version;
  TestQrView view;
} Row;

static const Row rows[] = {
    {"upright", 2, {.module = 4}},
    {"turned by 15 degrees", 2, {.module = 4, .turn = 15}},
    {"turned by 30 degrees", 2, {.module = 4, .turn = 30}},
    {"turned by 45 degrees", 2, {.module = 4, .turn = 45}},
    {"turned by 60 degrees", 2, {.module = 4, .turn = 60}},
    {"a quarter turn", 2, {.module = 4, .turn = 90}},
    {"turned by 160 degrees", 2, {.module = 4, .turn = 160}},
    {"upside down", 2, {.module = 4, .turn = 180}},
    {"turned by 290 degrees", 2, {.module = 4, .turn = 290}},
    {"at a slant of 30 degrees", 3, {.module = 5, .tilt = 30}},
    {"at a slant of 45 degrees", 3, {.module = 5, .tilt = 45}},
    {"at a slant of 50 degrees from below", 3, {.module = 6, .nod = 50}},
    {"at a slant both ways, turned", 3, {.module = 6, .tilt = 30, .nod = -30, .turn = 25}},
    {"of version 7 at a slant", 7, {.module = 4, .tilt = -35, .nod = 15}},
    {"with modules of 1.6 pixels", 2, {.module = 1.6}},
    {"with modules of 2 pixels, turned", 2, {.module = 2, .turn = 33}},
    {"with modules of 14 pixels", 1, {.module = 14, .turn = 10}},
    {"with modules of 30 pixels", 1, {.module = 30, .turn = 5}},
    {"of version 1", 1, {.module = 4, .turn = 7}},
    {"of version 7", 7, {.module = 4, .turn = 7}},
    {"of version 10", 10, {.module = 3, .turn = 7}},
    {"of version 25", 25, {.module = 3, .turn = 2}},
    {"of version 18 round a bottle", 18, {.module = 2.6, .bend = 0.025}},
    {"of version 40", 40, {.module = 2, .turn = 3, .tilt = 10}},
    {"whose finder patterns are circles", 3, {.module = 4, .round = TRUE, .turn = 7}},
    {"whose finder patterns are circles, turned", 3, {.module = 5, .round = TRUE, .turn = 50}},
    {"whose finder patterns are circles, at a slant",
     3,
     {.module = 6, .round = TRUE, .turn = 35, .tilt = 35}},
    {"whose finder patterns are circles, light on dark", 3, {.module = 4, .round = TRUE, .inverse = TRUE}},
    {"light on dark", 2, {.module = 4, .inverse = TRUE}},
    {"light on dark, turned, at a slant", 4, {.module = 4, .inverse = TRUE, .turn = 40, .tilt = 25}},
    {"in a mirror", 2, {.module = 4, .mirrored = TRUE}},
    {"in a mirror, turned, light on dark", 2, {.module = 4, .mirrored = TRUE, .turn = 100, .inverse = TRUE}},
    {"out of focus", 2, {.module = 5, .blur = 2}},
    {"round a bottle", 4, {.module = 5, .bend = 0.06}},
};

/* The corners may be a pixel and a half of a module off. */
static void
assert_corners (const CubbyQr *qr, const TestQrView *view, const CubbyPoint corners[4])
{
  double side = cubby_qr_get_size (qr), slack = 1 + view->module;
  const double places[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  for (guint i = 0; i < 4; i++) {
    double x, y;
    guint k = view->mirrored ? (4 - i) % 4 : i; /* it is seen with its columns for rows */
    test_qr_place (qr, view, places[k][0], places[k][1], &x, &y);
    g_assert_cmpfloat_with_epsilon ((double)corners[i].x, x, slack);
    g_assert_cmpfloat_with_epsilon ((double)corners[i].y, y, slack);
  }
}

static void
test_read (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (row->version, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, &row->view);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  const CubbyCode *code = g_ptr_array_index (codes, 0);
  g_assert_cmpstr (code->text, ==, text);
  g_assert_cmpuint (code->symbology, ==, CUBBY_SYMBOLOGY_QR);
  g_assert_cmpuint (code->region.x + code->region.width, <=, frame->width);
  g_assert_cmpuint (code->region.y + code->region.height, <=, frame->height);
  assert_corners (qr, &row->view, code->corners);

  const CubbyQrGrid *grid = cubby_qr_reader_get_grid (reader);
  g_assert_nonnull (grid);
  g_assert_cmpuint (grid->dimension, ==, cubby_qr_get_size (qr));
  g_assert_cmpint (grid->inverse, ==, row->view.inverse);
}

/* Covers a square of @modules round a place in modules with gray. */
static void
cover (CubbyFrame *frame, const CubbyQr *qr, const TestQrView *view, double x, double y, double modules)
{
  double px, py, half = modules * view->module / 2;
  test_qr_place (qr, view, x, y, &px, &py);
  for (guint j = (guint)MAX (py - half, 0); j < (guint)(py + half); j++)
    memset (frame->pixels + (gsize)j * frame->stride + (gsize)MAX (px - half, 0), 128, (gsize)(2 * half));
}

typedef struct {
  const char *name;
  double x; /* of the finder pattern, 0 or 1 */
  double y;
} CoverRow;

static const CoverRow cover_rows[] = {
    {"at the top left", 0, 0},
    {"at the top right", 1, 0},
    {"at the bottom left", 0, 1},
};

/* A lamp or a thumb on a finder pattern. */
static void
test_covered (gconstpointer data)
{
  const CoverRow *row = data;
  const TestQrView view = {.module = 4, .turn = 10};
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (3, CUBBY_QR_LEVEL_Q, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, &view);
  double far = cubby_qr_get_size (qr) - 7;
  cover (frame, qr, &view, row->x * far + 3.5, row->y * far + 3.5, 7);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, text);
}

/* Lines that a worn print head leaves out, across all of the finder patterns. */
static void
test_worn (void)
{
  const TestQrView view = {.module = 5};
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (3, CUBBY_QR_LEVEL_Q, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, &view);
  for (guint y = 0; y < frame->height; y++)
    if (y % 9 < 2)
      memset (frame->pixels + (gsize)y * frame->stride, 215, frame->width);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, text);
}

typedef struct {
  const char *name;
  TestQrView left, right;
  gint64 captured_us;
} PairRow;

static const PairRow pair_rows[] = {
    {"alike", {.module = 4, .turn = 20}, {.module = 4, .turn = 20}, 1000},
    {"one light on dark", {.module = 4, .turn = 20}, {.module = 3.4, .turn = 5, .inverse = TRUE}, 0},
    {"the other light on dark", {.module = 4, .inverse = TRUE}, {.module = 4, .turn = 20}, 0},
    {"one much larger, in a picture alone", {.module = 13}, {.module = 2.5, .turn = 20}, 0},
};

/* Beside each other in one picture. */
static void
test_several (gconstpointer data)
{
  const PairRow *row = data;
  g_autofree char *texts[2] = {NULL, NULL};
  g_autoptr (CubbyQr) one = test_qr_of_version (2, CUBBY_QR_LEVEL_M, &texts[0]);
  g_autoptr (CubbyQr) other = test_qr_of_version (3, CUBBY_QR_LEVEL_M, &texts[1]);
  g_autoptr (CubbyFrame) left = test_qr_render (one, &row->left);
  g_autoptr (CubbyFrame) right = test_qr_render (other, &row->right);
  g_autoptr (CubbyFrame) frame =
      cubby_frame_new (left->width + right->width, MAX (left->height, right->height));
  frame->captured_us = row->captured_us;
  memset (frame->pixels, 215, (gsize)frame->stride * frame->height);
  for (guint y = 0; y < left->height; y++)
    memcpy (frame->pixels + (gsize)y * frame->stride, left->pixels + (gsize)y * left->stride, left->width);
  for (guint y = 0; y < right->height; y++)
    memcpy (frame->pixels + (gsize)y * frame->stride + left->width, right->pixels + (gsize)y * right->stride,
            right->width);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    gboolean is_left = code->region.x < left->width;
    g_assert_cmpstr (code->text, ==, texts[is_left ? 0 : 1]);
  }
}

/* Draws a symbol, @module pixels a module, with its quiet zone. */
static void
draw_symbol (CubbyFrame *frame, const TestSymbol *symbol, guint left, guint top, guint module)
{
  for (guint y = 0; y < symbol->dimension * module; y++)
    for (guint x = 0; x < symbol->dimension * module; x++)
      frame->pixels[(gsize)(top + y) * frame->stride + left + x] =
          symbol->soft[y / module * symbol->dimension + x / module] > 0 ? 40 : 215;
}

/* Far away in a large photograph. */
static void
test_far (void)
{
  g_autofree TestSymbol *symbol = test_encode (2, CUBBY_QR_GRADE_M, "FAR AWAY");
  g_autoptr (CubbyFrame) frame = cubby_frame_new (3600, 2400);
  memset (frame->pixels, 215, (gsize)frame->stride * frame->height);
  draw_symbol (frame, symbol, 2000, 1701, 2);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, "FAR AWAY");
}

/* A poster with a code that is no text: large, sharp and found before all else. A telephone before it. */
static void
test_poster (void)
{
  const TestSegment unknown = {TEST_BYTES, "POSTER", 0, 899};
  const TestQrView view = {.module = 1.7, .turn = 8, .inverse = TRUE};
  g_autofree TestSymbol *poster = test_encode_segments (2, CUBBY_QR_GRADE_M, &unknown, 1);
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (2, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) telephone = test_qr_render (qr, &view);
  g_autoptr (CubbyFrame) frame = cubby_frame_new (480, 360);
  memset (frame->pixels, 215, (gsize)frame->stride * frame->height);
  draw_symbol (frame, poster, 30, 60, 8);
  for (guint y = 0; y < telephone->height; y++)
    memcpy (frame->pixels + (gsize)(y + 100) * frame->stride + 480 - telephone->width,
            telephone->pixels + (gsize)y * telephone->stride, telephone->width);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  cubby_qr_look (reader, frame, cubby_budget_now () + LONG_US, codes);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, text);
}

typedef struct {
  const char *name;
  guint width;
  guint height;
  guint8 (*pixel) (guint x, guint y, GRand *random);
} EmptyRow;

static guint8
black (guint x, guint y, GRand *random)
{
  return 0;
}

static guint8
noise (guint x, guint y, GRand *random)
{
  return (guint8)g_rand_int_range (random, 0, 256);
}

static guint8
checks (guint x, guint y, GRand *random)
{
  return (x / 3 + y / 3) % 2 != 0 ? 255 : 0;
}

static guint8
stripes (guint x, guint y, GRand *random)
{
  static const guint8 widths[] = {0, 255, 0, 0, 0, 255, 0, 255, 255, 0, 255};
  return widths[x / 3 % G_N_ELEMENTS (widths)];
}

/* The same finder pattern over and over. */
static guint8
finders (guint x, guint y, GRand *random)
{
  int i = ABS ((int)(x / 2 % 9) - 4), j = ABS ((int)(y / 2 % 9) - 4), ring = MAX (i, j);
  return ring == 2 || ring == 4 ? 255 : 0;
}

static guint8
modules (guint x, guint y, GRand *random)
{
  guint32 hash = (x / 4) * 2654435761u ^ (y / 4) * 2246822519u;
  hash ^= hash >> 15;
  hash *= 2246822519u;
  return (hash >> 13 & 1) != 0 ? 230 : 30;
}

static const EmptyRow empty_rows[] = {
    {"one pixel", 1, 1, black},
    {"one column", 1, 600, noise},
    {"one row", 600, 1, noise},
    {"a strip as wide as may be", CUBBY_FRAME_SIDE_MAX, 30, noise},
    {"a strip as high as may be", 30, CUBBY_FRAME_SIDE_MAX, noise},
    {"a picture all black", 640, 480, black},
    {"noise", 640, 480, noise},
    {"noise that is narrower than the window", 30, 30, noise},
    {"a checkerboard", 640, 480, checks},
    {"stripes", 640, 480, stripes},
    {"a thousand finder patterns", 640, 480, finders},
    {"modules of no code", 640, 480, modules},
};

/* Nothing is read, and the time is kept within half a second of what was allowed. */
static void
test_empty (gconstpointer data)
{
  const EmptyRow *row = data;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (row->width, row->height);
  GRand *random = g_rand_new_with_seed (7);
  for (guint y = 0; y < row->height; y++)
    for (guint x = 0; x < row->width; x++)
      frame->pixels[(gsize)y * frame->stride + x] = row->pixel (x, y, random);
  g_rand_free (random);
  g_autoptr (CubbyQrReader) reader = cubby_qr_reader_new ();
  g_autoptr (GPtrArray) codes = cubby_codes_new ();
  gint64 start_us = cubby_budget_now ();
  cubby_qr_look (reader, frame, start_us + 100000, codes);
  g_assert_cmpuint (codes->len, ==, 0);
  g_assert_cmpint (cubby_budget_now () - start_us, <, 100000 + 1500000);
}

#define ADD(rows, folder, test)                                                                              \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {                                                          \
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/qr/%s %s", folder, rows[i].name);            \
    g_test_add_data_func (path, &rows[i], test);                                                             \
  }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (rows, "a code is read", test_read)
  ADD (cover_rows, "a code is read whose finder pattern is covered", test_covered)
  ADD (pair_rows, "two codes are read in one picture,", test_several)
  ADD (empty_rows, "nothing is read in", test_empty)
  g_test_add_func ("/hardware/scanner/qr/a code is read of which the printer leaves lines out", test_worn);
  g_test_add_func ("/hardware/scanner/qr/a code is read far away in a large photograph", test_far);
  g_test_add_func ("/hardware/scanner/qr/a poster that says nothing does not hide a telephone", test_poster);
  return g_test_run ();
}
