/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/scanner/frames/light.h"

#include <math.h>
#include <string.h>

#define LENS_SIGMA 0.45 /* pixels, in focus */
#define DISC_STEPS 9    /* points on the diameter of the disc */
#define TAP_MIN 1e-5f

typedef struct {
  int reach;
  float *weights; /* (2 reach + 1) squared */
} Spread;

CubbyLayer *
cubby_layer_new (int x, int y, guint width, guint height, gboolean with_cover)
{
  CubbyLayer *self = g_new0 (CubbyLayer, 1);
  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  self->light = g_new0 (float, (gsize)width *height);
  self->cover = with_cover ? g_new0 (float, (gsize)width *height) : NULL;
  return self;
}

void
cubby_layer_free (CubbyLayer *self)
{
  if (self == NULL)
    return;
  g_free (self->light);
  g_free (self->cover);
  g_free (self);
}

guint
cubby_layer_reach (double disc, double line)
{
  return (guint)ceil (disc + line / 2 + 3 * LENS_SIGMA);
}

/* A point of light at a place between the pixels, as the lens shows it. */
static void
spread_add (Spread *spread, double x, double y)
{
  int side = 2 * spread->reach + 1;
  for (int j = MAX ((int)floor (y) - 1, -spread->reach); j <= MIN ((int)floor (y) + 2, spread->reach); j++)
    for (int i = MAX ((int)floor (x) - 1, -spread->reach); i <= MIN ((int)floor (x) + 2, spread->reach);
         i++) {
      double d = (i - x) * (i - x) + (j - y) * (j - y);
      spread->weights[(j + spread->reach) * side + i + spread->reach] +=
          (float)exp (-d / (2 * LENS_SIGMA * LENS_SIGMA));
    }
}

static void
spread_add_disc (Spread *spread, double x, double y, double radius)
{
  int steps = MAX (DISC_STEPS, (int)(radius * 3) | 1);
  for (int j = 0; j < steps; j++)
    for (int i = 0; i < steps; i++) {
      double u = (2 * i + 1.0) / steps - 1, v = (2 * j + 1.0) / steps - 1;
      if (u * u + v * v <= 1)
        spread_add (spread, x + u * radius, y + v * radius);
    }
}

static void
spread_init (Spread *spread, double disc, double line, double turn)
{
  spread->reach = (int)cubby_layer_reach (disc, line);
  gsize n = (gsize)(2 * spread->reach + 1) * (gsize)(2 * spread->reach + 1);
  spread->weights = g_new0 (float, n);
  int steps = MAX (1, (int)ceil (line * 2));
  for (int k = 0; k < steps; k++) {
    double along = line * ((k + 0.5) / steps - 0.5);
    spread_add_disc (spread, along * cos (turn * G_PI / 180), along * sin (turn * G_PI / 180), disc);
  }
  float sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += spread->weights[i];
  for (gsize i = 0; i < n; i++)
    spread->weights[i] /= sum;
}

/* What lies beyond the edge is as dark as nothing: layers have a margin as wide as the reach. */
static float *
spread_apply (const Spread *spread, const float *values, int width, int height)
{
  float *result = g_new0 (float, (gsize)width *(gsize)height);
  int side = 2 * spread->reach + 1;
  for (int y = 0; y < height; y++)
    for (int j = -spread->reach; j <= spread->reach; j++) {
      if (y + j < 0 || y + j >= height)
        continue;
      for (int i = -spread->reach; i <= spread->reach; i++) {
        float weight = spread->weights[(j + spread->reach) * side + i + spread->reach];
        if (weight < TAP_MIN)
          continue;
        int begin = MAX (0, -i), end = MIN (width, width - i);
        const float *source = values + (gsize)(y + j) * (gsize)width + i;
        float *target = result + (gsize)y * (gsize)width;
        for (int x = begin; x < end; x++)
          target[x] += weight * source[x];
      }
    }
  return result;
}

void
cubby_layer_blur (CubbyLayer *self, double disc, double line, double line_turn)
{
  Spread spread;
  spread_init (&spread, disc, line, line_turn);
  float *light = spread_apply (&spread, self->light, (int)self->width, (int)self->height);
  g_free (self->light);
  self->light = light;
  if (self->cover != NULL) {
    float *cover = spread_apply (&spread, self->cover, (int)self->width, (int)self->height);
    g_free (self->cover);
    self->cover = cover;
  }
  g_free (spread.weights);
}

void
cubby_layer_cover (CubbyLayer *self, const CubbyLayer *front)
{
  for (int y = 0; y < (int)front->height; y++) {
    int below_y = front->y + y - self->y;
    if (below_y < 0 || below_y >= (int)self->height)
      continue;
    for (int x = 0; x < (int)front->width; x++) {
      int below_x = front->x + x - self->x;
      if (below_x < 0 || below_x >= (int)self->width)
        continue;
      gsize from = (gsize)y * front->width + (gsize)x;
      float *below = &self->light[(gsize)below_y * self->width + (gsize)below_x];
      *below = *below * (1 - MIN (front->cover[from], 1)) + front->light[from];
    }
  }
}
