/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/lens.h"

#include <math.h>
#include <string.h>

CubbyLight *
cubby_light_new (guint width, guint height)
{
  CubbyLight *self = g_new0 (CubbyLight, 1);
  self->width = width;
  self->height = height;
  self->values = g_new0 (float, (gsize)width *height);
  return self;
}

void
cubby_light_free (CubbyLight *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self);
}

static gsize
light_size (const CubbyLight *self)
{
  return (gsize)self->width * self->height;
}

void
cubby_light_expose (CubbyLight *self, double brightness, double contrast, double vignette)
{
  double half_width = self->width / 2.0, half_height = self->height / 2.0;
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++) {
      float *value = &self->values[(gsize)y * self->width + x];
      double dx = (x - half_width) / half_width, dy = (y - half_height) / half_height;
      double shade = 1 - vignette * (dx * dx + dy * dy) / 2;
      *value = (float)(((*value - 128) * contrast + 128) * brightness * shade);
    }
}

/* One pass along rows (@step 1) or columns (@step width); the edge pixel goes on outside. */
static void
blur_line (const float *source, float *target, gsize step, int n, const float *weights, int radius)
{
  for (int i = 0; i < n; i++) {
    float sum = 0;
    for (int k = -radius; k <= radius; k++)
      sum += weights[k + radius] * source[(gsize)CLAMP (i + k, 0, n - 1) * step];
    target[(gsize)i * step] = sum;
  }
}

void
cubby_light_blur (CubbyLight *self, double sigma)
{
  if (sigma < 0.05)
    return;
  int radius = (int)ceil (sigma * 3);
  g_autofree float *weights = g_new (float, (gsize)radius * 2 + 1);
  float total = 0;
  for (int k = -radius; k <= radius; k++)
    total += weights[k + radius] = (float)exp (-k * k / (2 * sigma * sigma));
  for (int k = 0; k <= radius * 2; k++)
    weights[k] /= total;

  g_autofree float *half_done = g_new (float, light_size (self));
  for (guint y = 0; y < self->height; y++)
    blur_line (self->values + (gsize)y * self->width, half_done + (gsize)y * self->width, 1, (int)self->width,
               weights, radius);
  for (guint x = 0; x < self->width; x++)
    blur_line (half_done + x, self->values + x, self->width, (int)self->height, weights, radius);
}

void
cubby_light_move (CubbyLight *self, double length, double turn_degrees)
{
  int n_steps = (int)ceil (length);
  if (n_steps < 2)
    return;
  double turn = turn_degrees * G_PI / 180;
  g_autofree float *sum = g_new0 (float, light_size (self));
  for (int step = 0; step < n_steps; step++) {
    double along = length * ((step + 0.5) / n_steps - 0.5);
    int dx = (int)lround (along * cos (turn)), dy = (int)lround (along * sin (turn));
    for (int y = 0; y < (int)self->height; y++) {
      const float *row = self->values + (gsize)CLAMP (y + dy, 0, (int)self->height - 1) * self->width;
      for (int x = 0; x < (int)self->width; x++)
        sum[(gsize)y * self->width + (gsize)x] +=
            row[CLAMP (x + dx, 0, (int)self->width - 1)] / (float)n_steps;
    }
  }
  memcpy (self->values, sum, light_size (self) * sizeof *sum);
}

/* The sum of four bytes is near enough to a normal distribution: mean 510, sigma 147.8. */
static double
normal (GRand *random)
{
  guint32 bytes = g_rand_int (random);
  return ((bytes & 255) + (bytes >> 8 & 255) + (bytes >> 16 & 255) + (bytes >> 24) - 510.0) / 147.8;
}

CubbyFrame *
cubby_light_take_picture (const CubbyLight *self, double noise, guint seed)
{
  CubbyFrame *frame = cubby_frame_new (self->width, self->height);
  GRand *random = g_rand_new_with_seed (seed);
  for (gsize i = 0; i < light_size (self); i++) {
    double value = self->values[i];
    /* Brighter pixels count more photons: their noise grows with the root. */
    value += noise * sqrt (0.3 + 0.7 * MAX (value, 0) / 128) * normal (random);
    frame->pixels[i] = (guint8)CLAMP (value + 0.5, 0, 255);
  }
  g_rand_free (random);
  return frame;
}
