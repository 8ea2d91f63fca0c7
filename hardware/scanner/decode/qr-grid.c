/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-grid.h"

#include <math.h>
#include <string.h>

#define PIXELS_MAX 1e6 /* no corner of a code that can be seen is further away */

/* The homography from the unit square's corners, (0, 0), (1, 0), (1, 1), (0, 1), to @q. */
static gboolean
from_square (const double q[8], double h[9])
{
  double ax = q[2] - q[4], ay = q[3] - q[5];
  double bx = q[6] - q[4], by = q[7] - q[5];
  double sx = q[0] - q[2] + q[4] - q[6], sy = q[1] - q[3] + q[5] - q[7];
  double area = ax * by - bx * ay;
  if (!(fabs (area) >= 1e-9)) /* nor what is no number */
    return FALSE;
  h[6] = (sx * by - bx * sy) / area;
  h[7] = (ax * sy - sx * ay) / area;
  h[8] = 1;
  h[0] = q[2] - q[0] + h[6] * q[2];
  h[1] = q[6] - q[0] + h[7] * q[6];
  h[2] = q[0];
  h[3] = q[3] - q[1] + h[6] * q[3];
  h[4] = q[7] - q[1] + h[7] * q[7];
  h[5] = q[1];
  return TRUE;
}

/* Up to its scale, which a homography has none of. */
static void
invert (const double h[9], double inverse[9])
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++) {
      guint a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, d = (i + 2) % 3;
      inverse[3 * i + j] = h[3 * a + c] * h[3 * b + d] - h[3 * a + d] * h[3 * b + c];
    }
}

/* Whether the whole code lies before the camera, at places that are numbers: a homography has a horizon, and
 * one that crosses the code is none of a code's. */
static gboolean
is_before (const double h[9], double side)
{
  const double corners[4][2] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
  guint n_before = 0, n_behind = 0;
  for (guint i = 0; i < 4; i++) {
    double x = corners[i][0], y = corners[i][1], w = h[6] * x + h[7] * y + h[8];
    double px = (h[0] * x + h[1] * y + h[2]) / w, py = (h[3] * x + h[4] * y + h[5]) / w;
    if (!(fabs (px) < PIXELS_MAX && fabs (py) < PIXELS_MAX))
      return FALSE;
    n_before += w > 0;
    n_behind += w < 0;
  }
  return n_before == 4 || n_behind == 4;
}

gboolean
cubby_qr_grid_set (CubbyQrGrid *self, const double modules[8], const double pixels[8])
{
  double to_pixels[9], from_modules[9], to_square[9], h[9];
  if (!from_square (pixels, to_pixels) || !from_square (modules, from_modules))
    return FALSE;
  invert (from_modules, to_square);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      h[3 * i + j] = to_pixels[3 * i] * to_square[j] + to_pixels[3 * i + 1] * to_square[3 + j] +
                     to_pixels[3 * i + 2] * to_square[6 + j];
  double scale = h[8];
  if (!(fabs (scale) >= 1e-12))
    return FALSE;
  for (guint i = 0; i < 9; i++)
    h[i] /= scale;
  if (!is_before (h, self->dimension))
    return FALSE;
  memcpy (self->h, h, sizeof h);
  return TRUE;
}

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
