/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/prepare.h"

G_BEGIN_DECLS

/**
 * cubby_code128_has_functions:
 * @region: where zbar saw a Code 128: the ends of its lines at least
 * @text: what zbar says of it
 *
 * zbar leaves the characters out that set up readers (FNC3), join codes (FNC2) or leave ASCII (FNC4), so that
 * a setup code looks like any text. Here the lines and columns through @region are read once more.
 *
 * Returns: whether one of them is plainly a Code 128 of @text, with a right check character, and such
 *   characters besides. A code that is too poor to be read so is believed.
 */
gboolean cubby_code128_has_functions (const CubbyFrame *frame, const CubbyRegion *region, const char *text);

G_END_DECLS
