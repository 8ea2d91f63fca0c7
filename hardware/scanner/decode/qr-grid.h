/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-layout.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

#define CUBBY_QR_BENDS_MAX 8

/**
 * CubbyQrGrid:
 * @dimension: modules on a side: 21, 25, … 177
 * @h: row-major homography from modules to pixels: (x, y) of 0..@dimension as printed, (0, 0) the outer
 *   corner of the top left finder pattern; a mirrored code has a mirroring one
 * @inverse: the modules are light on dark
 * @n_bends: knots on a side of the mesh of @bend; 0 while the code is flat
 * @bend_at: where the knots are, in modules, rising
 * @bend: what is added to the pixels at knot [y][x]; linear between knots, constant beyond them
 *
 * Where the modules of one QR code are in a frame. Read it through cubby_qr_grid_project().
 */
typedef struct {
  guint dimension;
  double h[9];
  gboolean inverse;
  guint n_bends;
  float bend_at[CUBBY_QR_BENDS_MAX];
  CubbyPoint bend[CUBBY_QR_BENDS_MAX][CUBBY_QR_BENDS_MAX];
} CubbyQrGrid;

/**
 * cubby_qr_grid_set:
 * @modules: x, y of four places in modules, no three of them on a line
 * @pixels: where they are in the frame
 *
 * Lays the grid through four places; its bends stay.
 *
 * Returns: FALSE, and the grid is as it was, if there is no such homography, or its horizon crosses the code.
 */
gboolean cubby_qr_grid_set (CubbyQrGrid *self, const double modules[8], const double pixels[8]);
/* Returns: the pixels of a place in modules; the centre of the first module is 0.5, 0.5. */
CubbyPoint cubby_qr_grid_project (const CubbyQrGrid *self, double x, double y);
/* The outer corners as printed: top left, top right, bottom right, bottom left. */
void cubby_qr_grid_get_corners (const CubbyQrGrid *self, CubbyPoint corners[4]);
/* Returns: the mean length of a module's side in pixels. */
double cubby_qr_grid_get_module_size (const CubbyQrGrid *self);

G_END_DECLS
