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

/**
 * cubby_qr_align_bend:
 * @grid: of version 7 and above, which lies on its finder patterns
 * @until_us: cubby_budget_now() after which it is given up
 *
 * Bends the grid so that it runs through all alignment patterns, one after the other from the first corner
 * on; what is not found of them is taken from its neighbours.
 *
 * Returns: FALSE, and the grid is as it was, if there are none, hardly any is found, or it is given up
 */
gboolean cubby_qr_align_bend (const CubbyQrField *field, CubbyQrGrid *grid, gint64 until_us);

G_END_DECLS
