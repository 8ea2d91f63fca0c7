/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_between:
 * @at: the pixel above and to the left
 * @right: how far behind it, in 1/256 of a pixel
 * @down: how far below it
 *
 * The gray between four pixels, each by its share of the place.
 *
 * Returns: in 1/65536 of a gray
 */
static inline guint32
cubby_between (const guint8 *at, gsize stride, guint32 right, guint32 down)
{
  guint32 above = at[0] * (256 - right) + at[1] * right;
  guint32 below = at[stride] * (256 - right) + at[stride + 1] * right;
  return above * (256 - down) + below * down;
}

G_END_DECLS
