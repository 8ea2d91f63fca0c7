/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/scale.h"
#include "hardware/scanner/decode/between.h"

#include <math.h>
#include <string.h>

/* A long strip in a square that holds it is nearly all background. */
#define TURNED_MAX 16

static const guint8 *
row_of (const CubbyFrame *frame, guint y)
{
  return frame->pixels + (gsize)MIN (y, frame->height - 1) * frame->stride;
}

static guint8 *
target_of (CubbyFrame *frame, guint y)
{
  return frame->pixels + (gsize)y * frame->stride;
}

/* Two rows to one. A pair of pixels is taken as one number of 16 bits: a vector adds eight of them. */
static void
halve_rows (const guint8 *above, const guint8 *below, guint8 *target, guint width)
{
  for (guint x = 0; x < width; x++) {
    guint16 a, b;
    memcpy (&a, above + 2 * (gsize)x, 2);
    memcpy (&b, below + 2 * (gsize)x, 2);
    target[x] = (guint8)((guint16)((a & 0xff) + (a >> 8) + (b & 0xff) + (b >> 8) + 2) >> 2);
  }
}

CubbyFrame *
cubby_frame_halve (const CubbyFrame *frame)
{
  CubbyFrame *half = cubby_frame_new_like (frame, MAX (frame->width / 2, 1), MAX (frame->height / 2, 1));
  for (guint y = 0; y < half->height; y++) {
    const guint8 *above = row_of (frame, 2 * y), *below = row_of (frame, 2 * y + 1);
    if (frame->width > 1)
      halve_rows (above, below, target_of (half, y), half->width);
    else
      *target_of (half, y) = (guint8)((above[0] + below[0] + 1) / 2);
  }
  return half;
}

/* @near is twice as much of the row as @far. */
static void
shrink_row (const guint8 *near, const guint8 *far, guint16 *sums, guint8 *target, guint width)
{
  guint n_sums = width / 2 * 3;
  for (guint x = 0; x < n_sums; x++)
    sums[x] = (guint16)(2 * near[x] + far[x]);
  for (guint x = 0; x < width / 2; x++) {
    const guint16 *three = sums + 3 * (gsize)x;
    target[2 * x] = (guint8)((2 * three[0] + three[1] + 4) / 9);
    target[2 * x + 1] = (guint8)((three[1] + 2 * three[2] + 4) / 9);
  }
}

CubbyFrame *
cubby_frame_shrink (const CubbyFrame *frame)
{
  if (frame->width < 3 || frame->height < 3)
    return cubby_frame_halve (frame);
  CubbyFrame *small = cubby_frame_new_like (frame, frame->width / 3 * 2, frame->height / 3 * 2);
  g_autofree guint16 *sums = g_new (guint16, frame->width);
  for (guint y = 0; y < small->height; y += 2) {
    guint first = y / 2 * 3;
    const guint8 *middle = row_of (frame, first + 1);
    shrink_row (row_of (frame, first), middle, sums, target_of (small, y), small->width);
    shrink_row (row_of (frame, first + 2), middle, sums, target_of (small, y + 1), small->width);
  }
  return small;
}

/* A row of sixths: @own and @other are mixed @part to 6 - @part. */
static void
mix_rows (const guint8 *own, const guint8 *other, guint part, guint16 *sums, guint width)
{
  for (guint x = 0; x < width; x++)
    sums[x] = (guint16)(part * own[x] + (6 - part) * other[x]);
}

/* The middles of three pixels in the place of two lie 1/6 before the first, between both, 1/6 behind the
 * second. */
static void
enlarge_row (const guint16 *sums, guint n_pairs, guint8 *target)
{
  for (guint x = 0; x < n_pairs; x++, target += 3) {
    const guint16 *two = sums + 2 * (gsize)x;
    guint before = x > 0 ? two[-1] : two[0];
    guint behind = x + 1 < n_pairs ? two[2] : two[1];
    target[0] = (guint8)((5u * two[0] + before + 18) / 36);
    target[1] = (guint8)((3u * two[0] + 3u * two[1] + 18) / 36);
    target[2] = (guint8)((5u * two[1] + behind + 18) / 36);
  }
}

