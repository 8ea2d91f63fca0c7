/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/prepare.h"

#include <string.h>

static CubbyFrame *
frame_new_like (const CubbyFrame *frame, guint width, guint height)
{
  CubbyFrame *copy = cubby_frame_new (width, height);
  copy->captured_us = frame->captured_us;
  return copy;
}

CubbyFrame *
cubby_frame_crop (const CubbyFrame *frame, const CubbyRegion *region)
{
  g_return_val_if_fail (region->x + region->width <= frame->width, NULL);
  g_return_val_if_fail (region->y + region->height <= frame->height, NULL);

  CubbyFrame *part = frame_new_like (frame, region->width, region->height);
  for (guint y = 0; y < region->height; y++)
    memcpy (part->pixels + (gsize)y * part->stride,
            frame->pixels + (gsize)(y + region->y) * frame->stride + region->x, region->width);
  return part;
}

CubbyFrame *
cubby_frame_halve (const CubbyFrame *frame)
{
  CubbyFrame *half = frame_new_like (frame, MAX (frame->width / 2, 1), MAX (frame->height / 2, 1));
  gsize below = frame->height > 1 ? frame->stride : 0;
  gsize right = frame->width > 1 ? 1 : 0;
  for (guint y = 0; y < half->height; y++) {
    const guint8 *source = frame->pixels + (gsize)y * 2 * frame->stride;
    guint8 *target = half->pixels + (gsize)y * half->stride;
    for (guint x = 0; x < half->width; x++, source += 2)
      target[x] = (guint8)((source[0] + source[right] + source[below] + source[below + right] + 2) / 4);
  }
  return half;
}

/* The pixel of the doubled picture lies a quarter of the way from its own pixel to the neighbour. */
static guint8
mix (guint own, guint beside, guint above, guint across)
{
  return (guint8)((9 * own + 3 * beside + 3 * above + across + 8) / 16);
}

CubbyFrame *
cubby_frame_double (const CubbyFrame *frame)
{
  g_return_val_if_fail (frame->width * 2 <= CUBBY_FRAME_SIDE_MAX, NULL);
  g_return_val_if_fail (frame->height * 2 <= CUBBY_FRAME_SIDE_MAX, NULL);

  CubbyFrame *large = frame_new_like (frame, frame->width * 2, frame->height * 2);
  for (guint y = 0; y < large->height; y++) {
    guint own_y = y / 2;
    guint other_y = (y & 1) != 0 ? MIN (own_y + 1, frame->height - 1) : MAX (own_y, 1) - 1;
    const guint8 *own = frame->pixels + (gsize)own_y * frame->stride;
    const guint8 *other = frame->pixels + (gsize)other_y * frame->stride;
    guint8 *target = large->pixels + (gsize)y * large->stride;
    for (guint x = 0; x < large->width; x++) {
      guint own_x = x / 2;
      guint other_x = (x & 1) != 0 ? MIN (own_x + 1, frame->width - 1) : MAX (own_x, 1) - 1;
      target[x] = mix (own[own_x], own[other_x], other[own_x], other[other_x]);
    }
  }
  return large;
}

/* Adds @sign times a row to the sums of the columns. */
static void
sums_add_row (guint32 *sums, const CubbyFrame *frame, guint y, gboolean add)
{
  const guint8 *row = frame->pixels + (gsize)y * frame->stride;
  if (add)
    for (guint x = 0; x < frame->width; x++)
      sums[x] += row[x];
  else
    for (guint x = 0; x < frame->width; x++)
      sums[x] -= row[x];
}

/* One row against the means of its boxes; @sums holds the columns of the @n_rows rows of the box. */
static void
threshold_row (const guint8 *row, guint8 *target, const guint32 *sums, guint width, guint n_rows,
               guint radius, gint64 offset, gboolean inverse)
{
  guint32 box = 0;
  for (guint x = 0; x < MIN (radius, width); x++)
    box += sums[x];
  for (guint x = 0; x < width; x++) {
    if (x + radius < width)
      box += sums[x + radius];
    if (x > radius)
      box -= sums[x - radius - 1];
    guint left = x > radius ? x - radius : 0;
    guint right = MIN (x + radius, width - 1);
    gint64 area = (gint64)(right - left + 1) * n_rows;
    gint64 darker = (gint64)box - row[x] * area; /* times the area: no division a pixel */
    target[x] = (inverse ? -darker : darker) > offset * area ? 0 : 255;
  }
}

CubbyFrame *
cubby_frame_threshold (const CubbyFrame *frame, guint window, guint offset, gboolean inverse)
{
  guint radius = window / 2;
  CubbyFrame *result = frame_new_like (frame, frame->width, frame->height);
  g_autofree guint32 *sums = g_new0 (guint32, frame->width);
  guint n_rows = 0;

  for (guint y = 0; y < MIN (radius, frame->height); y++, n_rows++)
    sums_add_row (sums, frame, y, TRUE);
  for (guint y = 0; y < frame->height; y++) {
    if (y + radius < frame->height) {
      sums_add_row (sums, frame, y + radius, TRUE);
      n_rows++;
    }
    if (y > radius) {
      sums_add_row (sums, frame, y - radius - 1, FALSE);
      n_rows--;
    }
    threshold_row (frame->pixels + (gsize)y * frame->stride, result->pixels + (gsize)y * result->stride, sums,
                   frame->width, n_rows, radius, offset, inverse);
  }
  return result;
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
