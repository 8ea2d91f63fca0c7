/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-blocks.h"

#include <math.h>

void
cubby_linear_blocks_clear (CubbyLinearBlocks *self)
{
  g_free (self->tensors);
  g_free (self->slopes);
}

static void
slope_add (CubbyLinearSlope *self, const CubbyLinearSlope *other)
{
  self->x += other->x;
  self->y += other->y;
  self->both_x += other->both_x;
  self->both_y += other->both_y;
}

void
cubby_linear_tensor_add (CubbyLinearTensor *self, const CubbyLinearTensor *other)
{
  self->xx += other->xx;
  self->yy += other->yy;
  self->xy += other->xy;
}

float
cubby_linear_tensor_get_length (const CubbyLinearTensor *self)
{
  float difference = self->xx - self->yy;
  return sqrtf (difference * difference + 4 * self->xy * self->xy);
}

float
cubby_linear_tensor_compare (const CubbyLinearTensor *one, const CubbyLinearTensor *other)
{
  float product = (one->xx - one->yy) * (other->xx - other->yy) + 4 * one->xy * other->xy;
  return product / (cubby_linear_tensor_get_length (one) * cubby_linear_tensor_get_length (other) + 1e-6F);
}

typedef struct {
  gint32 xx, yy, xy, x, y, both_x, both_y;
} Sums;

/* Adds a row of a block: a fixed number of steps, so that the compiler takes all at once. */
static void
add_block_row (const guint8 *row, guint stride, Sums *sums)
{
  Sums own = {0};
  for (guint i = 0; i < CUBBY_LINEAR_BLOCK; i++) {
    gint16 gx = (gint16)(row[i + 1] - (row - 1)[i]);
    gint16 gy = (gint16)((row + stride)[i] - (row - stride)[i]);
    own.xx += gx * gx;
    own.yy += gy * gy;
    own.xy += gx * gy;
    own.x += gx;
    own.y += gy;
    own.both_x += ABS (gx);
    own.both_y += ABS (gy);
  }
  sums->xx += own.xx;
  sums->yy += own.yy;
  sums->xy += own.xy;
  sums->x += own.x;
  sums->y += own.y;
  sums->both_x += own.both_x;
  sums->both_y += own.both_y;
}

static void
measure_one (CubbyLinearBlocks *self, const CubbyFrame *frame, guint index)
{
  guint x = 1 + index % self->width * CUBBY_LINEAR_BLOCK, y = 1 + index / self->width * CUBBY_LINEAR_BLOCK;
  Sums sums = {0};
  /* Every other row: bars are the same in both. */
  for (guint row = 0; row < CUBBY_LINEAR_BLOCK; row += 2)
    add_block_row (frame->pixels + (gsize)(y + row) * frame->stride + x, frame->stride, &sums);
  float n = CUBBY_LINEAR_BLOCK * CUBBY_LINEAR_BLOCK / 2.0F;
  self->tensors[index] = (CubbyLinearTensor){(float)sums.xx / n, (float)sums.yy / n, (float)sums.xy / n};
  self->slopes[index] =
      (CubbyLinearSlope){(float)sums.x, (float)sums.y, (float)sums.both_x, (float)sums.both_y};
}

/* The outermost pixels have no gradient: the blocks begin at 1, 1. */
void
cubby_linear_blocks_measure (CubbyLinearBlocks *self, const CubbyFrame *frame)
{
  self->width = (frame->width - 2) / CUBBY_LINEAR_BLOCK;
  self->height = (frame->height - 2) / CUBBY_LINEAR_BLOCK;
  guint n = self->width * self->height;
  self->tensors = g_new (CubbyLinearTensor, n);
  self->slopes = g_new (CubbyLinearSlope, n);
  for (guint i = 0; i < n; i++)
    measure_one (self, frame, i);
}

/* 1: all edges of three blocks in a row go up, or all go down; 0: as many of each. */
static float
get_one_sided (const CubbyLinearSlope *slopes, guint step)
{
  CubbyLinearSlope sum = {0};
  for (guint i = 0; i < 3; i++)
    slope_add (&sum, &slopes[i * step]);
  return hypotf (sum.x, sum.y) / (hypotf (sum.both_x, sum.both_y) + 1e-6F);
}

/* Level or upright, whichever has more of both: a block alone may have one edge of a bar only. */
float
cubby_linear_blocks_get_one_sided (const CubbyLinearBlocks *self, guint index)
{
  guint x = index % self->width, y = index / self->width;
  float one_sided = 1;
  if (x > 0 && x + 1 < self->width)
    one_sided = get_one_sided (self->slopes + index - 1, 1);
  if (y > 0 && y + 1 < self->height)
    one_sided = MIN (one_sided, get_one_sided (self->slopes + index - self->width, self->width));
  return one_sided;
}
