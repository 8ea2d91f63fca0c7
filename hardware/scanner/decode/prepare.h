/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/scale.h"
#include "hardware/scanner/decode/threshold.h"

G_BEGIN_DECLS

/* A part of a frame in pixels. */
typedef struct {
  guint x;
  guint y;
  guint width;
  guint height;
} CubbyRegion;

/* Returns: (transfer full): that part as a frame of its own, with the same captured_us. */
CubbyFrame *cubby_frame_crop (const CubbyFrame *frame, const CubbyRegion *region);
/**
 * cubby_region_grow:
 * @region: becomes a square with the same centre and @percent times its longer side, cut at the edges of
 * @frame
 */
void cubby_region_grow (CubbyRegion *region, guint percent, const CubbyFrame *frame);

G_END_DECLS
