/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/**
 * CubbyBlob:
 * @area: its pixels, what it encloses counted in
 * @corners: of the smallest box round it, turned as it is, clockwise from the topmost left one
 * @width: of that box: its shorter side
 * @height: its longer side
 * @is_cut: it reaches to the edge of the mask: there may be more of it
 *
 * A connected part of a mask.
 */
typedef struct {
  guint area;
  CubbyPoint corners[4];
  float width;
  float height;
  gboolean is_cut;
} CubbyBlob;

/**
 * cubby_blob_find_largest:
 * @mask: @width × @height bytes, 1 where something is; is cleared
 *
 * Returns: FALSE when the mask is empty.
 */
gboolean cubby_blob_find_largest (guint8 *mask, guint width, guint height, CubbyBlob *ret_blob);

/* How much of its box it fills: 1 is a rectangle, an ellipse is 0.79. */
float cubby_blob_get_fill (const CubbyBlob *blob);

G_END_DECLS
