/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-align.h"

#include "hardware/scanner/decode/qr-rings.h"

#include <math.h>

/* Of an alignment pattern: the rings round its middle, and which of them are light. */
#define RINGS 2
#define LIGHT (1u << 1)

double
cubby_qr_align_find (const CubbyQrField *field, const CubbyQrGrid *grid, double x, double y, double radius,
                     CubbyPoint *ret_pixels)
{
  CubbyPoint here = cubby_qr_grid_project (grid, x, y);
  CubbyPoint right = cubby_qr_grid_project (grid, x + 1, y), below = cubby_qr_grid_project (grid, x, y + 1);
  double k = 1 / field->scale, best = 0;
  double ax = k * (double)(right.x - here.x), ay = k * (double)(right.y - here.y);
  double bx = k * (double)(below.x - here.x), by = k * (double)(below.y - here.y);
  int n = (int)(radius * 3);
  for (int j = -n; j <= n; j++)
    for (int i = -n; i <= n; i++) {
      double u = i / 3.0, v = j / 3.0;
      const double p[6] = {
          k * (double)here.x + u * ax + v * bx, k * (double)here.y + u * ay + v * by, ax, ay, bx, by};
      /* Of two alike the nearer one. */
      double fit =
          cubby_qr_rings_correlate (field, p, grid->inverse ? -1 : 1, RINGS, LIGHT) - 0.02 * hypot (u, v);
      if (fit > best) {
        best = fit;
        *ret_pixels = (CubbyPoint){(float)(p[0] / k), (float)(p[1] / k)};
      }
    }
  return best;
}
