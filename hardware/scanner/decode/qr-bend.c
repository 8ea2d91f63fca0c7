/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-bend.h"

#include "hardware/scanner/decode/budget.h"

#include <math.h>
#include <string.h>

#define KNOTS CUBBY_QR_BENDS_MAX
#define SIDES 4
#define SWEEPS 3
#define BEND_MIN 0.3 /* modules: less is flat */
#define BEND_MAX 0.4 /* sides of the code */
#define STIFF                                                                                                \
  0.12 /* what a part must gain to leave its neighbours by a module, as a share of the contrast              \
        */

/* Evenly; where the grid was bent before, it stays so. */
static void
set_knots (CubbyQrGrid *grid)
{
  if (grid->n_bends == KNOTS)
    return;
  const CubbyQrGrid before = *grid;
  CubbyQrGrid flat = *grid;
  flat.n_bends = 0;
  grid->n_bends = KNOTS;
  for (guint i = 0; i < KNOTS; i++)
    grid->bend_at[i] = (float)(grid->dimension * (double)i / (KNOTS - 1));
  for (guint j = 0; j < KNOTS; j++)
    for (guint i = 0; i < KNOTS; i++) {
      double x = (double)grid->bend_at[i], y = (double)grid->bend_at[j];
      CubbyPoint bent = cubby_qr_grid_project (&before, x, y), from = cubby_qr_grid_project (&flat, x, y);
      grid->bend[j][i] = (CubbyPoint){bent.x - from.x, bent.y - from.y};
    }
}

/* How the grid's side, which is @axis 0: along x or 1: along y, differs from that of a finder pattern at a
 * place. */
static void
get_turn (const CubbyQrGrid *flat, double x, double y, guint axis, const CubbyQrFinder *finder,
          double turn[2])
{
  const double *side = axis == 0 ? finder->a : finder->b;
  double dx = axis == 0 ? 0.5 : 0, dy = 0.5 - dx;
  CubbyPoint from = cubby_qr_grid_project (flat, x - dx, y - dy),
             to = cubby_qr_grid_project (flat, x + dx, y + dy);
  turn[0] = side[0] - (double)(to.x - from.x);
  turn[1] = side[1] - (double)(to.y - from.y);
}

/* Cubics between the middles of the finder patterns, with the slopes that these have; what the fourth corner
 * would say is taken from its neighbour. */
gboolean
cubby_qr_bend_by_finders (const CubbyQrTriple *triple, CubbyQrGrid *grid)
{
  double near = 3.5, far = grid->dimension - 3.5, length = far - near,
         module = cubby_qr_grid_get_module_size (grid);
  double across[3][2], down[3][2], most = 0;
  grid->n_bends = 0;
  get_turn (grid, near, near, 0, &triple->corner, across[0]);
  get_turn (grid, far, near, 0, &triple->right, across[1]);
  get_turn (grid, near, far, 0, &triple->below, across[2]);
  get_turn (grid, near, near, 1, &triple->corner, down[0]);
  get_turn (grid, near, far, 1, &triple->below, down[1]);
  get_turn (grid, far, near, 1, &triple->right, down[2]);
  set_knots (grid);
  for (guint j = 0; j < KNOTS; j++)
    for (guint i = 0; i < KNOTS; i++) {
      double u = ((double)grid->bend_at[i] - near) / length, v = ((double)grid->bend_at[j] - near) / length;
      double bend[2];
      for (guint k = 0; k < 2; k++)
        bend[k] = length * (u * (1 - u) * (1 - u) * ((1 - v) * across[0][k] + v * across[2][k]) -
                            u * u * (1 - u) * across[1][k] +
                            v * (1 - v) * (1 - v) * ((1 - u) * down[0][k] + u * down[2][k]) -
                            v * v * (1 - v) * down[1][k]);
      grid->bend[j][i] = (CubbyPoint){(float)bend[0], (float)bend[1]};
      most = MAX (most, hypot (bend[0], bend[1]));
    }
  return most > BEND_MIN * module && most < BEND_MAX * module * grid->dimension;
}

/* A patch between four parabolas: @sags are x, y of the middles of the upper, right, lower and left side. */
static void
set_sags (CubbyQrGrid *grid, const CubbyQrGrid *base, const double sags[2 * SIDES])
{
  for (guint j = 0; j < KNOTS; j++)
    for (guint i = 0; i < KNOTS; i++) {
      double u = (double)i / (KNOTS - 1), v = (double)j / (KNOTS - 1);
      double along = 4 * u * (1 - u), down = 4 * v * (1 - v);
      const double shares[SIDES] = {along * (1 - v), down * u, along * v, down * (1 - u)};
      double x = (double)base->bend[j][i].x, y = (double)base->bend[j][i].y;
      for (guint k = 0; k < SIDES; k++) {
        x += shares[k] * sags[2 * k];
        y += shares[k] * sags[2 * k + 1];
      }
      grid->bend[j][i] = (CubbyPoint){(float)x, (float)y};
    }
}

/* What is moved: a side, or first opposite ones together, as a bottle does. */
static void
change_sags (double sags[2 * SIDES], guint k, double step)
{
  gboolean both = k < 4 * SIDES;
  guint i = k / 2 % (both ? SIDES : 2 * SIDES), other = (i + SIDES) % (2 * SIDES);
  double change = k % 2 == 0 ? step : -step;
  sags[i] += change;
  sags[other] += both ? change : 0;
}

double
cubby_qr_bend_sides (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid, gint64 until_us)
{
  double sags[2 * SIDES] = {0}, module = cubby_qr_grid_get_module_size (grid);
  set_knots (grid);
  const CubbyQrGrid base = *grid;
  double best = cubby_qr_fit_get_contrast (fit, field, grid);
  for (double step = 1; step > 0.1; step /= 2)
    for (guint sweep = 0, improved = 1; sweep < SWEEPS && improved != 0; sweep++) {
      improved = 0;
      for (guint k = 0; k < 8 * SIDES && cubby_budget_now () < until_us; k++) {
        double old[2 * SIDES];
        memcpy (old, sags, sizeof old);
        change_sags (sags, k, step * module);
        set_sags (grid, &base, sags);
        double contrast = cubby_qr_fit_get_contrast (fit, field, grid);
        if (contrast > best) {
          best = contrast;
          improved = 1;
        } else
          memcpy (sags, old, sizeof sags);
      }
    }
  set_sags (grid, &base, sags);
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
cubby_qr_bend_parts (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid, gint64 until_us)
{
  double module = cubby_qr_grid_get_module_size (grid);
  set_knots (grid);
  for (double step = 0.5; step > 0.1; step /= 2)
    for (guint sweep = 0; sweep < SWEEPS; sweep++)
      for (guint k = 0; k < KNOTS * KNOTS && cubby_budget_now () < until_us; k++)
        move_knot (fit, field, grid, k % KNOTS, k / KNOTS, step, module);
  return cubby_qr_fit_get_contrast (fit, field, grid);
}
