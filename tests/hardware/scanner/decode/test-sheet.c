/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures with far more finder patterns than one code has: a sheet of labels, a wall of rings. */
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/decode/still.h"
#include "tests/hardware/scanner/decode/qr-encode.h"
#include "tests/hardware/scanner/few.h"

#include <string.h>

#define WIDTH 1280
#define HEIGHT 720
#define QUIET 4
#define RING 7
#define FRAMES_ALLOWED 3

/**
 * SheetRow:
 * @version: of each of the @columns times @rows codes, whose modules have @module pixels
 * @n_least: of them are told
 */
typedef struct {
  const char *name;
  guint version;
  guint module;
  guint columns;
  guint rows;
  guint n_least;
} SheetRow;

static const SheetRow sheet_rows[] = {
    {"twelve codes on a sheet are all told", 3, 5, 4, 3, TEST_FEW (12, 1)},
#if !TEST_SANITIZED
    {"twelve small codes on a sheet are all told", 1, 3, 4, 3, 12},
    {"most of thirty codes on a sheet are told", 2, 4, 6, 5, 24},
#endif
};

static CubbyFrame *
new_paper (guint width, guint height)
{
  CubbyFrame *frame = cubby_frame_new (width, height);
  memset (frame->pixels, 235, (gsize)frame->stride * height);
  return frame;
}

static void
fill (CubbyFrame *frame, guint x, guint y, guint side, guint8 value)
{
  for (guint row = y; row < y + side && row < frame->height; row++)
    for (guint column = x; column < x + side && column < frame->width; column++)
      frame->pixels[(gsize)row * frame->stride + column] = value;
}

/* @x, @y: of its upper left module. */
static void
draw_code (CubbyFrame *frame, guint version, const char *text, guint module, guint x, guint y)
{
  g_autofree TestSymbol *symbol = test_encode (version, CUBBY_QR_GRADE_M, text);
  for (guint j = 0; j < symbol->dimension; j++)
    for (guint i = 0; i < symbol->dimension; i++)
      fill (frame, x + i * module, y + j * module, module,
            symbol->soft[j * symbol->dimension + i] > 0 ? 30 : 235);
}

static void
draw_ring (CubbyFrame *frame, guint module, guint x, guint y)
{
  fill (frame, x, y, RING * module, 30);
  fill (frame, x + module, y + module, (RING - 2) * module, 235);
  fill (frame, x + 2 * module, y + 2 * module, (RING - 4) * module, 30);
}

static char *
name_code (guint index)
{
  return g_strdup_printf ("LOCKER %u", index + 1);
}

static CubbyFrame *
draw_sheet (const SheetRow *row)
{
  guint pitch = (17 + 4 * row->version + 2 * QUIET) * row->module;
  CubbyFrame *frame = new_paper (row->columns * pitch, row->rows * pitch);
  for (guint i = 0; i < row->columns * row->rows; i++) {
    g_autofree char *text = name_code (i);
    draw_code (frame, row->version, text, row->module, i % row->columns * pitch + QUIET * row->module,
               i / row->columns * pitch + QUIET * row->module);
  }
  return frame;
}

/* How many of the sheet's texts are told; another one is none of it. */
static guint
count_told (const SheetRow *row, const GPtrArray *codes)
{
  guint n = 0;
  for (guint i = 0; i < row->columns * row->rows; i++) {
    g_autofree char *text = name_code (i);
    for (guint j = 0; j < codes->len; j++)
      n += g_str_equal (((const CubbyCode *)g_ptr_array_index (codes, j))->text, text);
  }
  g_assert_cmpuint (n, ==, codes->len);
  return n;
}

static void
test_sheet (gconstpointer data)
{
  const SheetRow *row = data;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = draw_sheet (row);
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look_long (cascade, frame, CUBBY_SYMBOLOGIES_ALL, CUBBY_STILL_BUDGET_US);
  g_assert_cmpuint (count_told (row, codes), >=, row->n_least);
}

