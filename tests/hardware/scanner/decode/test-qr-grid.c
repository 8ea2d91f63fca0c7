/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-climb.h"
#include "tests/hardware/scanner/decode/qr-scene.h"

#include <math.h>
#include <string.h>

#define SIDE 25
#define NOT_A_NUMBER ((double)NAN)

typedef struct {
  const char *name;
  double pixels[8]; /* of the corners, clockwise */
  gboolean is_grid;
} Row;

static const Row rows[] = {
    {"a square", {0, 0, 100, 0, 100, 100, 0, 100}, TRUE},
    {"a square in a mirror", {100, 0, 0, 0, 0, 100, 100, 100}, TRUE},
    {"a slant", {0, 0, 100, 20, 100, 80, 0, 100}, TRUE},
    {"three corners on a line", {0, 0, 50, 50, 100, 100, 0, 100}, FALSE},
    {"all corners in one place", {7, 7, 7, 7, 7, 7, 7, 7}, FALSE},
    {"a corner beyond the horizon", {0, 0, 100, 0, 20, 20, 0, 100}, FALSE},
    {"sides that cross", {0, 0, 100, 100, 100, 0, 0, 100}, FALSE},
    {"a corner at no number", {0, 0, NOT_A_NUMBER, 0, 100, 100, 0, 100}, FALSE},
    {"corners at infinity", {0, 0, INFINITY, 0, INFINITY, INFINITY, 0, INFINITY}, FALSE},
    {"a corner further than anything", {0, 0, 1e300, 0, 100, 100, 0, 100}, FALSE},
};

static void
test_set (gconstpointer data)
{
  const Row *row = data;
  const double modules[8] = {0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE};
  const CubbyQrGrid before = {.dimension = SIDE, .h = {4, 0, 0, 0, 4, 0, 0, 0, 1}};
  CubbyQrGrid grid = before;
  g_assert_cmpint (cubby_qr_grid_set (&grid, modules, row->pixels), ==, row->is_grid);
  if (!row->is_grid) {
    g_assert_cmpmem (&grid, sizeof grid, &before, sizeof before);
    return;
  }
  CubbyPoint corners[4];
  cubby_qr_grid_get_corners (&grid, corners);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpfloat_with_epsilon ((double)corners[i].x, row->pixels[2 * i], 1e-3);
    g_assert_cmpfloat_with_epsilon ((double)corners[i].y, row->pixels[2 * i + 1], 1e-3);
  }
}

static CubbyFrame *
cut (const CubbyFrame *frame, guint width)
{
  CubbyFrame *part = cubby_frame_new (width, frame->height);
  for (guint y = 0; y < frame->height; y++)
    memcpy (part->pixels + (gsize)y * part->stride, frame->pixels + (gsize)y * frame->stride, width);
  return part;
}

/* The grid where test_qr_render() puts the code. */
static CubbyQrGrid
true_grid (const CubbyQr *qr, const TestQrView *view)
{
  double side = cubby_qr_get_size (qr), pixels[8];
  const double modules[8] = {0, 0, side, 0, side, side, 0, side};
  for (guint i = 0; i < 4; i++)
    test_qr_place (qr, view, modules[2 * i], modules[2 * i + 1], &pixels[2 * i], &pixels[2 * i + 1]);
  CubbyQrGrid grid = {.dimension = cubby_qr_get_size (qr)};
  g_assert_true (cubby_qr_grid_set (&grid, modules, pixels));
  return grid;
}

/* What is known of a code of which a third is beyond the picture is not known as well as if it were there. */
static void
test_outside (void)
{
  const TestQrView view = {.module = 4};
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (3, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) whole = test_qr_render (qr, &view);
  CubbyQrGrid grid = true_grid (qr, &view);
  CubbyPoint place = cubby_qr_grid_project (&grid, grid.dimension * 0.66, 0);
  g_autoptr (CubbyFrame) part = cut (whole, (guint)place.x);
  g_autoptr (CubbyQrFit) fit = cubby_qr_fit_new (grid.dimension);
  g_autoptr (CubbyQrField) all = cubby_qr_field_new (whole, 1, CUBBY_QR_FIELD_WINDOW);
  g_autoptr (CubbyQrField) some = cubby_qr_field_new (part, 1, CUBBY_QR_FIELD_WINDOW);
  g_assert_cmpfloat (cubby_qr_fit_get_known (fit, all, &grid), >, 0.98);
  g_assert_cmpfloat (cubby_qr_fit_get_known (fit, some, &grid), <, 0.8);
}

/* The contrast of a grid that lies on the opposite of what it should is less than none: a step that makes no
 * grid is still no better. */
static void
test_climb (void)
{
  const TestQrView view = {.module = 4, .inverse = TRUE};
  g_autofree char *text = NULL;
  g_autoptr (CubbyQr) qr = test_qr_of_version (1, CUBBY_QR_LEVEL_M, &text);
  g_autoptr (CubbyFrame) frame = test_qr_render (qr, &view);
  g_autoptr (CubbyQrField) field = cubby_qr_field_new (frame, 1, CUBBY_QR_FIELD_WINDOW);
  CubbyQrGrid grid = true_grid (qr, &view);
  g_autoptr (CubbyQrFit) fit = cubby_qr_fit_new (grid.dimension);
  for (double step = 1; step < 100; step *= 3) {
    CubbyQrGrid moved = grid;
    double before = cubby_qr_fit_get_contrast (fit, field, &moved);
    double after = cubby_qr_climb (fit, field, &moved, 0xf, step, G_MAXINT64);
    g_assert_cmpfloat (after, >=, before);
    g_assert_cmpfloat_with_epsilon (after, cubby_qr_fit_get_contrast (fit, field, &moved), 1e-3);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/decode/qr-grid/%s %s", rows[i].name,
                                             rows[i].is_grid ? "is a grid" : "is none");
    g_test_add_data_func (path, &rows[i], test_set);
  }
  g_test_add_func ("/hardware/scanner/decode/qr-grid/what is beyond the picture is not known", test_outside);
  g_test_add_func ("/hardware/scanner/decode/qr-grid/a climb ends where the contrast is what it says",
                   test_climb);
  return g_test_run ();
}
