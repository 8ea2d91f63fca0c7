/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* Other sizes of a picture. Each returns (transfer full) a new frame with the same captured_us. Those that
 * make it larger return NULL where a side would pass CUBBY_FRAME_SIDE_MAX. */

/* Half of the size: each pixel is the mean of four; an odd last row or column is left out. */
CubbyFrame *cubby_frame_halve (const CubbyFrame *frame);
/* Two thirds of the size: nine pixels become four by the area that each covers; what is over is left out. */
CubbyFrame *cubby_frame_shrink (const CubbyFrame *frame);
/* (nullable): three halves of the size, with linear steps between the pixels; an odd last row or column is
 * left out. */
CubbyFrame *cubby_frame_enlarge (const CubbyFrame *frame);
/* (nullable): twice the size, with linear steps between the pixels. */
CubbyFrame *cubby_frame_double (const CubbyFrame *frame);

/**
 * cubby_frame_turn:
 *
 * Returns: (transfer full) (nullable): the frame turned by 45 degrees clockwise about its centre, with
 *   linear steps, in a square that holds all of it; what is outside of it is of its mean gray.
 *   Place (x, y) of it is cubby_frame_turn_back(). NULL where that square would be far larger than the frame.
 */
CubbyFrame *cubby_frame_turn (const CubbyFrame *frame);
/* Makes of a place in the turned picture of @frame the place in @frame. */
void cubby_frame_turn_back (const CubbyFrame *frame, float *x, float *y);

G_END_DECLS
