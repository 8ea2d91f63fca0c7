/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/samples.h"

#define CELL_SAMPLES 12
#define SIDE (CUBBY_SAMPLES_CELLS * CELL_SAMPLES)

CubbyPoint
cubby_samples_point (const CubbyPoint corners[4], float u, float v)
{
  CubbyPoint top = {corners[0].x + (corners[1].x - corners[0].x) * u,
                    corners[0].y + (corners[1].y - corners[0].y) * u};
  CubbyPoint bottom = {corners[3].x + (corners[2].x - corners[3].x) * u,
                       corners[3].y + (corners[2].y - corners[3].y) * u};
  return (CubbyPoint){top.x + (bottom.x - top.x) * v, top.y + (bottom.y - top.y) * v};
}

static void
samples_add (CubbySamples *self, const guint8 *pixel, guint stride, guint row, guint column)
{
  guint8 gray = pixel[0];
  self->gray[gray]++;
  self->slopes[CUBBY_SLOPE_RIGHT][ABS ((int)pixel[1] - gray)]++;
  self->slopes[CUBBY_SLOPE_DOWN][ABS ((int)pixel[stride] - gray)]++;
  self->slopes[CUBBY_SLOPE_RIGHT_DOWN][ABS ((int)pixel[stride + 1] - gray)]++;
  self->slopes[CUBBY_SLOPE_LEFT_DOWN][ABS ((int)pixel[stride] - (int)pixel[1])]++;
  self->sum += gray;
  self->n++;
  guint8 *least = &self->least[row][column], *most = &self->most[row][column];
  gboolean first = !self->seen[row][column];
  self->seen[row][column] = TRUE;
  *least = first ? gray : MIN (*least, gray);
  *most = first ? gray : MAX (*most, gray);
}

void
cubby_samples_take (CubbySamples *self, const CubbyFrame *frame, const CubbyPoint corners[4])
{
  *self = (CubbySamples){.n = 0};
  for (guint i = 0; i < SIDE; i++) {
    CubbyPoint from = cubby_samples_point (corners, 0, (i + 0.5f) / SIDE);
    CubbyPoint to = cubby_samples_point (corners, 1, (i + 0.5f) / SIDE);
    CubbyPoint step = {(to.x - from.x) / SIDE, (to.y - from.y) / SIDE};
    for (guint j = 0; j < SIDE; j++) {
      CubbyPoint at = {from.x + step.x * (j + 0.5f), from.y + step.y * (j + 0.5f)};
      if (!(at.x >= 0 && at.y >= 0 && at.x < (float)frame->width - 1 && at.y < (float)frame->height - 1))
        continue;
      const guint8 *pixel = frame->pixels + (gsize)at.y * frame->stride + (gsize)at.x;
      samples_add (self, pixel, frame->stride, i / CELL_SAMPLES, j / CELL_SAMPLES);
    }
  }
}

guint
cubby_samples_level (const guint histogram[CUBBY_SAMPLES_LEVELS], guint n, guint percent)
{
  guint64 wanted = (guint64)n * percent;
  guint64 seen = 0;
  for (guint level = 0; level < CUBBY_SAMPLES_LEVELS; level++) {
    seen += (guint64)histogram[level] * 100;
    if (seen >= wanted)
      return level;
  }
  return CUBBY_SAMPLES_LEVELS - 1;
}
