/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-patch.h"

G_BEGIN_DECLS

/* A sample is mixed from so many modules each way. */
#define CUBBY_QR_KERNEL_RADIUS 2
#define CUBBY_QR_KERNEL_SIDE (2 * CUBBY_QR_KERNEL_RADIUS + 1)
#define CUBBY_QR_KERNEL_TAPS (CUBBY_QR_KERNEL_SIDE * CUBBY_QR_KERNEL_SIDE)
/**
 * CubbyQrKernel:
 * @taps: how much of the modules near, rows from the top left, is in each of a module's four samples
 * @offset: what each sample has besides
 *
 * How a code is blurred, in modules.
 */
typedef struct {
  float taps[CUBBY_QR_PHASES][CUBBY_QR_KERNEL_TAPS];
  float offset[CUBBY_QR_PHASES];
} CubbyQrKernel;

/* Returns: what @kernel makes of the modules round the one at cubby_qr_patch_at() in sample @phase. */
static inline float
cubby_qr_kernel_predict (const CubbyQrKernel *self, const CubbyQrPatch *patch, gsize at, guint phase)
{
  const float *module = patch->modules + at - CUBBY_QR_KERNEL_RADIUS * patch->stride - CUBBY_QR_KERNEL_RADIUS;
  const float *tap = self->taps[phase];
  float sum = self->offset[phase];
  for (guint y = 0; y < CUBBY_QR_KERNEL_SIDE; y++, module += patch->stride)
    for (guint x = 0; x < CUBBY_QR_KERNEL_SIDE; x++)
      sum += *tap++ * module[x];
  return sum;
}

/**
 * cubby_qr_kernel_guess:
 * @lines: (out): the levels at the finder patterns
 *
 * A blur by a Gauss curve, longer one way where the code moved, fitted to the finder patterns
 * as they were seen. The taps of each sample are 1 together.
 *
 * Returns: FALSE where no finder pattern looks like one
 */
gboolean cubby_qr_kernel_guess (CubbyQrKernel *self, const CubbyQrPatch *patch,
                                CubbyQrLine lines[CUBBY_QR_FINDERS]);

/* Returns: the sum of the squares of the taps of a sample. */
float cubby_qr_kernel_get_power (const CubbyQrKernel *self);

/**
 * cubby_qr_kernel_fit:
 * @self: what was thought so far; kept as far as the patch does not say otherwise
 *
 * The blur of any form that makes the samples of the modules as they are set now, by least squares.
 */
void cubby_qr_kernel_fit (CubbyQrKernel *self, const CubbyQrPatch *patch);

G_END_DECLS
