/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/close.h"

#include <string.h>

/* The least, or the greatest, of each pixel of a row and its neighbours in two others: a loop over whole
 * rows. */
static void
take_least (const guint8 *restrict above, const guint8 *restrict here, const guint8 *restrict below,
            guint8 *restrict to, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    guint8 outer = MIN (above[i], below[i]);
    to[i] = MIN (outer, here[i]);
  }
}

static void
take_most (const guint8 *restrict above, const guint8 *restrict here, const guint8 *restrict below,
           guint8 *restrict to, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    guint8 outer = MAX (above[i], below[i]);
    to[i] = MAX (outer, here[i]);
  }
}

typedef void (*Take) (const guint8 *above, const guint8 *here, const guint8 *below, guint8 *to, gsize n);

/* Over three by three pixels: first of each row with itself moved to both sides, then of three rows. */
static CubbyFrame *
filter (const CubbyFrame *frame, Take take)
{
  guint width = frame->width, height = frame->height;
  g_autoptr (CubbyFrame) across = cubby_frame_new (width, height);
  CubbyFrame *result = cubby_frame_new (width, height);
  g_autofree guint8 *row = g_malloc ((gsize)width + 2);
  for (guint y = 0; y < height; y++) {
    const guint8 *from = frame->pixels + (gsize)y * frame->stride;
    memcpy (row + 1, from, width);
    row[0] = from[0];
    row[width + 1] = from[width - 1];
    take (row, row + 1, row + 2, across->pixels + (gsize)y * across->stride, width);
  }
  for (guint y = 0; y < height; y++) {
    const guint8 *here = across->pixels + (gsize)y * across->stride;
    take (y > 0 ? here - across->stride : here, here, y + 1 < height ? here + across->stride : here,
          result->pixels + (gsize)y * result->stride, width);
  }
  result->captured_us = frame->captured_us;
  return result;
}

CubbyFrame *
cubby_frame_close (const CubbyFrame *frame)
{
  g_autoptr (CubbyFrame) darker = filter (frame, take_least);
  return filter (darker, take_most);
}
