/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-bend.h"

#include <math.h>
#include <string.h>

#define KNOTS CUBBY_QR_BENDS_MAX
#define SIDES 4
#define SWEEPS 3
#define STIFF 0.12 /* what a part must gain to leave its neighbours by a module, as a share of the contrast  \
                    */

static void
set_knots (CubbyQrGrid *grid)
{
  if (grid->n_bends == KNOTS)
    return;
  memset (grid->bend, 0, sizeof grid->bend);
  grid->n_bends = KNOTS;
  for (guint i = 0; i < KNOTS; i++)
    grid->bend_at[i] = (float)(grid->dimension * (double)i / (KNOTS - 1));
}

/* A patch between four parabolas: @sags are x, y of the middles of the upper, right, lower and left side. */
static void
set_sags (CubbyQrGrid *grid, const double sags[2 * SIDES])
{
  for (guint j = 0; j < KNOTS; j++)
    for (guint i = 0; i < KNOTS; i++) {
      double u = (double)i / (KNOTS - 1), v = (double)j / (KNOTS - 1);
      double along = 4 * u * (1 - u), down = 4 * v * (1 - v);
      const double shares[SIDES] = {along * (1 - v), down * u, along * v, down * (1 - u)};
      double x = 0, y = 0;
      for (guint k = 0; k < SIDES; k++) {
        x += shares[k] * sags[2 * k];
        y += shares[k] * sags[2 * k + 1];
      }
      grid->bend[j][i] = (CubbyPoint){(float)x, (float)y};
    }
}

double
cubby_qr_bend_sides (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid)
{
  double sags[2 * SIDES] = {0}, module = cubby_qr_grid_get_module_size (grid);
  set_knots (grid);
  double best = cubby_qr_fit_get_contrast (fit, field, grid);
  for (double step = 1; step > 0.1; step /= 2)
    for (guint sweep = 0, improved = 1; sweep < SWEEPS && improved != 0; sweep++) {
      improved = 0;
      for (guint k = 0; k < 8 * SIDES; k++) {
        /* Opposite sides together first: that is what a bottle does. */
        gboolean both = k < 4 * SIDES;
        guint i = k / 2 % (both ? SIDES : 2 * SIDES), other = (i + SIDES) % (2 * SIDES);
        double change = (k % 2 == 0 ? step : -step) * module;
        double old[2 * SIDES];
        memcpy (old, sags, sizeof old);
        sags[i] += change;
        sags[other] += both ? change : 0;
        set_sags (grid, sags);
        double contrast = cubby_qr_fit_get_contrast (fit, field, grid);
        if (contrast > best) {
          best = contrast;
          improved = 1;
        } else
          memcpy (sags, old, sizeof sags);
      }
    }
  set_sags (grid, sags);
  return best;
}

/* How far a knot is off what its neighbours say. */
static double
get_strain (const CubbyQrGrid *grid, guint i, guint j, CubbyPoint here)
{
  double x = 0, y = 0, n = 0;
  for (int side = 0; side < 4; side++) {
    int column = (int)i + (side == 0) - (side == 1), row = (int)j + (side == 2) - (side == 3);
    if (column < 0 || row < 0 || column >= KNOTS || row >= KNOTS)
      continue;
    x += (double)grid->bend[row][column].x;
    y += (double)grid->bend[row][column].y;
    n++;
  }
  return hypot ((double)here.x - x / n, (double)here.y - y / n);
}

static void
move_knot (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid, guint i, guint j, double step,
           double module)
{
  CubbyPoint *knot = &grid->bend[j][i];
  double x = (double)grid->bend_at[i], y = (double)grid->bend_at[j],
         radius = grid->dimension / (KNOTS - 1.0) * 0.9;
  CubbyPoint start = *knot, best = start;
  double most = -G_MAXDOUBLE;
  for (guint k = 0; k < 9; k++) {
    *knot = (CubbyPoint){start.x + (float)(((int)(k % 3) - 1) * step * module),
                         start.y + (float)(((int)(k / 3) - 1) * step * module)};
    double near = cubby_qr_fit_get_near (fit, field, grid, x, y, radius);
    near *= 1 - STIFF * get_strain (grid, i, j, *knot) / module;
    if (near > most + (k == 0 ? 0 : 1e-6)) {
      most = near;
      best = *knot;
    }
  }
  *knot = best;
}

double
cubby_qr_bend_parts (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid)
{
  double module = cubby_qr_grid_get_module_size (grid);
  set_knots (grid);
  for (double step = 0.5; step > 0.1; step /= 2)
    for (guint sweep = 0; sweep < SWEEPS; sweep++)
      for (guint k = 0; k < KNOTS * KNOTS; k++)
        move_knot (fit, field, grid, k % KNOTS, k / KNOTS, step, module);
  return cubby_qr_fit_get_contrast (fit, field, grid);
}
