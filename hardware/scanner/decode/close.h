/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_frame_close:
 *
 * What is dark on both sides of a light line of one or two pixels becomes dark there too: scratches, folds,
 * and the lines that a worn print head leaves out. The rest stays as it is.
 *
 * Returns: (transfer full): of the same size
 */
CubbyFrame *cubby_frame_close (const CubbyFrame *frame);

G_END_DECLS