CubbyFrame *
cubby_frame_enlarge (const CubbyFrame *frame)
{
  if (MAX (frame->width, frame->height) / 2 * 3 > CUBBY_FRAME_SIDE_MAX)
    return NULL;
  if (frame->width < 2 || frame->height < 2)
    return cubby_frame_double (frame);

  guint n_pairs = frame->width / 2;
  CubbyFrame *large = cubby_frame_new_like (frame, n_pairs * 3, frame->height / 2 * 3);
  g_autofree guint16 *sums = g_new (guint16, frame->width);
  for (guint y = 0; y < large->height; y += 3) {
    guint first = y / 3 * 2;
    const guint8 *two[] = {row_of (frame, first), row_of (frame, first + 1)};
    mix_rows (two[0], row_of (frame, MAX (first, 1) - 1), 5, sums, frame->width);
    enlarge_row (sums, n_pairs, target_of (large, y));
    mix_rows (two[0], two[1], 3, sums, frame->width);
    enlarge_row (sums, n_pairs, target_of (large, y + 1));
    mix_rows (two[1], row_of (frame, first + 2), 5, sums, frame->width);
    enlarge_row (sums, n_pairs, target_of (large, y + 2));
  }
  return large;
}

/* The pixels of the doubled picture lie a quarter of the way from their own pixel to its neighbour. */
static void
double_row (const guint8 *own, const guint8 *other, guint16 *sums, guint8 *target, guint width)
{
  for (guint x = 0; x < width; x++)
    sums[x + 1] = (guint16)(3 * own[x] + other[x]);
  sums[0] = sums[1];
  sums[width + 1] = sums[width];
  for (guint x = 0; x < width; x++) {
    target[2 * x] = (guint8)((3 * sums[x + 1] + sums[x] + 8) / 16);
    target[2 * x + 1] = (guint8)((3 * sums[x + 1] + sums[x + 2] + 8) / 16);
  }
}

CubbyFrame *
cubby_frame_double (const CubbyFrame *frame)
{
  if (MAX (frame->width, frame->height) * 2 > CUBBY_FRAME_SIDE_MAX)
    return NULL;
  CubbyFrame *large = cubby_frame_new_like (frame, frame->width * 2, frame->height * 2);
  g_autofree guint16 *sums = g_new (guint16, frame->width + 2);
  for (guint y = 0; y < frame->height; y++) {
    const guint8 *own = row_of (frame, y);
    double_row (own, row_of (frame, MAX (y, 1) - 1), sums, target_of (large, 2 * y), frame->width);
    double_row (own, row_of (frame, y + 1), sums, target_of (large, 2 * y + 1), frame->width);
  }
  return large;
}

static guint
turned_side (const CubbyFrame *frame)
{
  return (guint)ceil ((frame->width + frame->height) * G_SQRT2 / 2);
}

void
cubby_frame_turn_back (const CubbyFrame *frame, float *x, float *y)
{
  float side = (float)turned_side (frame), root = (float)(G_SQRT2 / 2);
  float across = (*x - side / 2) * root, down = (*y - side / 2) * root;
  *x = across + down + (float)frame->width / 2;
  *y = down - across + (float)frame->height / 2;
}

static guint8
mean_of (const CubbyFrame *frame)
{
  guint64 sum = 0;
  for (guint y = 0; y < frame->height; y++) {
    const guint8 *row = row_of (frame, y);
    guint32 of_row = 0;
    for (guint x = 0; x < frame->width; x++)
      of_row += row[x];
    sum += of_row;
  }
  return (guint8)(sum / ((guint64)frame->width * frame->height));
}

/* @x and @y in 1/256 of a pixel, inside of the frame by one pixel. */
static guint8
pixel_between (const CubbyFrame *frame, gint32 x, gint32 y)
{
  const guint8 *at = frame->pixels + (gsize)(y >> 8) * frame->stride + (x >> 8);
  return (guint8)((cubby_between (at, frame->stride, (guint)x & 255, (guint)y & 255) + (1 << 15)) >> 16);
}

CubbyFrame *
cubby_frame_turn (const CubbyFrame *frame)
{
  guint side = turned_side (frame);
  if (side > CUBBY_FRAME_SIDE_MAX ||
      (guint64)side * side > (guint64)TURNED_MAX * frame->width * frame->height)
    return NULL;
  CubbyFrame *turned = cubby_frame_new_like (frame, side, side);
  memset (turned->pixels, mean_of (frame), (gsize)side * side);
  gint32 step = (gint32)lround (256 * G_SQRT2 / 2);
  gint32 right = ((gint32)frame->width - 1) * 256, bottom = ((gint32)frame->height - 1) * 256;
  for (guint y = 0; y < side; y++) {
    float from_x = 0.5f, from_y = (float)y + 0.5f;
    cubby_frame_turn_back (frame, &from_x, &from_y);
    gint32 at_x = (gint32)lroundf ((from_x - 0.5f) * 256), at_y = (gint32)lroundf ((from_y - 0.5f) * 256);
    guint8 *target = target_of (turned, y);
    for (guint x = 0; x < side; x++, at_x += step, at_y -= step)
      if (at_x >= 0 && at_y >= 0 && at_x < right && at_y < bottom)
        target[x] = pixel_between (frame, at_x, at_y);
  }
  return turned;
}
