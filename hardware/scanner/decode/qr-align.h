/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-field.h"
#include "hardware/scanner/decode/qr-grid.h"

G_BEGIN_DECLS

/**
 * cubby_qr_align_find:
 * @x: module where the centre of the alignment pattern is, such as 22.5
 * @radius: modules round the place where it is looked for
 * @ret_pixels: (out): its place in the frame
 *
 * Returns: how much it looks like one, up to 1; 0 where there is nothing.
 */
double cubby_qr_align_find (const CubbyQrField *field, const CubbyQrGrid *grid, double x, double y,
                            double radius, CubbyPoint *ret_pixels);

G_END_DECLS
