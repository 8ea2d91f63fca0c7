/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-gray.h"

#include <math.h>

/* Of a whole module only the middle is looked at: the rim is blurred with the neighbours. */
#define MIDDLE 0.6
/* A point takes in the four pixels round it; so far apart they tell something new. */
#define POINT_PIXELS 1.5
#define POINTS_MAX 4

typedef struct {
  const CubbyFrame *frame;
  const CubbyQrGrid *grid;
  double step;    /* from sample to sample, in modules */
  guint n_points; /* on a side of a sample */
  double spread;  /* of the points in a sample, in modules */
  gsize n_outside;
} Sampler;

void
cubby_qr_gray_free (CubbyQrGray *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self);
}

/* Linear between the middles of four pixels. */
static float
get_pixel (Sampler *self, double x, double y)
{
  const CubbyFrame *frame = self->frame;
  double left = x - 0.5, top = y - 0.5;
  /* Also false for what is no number. */
  if (!(left > -1 && top > -1 && left < (double)frame->width && top < (double)frame->height)) {
    self->n_outside++;
    return -1;
  }
  left = CLAMP (left, 0.0, (double)frame->width - 1.001);
  top = CLAMP (top, 0.0, (double)frame->height - 1.001);
  guint column = (guint)MAX (left, 0.0), row = (guint)MAX (top, 0.0);
  float u = (float)(left - column), v = (float)(top - row);
  const guint8 *at = frame->pixels + (gsize)row * frame->stride + column;
  const guint8 *below = row + 1 < frame->height ? at + frame->stride : at;
  guint right = column + 1 < frame->width ? 1 : 0;
  float upper = (float)at[0] + u * ((float)at[right] - (float)at[0]);
  float lower = (float)below[0] + u * ((float)below[right] - (float)below[0]);
  return upper + v * (lower - upper);
}

/* Beyond the edge of the frame: the middle between black and white tells nothing. */
static float
average (Sampler *self, double x, double y, const CubbyPoint *bend)
{
  const double *h = self->grid->h;
  double between = self->n_points > 1 ? self->spread / self->n_points : 0;
  double first = -between * (self->n_points - 1) / 2;
  float sum = 0;
  guint n = 0;
  for (guint j = 0; j < self->n_points; j++) {
    double v = y + first + between * j;
    for (guint i = 0; i < self->n_points; i++) {
      double u = x + first + between * i;
      double scale = 1 / (h[6] * u + h[7] * v + h[8]);
      float value = get_pixel (self, (h[0] * u + h[1] * v + h[2]) * scale + (double)bend->x,
                               (h[3] * u + h[4] * v + h[5]) * scale + (double)bend->y);
      if (value < 0)
        continue;
      sum += value;
      n++;
    }
  }
  return n > 0 ? sum / (float)n : 127.5f;
}

/* How far the surface is bent away from the homography here. */
static CubbyPoint
get_bend (const CubbyQrGrid *grid, double x, double y)
{
  const double *h = grid->h;
  if (grid->n_bends < 2)
    return (CubbyPoint){0, 0};
  CubbyPoint bent = cubby_qr_grid_project (grid, x, y);
  double scale = 1 / (h[6] * x + h[7] * y + h[8]);
  return (CubbyPoint){bent.x - (float)((h[0] * x + h[1] * y + h[2]) * scale),
                      bent.y - (float)((h[3] * x + h[4] * y + h[5]) * scale)};
}

static void
sample_all (Sampler *self, CubbyQrGray *gray)
{
  for (guint row = 0; row < gray->side; row++)
    for (guint column = 0; column < gray->side; column++) {
      double x = (column + 0.5) * self->step, y = (row + 0.5) * self->step;
      CubbyPoint bend = get_bend (self->grid, x, y);
      float value = average (self, x, y, &bend);
      gray->values[row * gray->side + column] = self->grid->inverse ? 255 - value : value;
    }
}

CubbyQrGray *
cubby_qr_gray_new (const CubbyFrame *frame, const CubbyQrGrid *grid, guint fineness)
{
  g_return_val_if_fail (grid->dimension <= CUBBY_QR_DIMENSION_MAX && fineness > 0, NULL);

  double step = 1.0 / fineness;
  double spread = fineness == 1 ? MIDDLE : step;
  double pixels = cubby_qr_grid_get_module_size (grid) * spread;
  Sampler sampler = {.frame = frame, .grid = grid, .step = step, .spread = spread};
  sampler.n_points = (guint)CLAMP (ceil (pixels / POINT_PIXELS), 1.0, POINTS_MAX);

  g_autoptr (CubbyQrGray) self = g_new0 (CubbyQrGray, 1);
  self->dimension = grid->dimension;
  self->fineness = fineness;
  self->inverse = grid->inverse;
  self->side = grid->dimension * fineness;
  gsize n = (gsize)self->side * self->side;
  self->values = g_new (float, n);
  sample_all (&sampler, self);
  if (sampler.n_outside > n * sampler.n_points * sampler.n_points / 4)
    return NULL;
  return g_steal_pointer (&self);
}
