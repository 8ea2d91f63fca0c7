/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/qr-grid.h"

G_BEGIN_DECLS

/**
 * CubbyQrGray:
 * @dimension: modules on a side
 * @fineness: samples on a side of a module
 * @side: samples on a side: @dimension times @fineness
 * @inverse: whether it was printed light on dark, and @values are turned over
 * @values: rows of @side gray values, 0..255, dark modules dark also where they are printed light
 *
 * The gray of a code's modules, cut from a frame.
 */
typedef struct {
  guint dimension;
  guint fineness;
  guint side;
  gboolean inverse;
  float *values;
} CubbyQrGray;

/**
 * cubby_qr_gray_new:
 * @fineness: 1: the middle of each module; 2 and more: the module in so many strips each way
 *
 * Returns: (transfer full) (nullable): NULL where more than a quarter of the code is outside of the frame
 */
CubbyQrGray *cubby_qr_gray_new (const CubbyFrame *frame, const CubbyQrGrid *grid, guint fineness);
void cubby_qr_gray_free (CubbyQrGray *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrGray, cubby_qr_gray_free)

G_END_DECLS
