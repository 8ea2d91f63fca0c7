/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/prepare.h"

#include <string.h>

CubbyFrame *
cubby_frame_crop (const CubbyFrame *frame, const CubbyRegion *region)
{
  g_return_val_if_fail (region->x + region->width <= frame->width, NULL);
  g_return_val_if_fail (region->y + region->height <= frame->height, NULL);

  CubbyFrame *part = cubby_frame_new_like (frame, region->width, region->height);
  for (guint y = 0; y < region->height; y++)
    memcpy (part->pixels + (gsize)y * part->stride,
            frame->pixels + (gsize)(y + region->y) * frame->stride + region->x, region->width);
  return part;
}

static void
set_side (guint *start, guint *length, guint side, guint limit)
{
  guint centre = *start + *length / 2;
  *start = centre > side / 2 ? centre - side / 2 : 0;
  guint end = MIN (centre + (side + 1) / 2, limit);
  *length = MAX (end, *start + 1) - *start;
}

void
cubby_region_grow (CubbyRegion *region, guint percent, const CubbyFrame *frame)
{
  guint side = MAX (region->width, region->height) * percent / 100;
  set_side (&region->x, &region->width, side, frame->width);
  set_side (&region->y, &region->height, side, frame->height);
}
