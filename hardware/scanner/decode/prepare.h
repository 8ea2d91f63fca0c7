/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* A part of a frame in pixels. */
typedef struct {
  guint x;
  guint y;
  guint width;
  guint height;
} CubbyRegion;

/* What makes codes readable. Each returns (transfer full) a new frame with the same captured_us. */

CubbyFrame *cubby_frame_crop (const CubbyFrame *frame, const CubbyRegion *region);
/* Half of the size: each pixel is the mean of four; an odd last row or column is left out. */
CubbyFrame *cubby_frame_halve (const CubbyFrame *frame);
/* Twice the size, with linear steps between the pixels. */
CubbyFrame *cubby_frame_double (const CubbyFrame *frame);

/**
 * cubby_frame_threshold:
 * @window: side of the box, odd
 * @offset: how much darker than its box a pixel must be to become black
 * @inverse: a pixel that is @offset brighter becomes black, the others white: for light codes on dark
 *
 * Compares each pixel with the mean of the box round it (of the part inside the picture).
 */
CubbyFrame *cubby_frame_threshold (const CubbyFrame *frame, guint window, guint offset, gboolean inverse);

/**
 * cubby_region_grow:
 * @region: becomes a square with the same centre and @percent times its longer side, cut at the edges of
 * @frame
 */
void cubby_region_grow (CubbyRegion *region, guint percent, const CubbyFrame *frame);

G_END_DECLS
