/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-field.h"

G_BEGIN_DECLS

/* More are not looked for in one picture of a camera: what has more is no shopper's code … */
#define CUBBY_QR_FINDERS_MAX 96
/* … nor in a picture alone, such as a sheet of labels. */
#define CUBBY_QR_FINDERS_STILL_MAX 192

/**
 * CubbyQrFinder:
 * @x: its centre, pixels of the frame
 * @y: its centre
 * @a: one side's direction: pixels of the frame for one module
 * @b: the next side's, clockwise from @a
 * @fit: how much it looks like a finder pattern, up to 1
 * @inverse: it is light on dark
 * @is_round: its rings are circles, as designers like them: @a and @b say how they are stretched, and not
 * which way it is turned
 *
 * One finder pattern (ISO/IEC 18004, 6.3.3): rings of 7, 5 and 3 modules. Which of its sides is the upper one
 * is not known.
 */
typedef struct {
  double x;
  double y;
  double a[2];
  double b[2];
  double fit;
  gboolean inverse;
  gboolean is_round;
} CubbyQrFinder;

/**
 * cubby_qr_finders_search:
 * @field: of the pyramid: modules of 1.4 to 12 pixels there are found
 * @max: of @finders
 * @finders: (element-type CubbyQrFinder): what is found is added, or replaces a worse one at its place
 */
void cubby_qr_finders_search (CubbyQrPyramid *pyramid, const CubbyQrField *field, gboolean inverse,
                              gint64 until_us, guint max, GArray *finders);

/* Returns: the mean length of its modules' sides in pixels of the frame. */
double cubby_qr_finder_get_module_size (const CubbyQrFinder *self);

G_END_DECLS
