/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/sensor.h"

#include <math.h>
#include <string.h>

#define READ_NOISE 3.0 /* electrons */
#define GAMMA 2.2
#define CODES 4096
#define NORMALS 4096 /* a power of 2 */

/* Drawn once a frame: to draw each pixel's own takes longer than all the rest. */
static void
fill_normals (float *normals, CubbyDice *dice)
{
  for (guint i = 0; i < NORMALS; i += 2) {
    double far = sqrt (-2 * log (1 - cubby_dice_unit (dice))), turn = cubby_dice_range (dice, 0, 2 * G_PI);
    normals[i] = (float)(far * cos (turn));
    normals[i + 1] = (float)(far * sin (turn));
  }
}

static void
fill_codes (guint8 *codes)
{
  for (guint i = 0; i < CODES; i++)
    codes[i] = (guint8)lround (255 * pow (i / (CODES - 1.0), 1 / GAMMA));
}

/* The mean of those about each pixel that do not differ much: what cheap cameras do in the dark. */
static void
denoise (CubbyFrame *frame, int differs)
{
  g_autofree guint8 *source = g_memdup2 (frame->pixels, (gsize)frame->stride * frame->height);
  gssize stride = (gssize)frame->stride;
  for (guint y = 2; y + 2 < frame->height; y++)
    for (guint x = 2; x + 2 < frame->width; x++) {
      const guint8 *middle = source + (gssize)y * stride + x;
      int sum = 0, n = 0;
      for (gssize j = -2; j <= 2; j++)
        for (gssize i = -2; i <= 2; i++) {
          int value = middle[j * stride + i];
          gboolean near = ABS (value - *middle) <= differs;
          sum += near ? value : 0;
          n += near;
        }
      frame->pixels[(gssize)y * stride + x] = (guint8)((sum + n / 2) / n);
    }
}

static void
sharpen (CubbyFrame *frame, double amount)
{
  g_autofree guint8 *source = g_memdup2 (frame->pixels, (gsize)frame->width * frame->height);
  gsize stride = frame->stride;
  for (guint y = 1; y + 1 < frame->height; y++)
    for (guint x = 1; x + 1 < frame->width; x++) {
      const guint8 *p = source + y * stride + x;
      double around = (p[-1] + p[1] + *(p - stride) + p[stride]) / 4.0;
      frame->pixels[y * stride + x] = (guint8)CLAMP (lround (p[0] + amount * (p[0] - around)), 0, 255);
    }
}

CubbyFrame *
cubby_sensor_take (const CubbySensor *self, const CubbyLayer *layer, CubbyDice *dice)
{
  CubbyFrame *frame = cubby_frame_new (layer->width, layer->height);
  float normals[NORMALS];
  guint8 codes[CODES];
  fill_normals (normals, dice);
  fill_codes (codes);
  gsize n = (gsize)layer->width * layer->height;
  float read_part = (float)(READ_NOISE * READ_NOISE / (self->electrons * self->electrons));
  float shot_part = (float)(1 / self->electrons);
  for (gsize i = 0; i < n; i++) {
    guint64 bits = cubby_dice_next (dice);
    float normal =
        (normals[bits & (NORMALS - 1)] + normals[(bits >> 12) & (NORMALS - 1)]) * (float)G_SQRT2 / 2;
    float light = MAX (layer->light[i], 0);
    light += normal * sqrtf (light * shot_part + read_part);
    frame->pixels[i] = codes[(int)(CLAMP (light, 0, 1) * (CODES - 1) + 0.5f)];
  }
  if (self->denoise > 0)
    denoise (frame, (int)self->denoise);
  if (self->sharpen > 0)
    sharpen (frame, self->sharpen);
  if (self->jpeg > 0)
    cubby_jpeg_lose (frame, self->jpeg);
  return frame;
}
