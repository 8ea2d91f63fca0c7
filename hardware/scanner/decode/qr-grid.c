/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-grid.h"

#include <math.h>

/* The interval of knots that holds @at, and how far into it @at is (0..1). */
static guint
find_knot (const CubbyQrGrid *self, double at, double *ret_part)
{
  guint i = 0;
  while (i + 2 < self->n_bends && at > (double)self->bend_at[i + 1])
    i++;
  double from = (double)self->bend_at[i], to = (double)self->bend_at[i + 1];
  *ret_part = CLAMP ((at - from) / MAX (to - from, 1e-6), 0.0, 1.0);
  return i;
}

static void
add_bend (const CubbyQrGrid *self, double x, double y, CubbyPoint *point)
{
  double u, v;
  guint i = find_knot (self, x, &u), j = find_knot (self, y, &v);
  const double weights[2][2] = {{(1 - v) * (1 - u), (1 - v) * u}, {v * (1 - u), v * u}};
  for (guint dj = 0; dj < 2; dj++)
    for (guint di = 0; di < 2; di++) {
      point->x += (float)(weights[dj][di] * (double)self->bend[j + dj][i + di].x);
      point->y += (float)(weights[dj][di] * (double)self->bend[j + dj][i + di].y);
    }
}

CubbyPoint
cubby_qr_grid_project (const CubbyQrGrid *self, double x, double y)
{
  const double *h = self->h;
  double w = h[6] * x + h[7] * y + h[8];
  w = fabs (w) < 1e-9 ? 1e-9 : w;
  CubbyPoint point = {(float)((h[0] * x + h[1] * y + h[2]) / w), (float)((h[3] * x + h[4] * y + h[5]) / w)};
  if (self->n_bends >= 2)
    add_bend (self, x, y, &point);
  return point;
}

void
cubby_qr_grid_get_corners (const CubbyQrGrid *self, CubbyPoint corners[4])
{
  double side = self->dimension;
  corners[0] = cubby_qr_grid_project (self, 0, 0);
  corners[1] = cubby_qr_grid_project (self, side, 0);
  corners[2] = cubby_qr_grid_project (self, side, side);
  corners[3] = cubby_qr_grid_project (self, 0, side);
}

double
cubby_qr_grid_get_module_size (const CubbyQrGrid *self)
{
  CubbyPoint corners[4];
  cubby_qr_grid_get_corners (self, corners);
  double sum = 0;
  for (guint i = 0; i < 4; i++) {
    const CubbyPoint *from = &corners[i], *to = &corners[(i + 1) % 4];
    sum += hypot ((double)(to->x - from->x), (double)(to->y - from->y));
  }
  return sum / (4.0 * self->dimension);
}
