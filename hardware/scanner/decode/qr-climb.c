/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-climb.h"

#include "hardware/scanner/decode/budget.h"

#include <string.h>

#define STEPS 4
#define ROUNDS 3

/* The places that are moved: in the middle of the finder patterns and where a fourth would be. */
static void
get_handles (const CubbyQrGrid *grid, double modules[8], double pixels[8])
{
  double near = 3.5, far = grid->dimension - 3.5;
  const double places[8] = {near, near, far, near, far, far, near, far};
  memcpy (modules, places, sizeof places);
  for (guint i = 0; i < 8; i += 2) {
    double x = places[i], y = places[i + 1], w = grid->h[6] * x + grid->h[7] * y + grid->h[8];
    pixels[i] = (grid->h[0] * x + grid->h[1] * y + grid->h[2]) / w;
    pixels[i + 1] = (grid->h[3] * x + grid->h[4] * y + grid->h[5]) / w;
  }
}

/* Every corner once; of a large code each takes as long as all else. */
static double
climb_once (const CubbyQrFit *self, const CubbyQrField *field, CubbyQrGrid *grid, guint corners,
            double pixels_step, double best, gint64 until_us)
{
  double modules[8], pixels[8];
  get_handles (grid, modules, pixels);
  for (guint i = 0; i < 16; i++) {
    if ((corners & (1u << (i / 4))) == 0)
      continue;
    if (i % 4 == 0 && cubby_budget_now () >= until_us)
      break;
    double *handle = &pixels[i / 2], old = *handle;
    CubbyQrGrid moved = *grid;
    *handle += i % 2 == 0 ? pixels_step : -pixels_step;
    gboolean is_grid = cubby_qr_grid_set (&moved, modules, pixels);
    double contrast = is_grid ? cubby_qr_fit_get_contrast (self, field, &moved) : best;
    if (contrast > best) {
      best = contrast;
      *grid = moved;
      i |= 1; /* the other way is worse */
    } else
      *handle = old;
  }
  return best;
}

double
cubby_qr_climb (const CubbyQrFit *self, const CubbyQrField *field, CubbyQrGrid *grid, guint corners,
                double step, gint64 until_us)
{
  double best = cubby_qr_fit_get_contrast (self, field, grid);
  double module = cubby_qr_grid_get_module_size (grid);
  for (guint i = 0; i < STEPS; i++, step /= 2)
    for (guint round = 0; round < ROUNDS; round++) {
      double before = best;
      best = climb_once (self, field, grid, corners, step * module, before, until_us);
      if (best <= before)
        break;
    }
  return best;
}
