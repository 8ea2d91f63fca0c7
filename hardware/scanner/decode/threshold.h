/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* So that every sum of a box stays exact in the float that it is compared in. */
#define CUBBY_THRESHOLD_WINDOW_MAX 255

/**
 * cubby_frame_threshold:
 * @window: side of the box, odd, at most CUBBY_THRESHOLD_WINDOW_MAX
 * @offset: how much darker than its box a pixel must be to become black
 * @inverse: a pixel that is @offset brighter becomes black, the others white: for light codes on dark
 *
 * Compares each pixel with the mean of the box round it (of the part inside the picture).
 *
 * Returns: (transfer full): a frame of black and white with the same captured_us
 */
CubbyFrame *cubby_frame_threshold (const CubbyFrame *frame, guint window, guint offset, gboolean inverse);

G_END_DECLS
