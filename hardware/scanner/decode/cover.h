/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/**
 * cubby_cover:
 * @codes: (element-type CubbyCode): with their places in @frame
 *
 * Returns: (transfer full): the picture with the mean of what is round it laid over each code, so that it is
 *   not found once more
 */
CubbyFrame *cubby_cover (const CubbyFrame *frame, GPtrArray *codes);

G_END_DECLS