/* Where nothing is read, the time that it may take is what it takes. */
static void
test_time (void)
{
  static const gint64 budgets_us[] = {CUBBY_STILL_BUDGET_US / 30, CUBBY_STILL_BUDGET_US / 4};
  gint64 took_us[G_N_ELEMENTS (budgets_us)];
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (CubbyFrame) noise = cubby_frame_new (1600, 1200);
  for (gsize i = 0; i < (gsize)noise->stride * noise->height; i++)
    noise->pixels[i] = (guint8)g_rand_int (random);
  for (guint i = 0; i < G_N_ELEMENTS (budgets_us); i++) {
    g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
    gint64 begun_us = cubby_budget_now ();
    g_autoptr (GPtrArray) codes =
        cubby_cascade_look_long (cascade, noise, CUBBY_SYMBOLOGIES_ALL, budgets_us[i]);
    took_us[i] = cubby_budget_now () - begun_us;
    g_test_message ("%" G_GINT64_FORMAT " us of %" G_GINT64_FORMAT, took_us[i], budgets_us[i]);
    g_assert_cmpuint (codes->len, ==, 0);
  }
  g_assert_cmpint (took_us[0], <, took_us[1]);
  if (!TEST_SANITIZED)
    g_assert_cmpint (took_us[1], <, CUBBY_STILL_BUDGET_US);
}

/* The camera sees the sheet: the time for a picture is not enough for all of it. */
static void
test_poster (void)
{
  static const SheetRow row = {.version = 2, .module = 6, .columns = 5, .rows = 3};
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = draw_sheet (&row);
  for (guint i = 0; i < FRAMES_ALLOWED; i++) {
    frame->captured_us = (i + 1) * 33000;
    g_autoptr (GPtrArray) codes =
        cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGY_QR, TEST_FEW (CUBBY_CASCADE_BUDGET_US, 0));
    g_assert_cmpuint (count_told (&row, codes), >=, 1);
  }
}

/* A telephone before wallpaper: there is room for it, and what it shows is smaller or larger than the rings
 * of the paper. */
static void
test_wall (gconstpointer data)
{
  guint module = GPOINTER_TO_UINT (data), side = 33 * module, pitch = 14 * 5;
  guint left = (WIDTH - side) / 2, top = (HEIGHT - side) / 2, room = QUIET * module;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  g_autoptr (CubbyFrame) frame = new_paper (WIDTH, HEIGHT);
  for (guint y = 10; y + RING * 5 < HEIGHT; y += pitch)
    for (guint x = 10; x + RING * 5 < WIDTH; x += pitch)
      draw_ring (frame, 5, x, y);
  fill (frame, left - room, top - room, side + 2 * room, 235);
  draw_code (frame, 4, "LOCKER 1", module, left, top);
  guint n_read = 0;
  for (guint i = 0; i < FRAMES_ALLOWED && n_read == 0; i++) {
    frame->captured_us = (i + 1) * 33000;
    g_autoptr (GPtrArray) codes =
        cubby_cascade_look (cascade, frame, CUBBY_SYMBOLOGY_QR, TEST_FEW (CUBBY_CASCADE_BUDGET_US, 0));
    n_read = codes->len;
    if (n_read > 0)
      g_assert_cmpstr (((const CubbyCode *)g_ptr_array_index (codes, 0))->text, ==, "LOCKER 1");
  }
  g_assert_cmpuint (n_read, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sheet_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/sheet/%s", sheet_rows[i].name);
    g_test_add_data_func (path, &sheet_rows[i], test_sheet);
  }
  g_test_add_func ("/hardware/scanner/decode/sheet/a picture in which nothing is read takes its time",
                   test_time);
  g_test_add_func ("/hardware/scanner/decode/sheet/a poster full of codes is not seen as empty", test_poster);
  g_test_add_data_func ("/hardware/scanner/decode/sheet/a code before a wall of larger rings is read",
                        GUINT_TO_POINTER (4), test_wall);
  g_test_add_data_func ("/hardware/scanner/decode/sheet/a code before a wall of smaller rings is read",
                        GUINT_TO_POINTER (8), test_wall);
  return g_test_run ();
}
