/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/sensor.h"

#include <math.h>

/* Its coding loses nothing, so that the rounding of the cosine parts of each block of 8 × 8 is all of the
 * loss. */
#define SIDE 8

/* ITU-T T.81, table K.1. */
static const guint8 steps_of_half[SIDE * SIDE] = {
    16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55, /**/
    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62, /**/
    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92, /**/
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
};

typedef struct {
  float cosines[SIDE][SIDE];
  float steps[SIDE * SIDE];
} Loss;

/* As libjpeg makes steps of a quality. */
static void
loss_init (Loss *loss, double quality)
{
  double percent = quality < 50 ? 5000 / MAX (quality, 1) : 200 - 2 * quality;
  for (guint i = 0; i < SIDE * SIDE; i++)
    loss->steps[i] = (float)CLAMP (floor ((steps_of_half[i] * percent + 50) / 100), 1, 255);
  for (guint k = 0; k < SIDE; k++)
    for (guint i = 0; i < SIDE; i++)
      loss->cosines[k][i] = (float)(cos ((2 * i + 1) * k * G_PI / 16) * (k == 0 ? G_SQRT2 / 4 : 0.5));
}

/* Each row of @from by the cosines, as a column of @to; @back: the other way. */
static void
turn (const Loss *loss, const float *from, float *to, gboolean back)
{
  for (guint row = 0; row < SIDE; row++)
    for (guint k = 0; k < SIDE; k++) {
      float sum = 0;
      for (guint i = 0; i < SIDE; i++)
        sum += from[row * SIDE + i] * (back ? loss->cosines[i][k] : loss->cosines[k][i]);
      to[k * SIDE + row] = sum;
    }
}

static void
lose_block (const Loss *loss, guint8 *pixels, gsize stride)
{
  float block[SIDE * SIDE], half[SIDE * SIDE];
  for (guint i = 0; i < SIDE * SIDE; i++)
    block[i] = pixels[i / SIDE * stride + i % SIDE] - 128.0f;
  turn (loss, block, half, FALSE);
  turn (loss, half, block, FALSE);
  for (guint i = 0; i < SIDE * SIDE; i++)
    block[i] = roundf (block[i] / loss->steps[i]) * loss->steps[i];
  turn (loss, block, half, TRUE);
  turn (loss, half, block, TRUE);
  for (guint i = 0; i < SIDE * SIDE; i++)
    pixels[i / SIDE * stride + i % SIDE] = (guint8)CLAMP (lroundf (block[i] + 128), 0, 255);
}

void
cubby_jpeg_lose (CubbyFrame *frame, double quality)
{
  Loss loss;
  loss_init (&loss, quality);
  for (guint y = 0; y + SIDE <= frame->height; y += SIDE)
    for (guint x = 0; x + SIDE <= frame->width; x += SIDE)
      lose_block (&loss, frame->pixels + (gsize)y * frame->stride + x, frame->stride);
}
