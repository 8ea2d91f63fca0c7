/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_luma_copy:
 * @from: the brightness of the pixel at the top left
 * @row: bytes from one row to the next, at least what a row needs
 * @step: bytes from one pixel's brightness to the next one's: 1 in planes of their own (GRAY8, NV12, I420), 2
 * among colours (YUY2)
 *
 * Copies the brightness of a picture, and nothing else of it, into @to of the same size.
 */
void cubby_luma_copy (CubbyFrame *to, const guint8 *from, gsize row, guint step);

G_END_DECLS
