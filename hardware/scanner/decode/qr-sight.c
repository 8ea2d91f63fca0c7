/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-sight.h"

#include <math.h>

#define OFF_MAX 0.4   /* how far off the axis another finder pattern may be; perspective turns the axes */
#define SIZES_MAX 3.0 /* of one finder pattern to another's of the same code */

void
cubby_qr_finder_to_modules (const CubbyQrFinder *finder, double x, double y, double u[2])
{
  double area = finder->a[0] * finder->b[1] - finder->a[1] * finder->b[0];
  area = fabs (area) < 1e-9 ? 1e-9 : area;
  u[0] = (x * finder->b[1] - y * finder->b[0]) / area;
  u[1] = (y * finder->a[0] - x * finder->a[1]) / area;
}

CubbyQrSight
cubby_qr_finder_see (const CubbyQrFinder *from, const CubbyQrFinder *to)
{
  double u[2];
  cubby_qr_finder_to_modules (from, to->x - from->x, to->y - from->y, u);
  CubbyQrSight sight = {.axis = fabs (u[0]) >= fabs (u[1]) ? 0 : 1};
  sight.sign = u[sight.axis] > 0 ? 1 : -1;
  sight.distance = fabs (u[sight.axis]);
  sight.off = fabs (u[1 - sight.axis]) / MAX (sight.distance, 1e-9);
  sight.u[0] = u[0];
  sight.u[1] = u[1];
  if (from->is_round) {
    sight.distance = hypot (u[0], u[1]);
    sight.off = 0;
  }
  double ratio = cubby_qr_finder_get_module_size (to) / cubby_qr_finder_get_module_size (from);
  sight.is_beside = from->inverse == to->inverse && sight.off < OFF_MAX &&
                    sight.distance > CUBBY_QR_DISTANCE_MIN && sight.distance < CUBBY_QR_DISTANCE_MAX &&
                    ratio < SIZES_MAX && ratio > 1 / SIZES_MAX;
  return sight;
}

/* The axes of one whose rings are circles are where they are wanted, as long as it is stretched that way. */
static void
turn_round (CubbyQrFinder *finder, double x, double y, double down_x, double down_y)
{
  double u[2], v[2];
  cubby_qr_finder_to_modules (finder, x, y, u);
  cubby_qr_finder_to_modules (finder, down_x, down_y, v);
  double along = MAX (hypot (u[0], u[1]), 1e-9), across = MAX (hypot (v[0], v[1]), 1e-9);
  finder->a[0] = x / along;
  finder->a[1] = y / along;
  finder->b[0] = down_x / across;
  finder->b[1] = down_y / across;
}

void
cubby_qr_finder_orient (CubbyQrFinder *finder, double x, double y, double down_x, double down_y)
{
  double u[2];
  cubby_qr_finder_to_modules (finder, x, y, u);
  double a[2] = {finder->a[0], finder->a[1]}, b[2] = {finder->b[0], finder->b[1]};
  if (finder->is_round) {
    turn_round (finder, x, y, down_x, down_y);
    return;
  }
  guint axis = fabs (u[0]) >= fabs (u[1]) ? 0 : 1;
  const double *along = axis == 0 ? a : b, *across = axis == 0 ? b : a;
  double s = u[axis] > 0 ? 1 : -1, t = across[0] * down_x + across[1] * down_y > 0 ? 1 : -1;
  for (guint k = 0; k < 2; k++) {
    finder->a[k] = s * along[k];
    finder->b[k] = t * across[k];
  }
}
