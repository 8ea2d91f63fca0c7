/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-align.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-rings.h"

#include <math.h>

/* Of an alignment pattern: the rings round its middle, and which of them are light. */
#define RINGS 2
#define LIGHT (1u << 1)
/* Bends: modules round the place where a pattern should be, how much it must look like one, and the share of
 * them that must be found. */
#define REACH 3.0
#define LIKENESS_MIN 0.6
#define FOUND_PERCENT 60
/* Below version 7 there is one. */
#define DIMENSION_MIN 45

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

typedef struct {
  const CubbyQrField *field;
  CubbyQrGrid *grid;
  guint n; /* patterns on a side */
  guint n_wanted, n_found;
} Mesh;

/* Where there is a finder pattern instead. */
static gboolean
is_finder (const Mesh *self, guint i, guint j)
{
  return (i == 0 && j == 0) || (i == 0 && j == self->n - 1) || (i == self->n - 1 && j == 0);
}

/* How far it should be off, by those above and on the left, which were looked for before. */
static CubbyPoint
foretell (const Mesh *self, guint i, guint j)
{
  const CubbyQrGrid *grid = self->grid;
  if (i == 0 && j == 0)
    return (CubbyPoint){0, 0};
  if (i == 0)
    return grid->bend[j - 1][0];
  if (j == 0)
    return grid->bend[0][i - 1];
  const CubbyPoint *left = &grid->bend[j][i - 1], *above = &grid->bend[j - 1][i],
                   *both = &grid->bend[j - 1][i - 1];
  return (CubbyPoint){left->x + above->x - both->x, left->y + above->y - both->y};
}

static void
place_knot (Mesh *self, guint i, guint j)
{
  CubbyQrGrid *grid = self->grid;
  double x = (double)grid->bend_at[i], y = (double)grid->bend_at[j];
  CubbyQrGrid flat = *grid;
  flat.n_bends = 0;
  CubbyPoint bend = foretell (self, i, j), from = cubby_qr_grid_project (&flat, x, y), found;
  grid->bend[j][i] = is_finder (self, i, j) ? (CubbyPoint){0, 0} : bend;
  if (is_finder (self, i, j))
    return;
  self->n_wanted++;
  /* The grid is moved as a whole by what is foretold. */
  for (guint k = 0; k < 3; k++) {
    flat.h[k] += (double)bend.x * flat.h[6 + k];
    flat.h[3 + k] += (double)bend.y * flat.h[6 + k];
  }
  if (cubby_qr_align_find (self->field, &flat, x, y, REACH, &found) < LIKENESS_MIN)
    return;
  self->n_found++;
  grid->bend[j][i] = (CubbyPoint){found.x - from.x, found.y - from.y};
}

gboolean
cubby_qr_align_bend (const CubbyQrField *field, CubbyQrGrid *grid, gint64 until_us)
{
  guint8 at[CUBBY_QR_ALIGNMENT_MAX];
  CubbyQrGrid bent = *grid;
  if (grid->dimension < DIMENSION_MIN)
    return FALSE;
  Mesh mesh = {.field = field, .grid = &bent};
  mesh.n = cubby_qr_layout_get_alignment (cubby_qr_version_of_dimension (grid->dimension), at);
  bent.n_bends = mesh.n;
  for (guint i = 0; i < mesh.n; i++)
    bent.bend_at[i] = (float)at[i] + 0.5f;
  for (guint sum = 0; sum < 2 * mesh.n; sum++) {
    if (cubby_budget_now () >= until_us)
      return FALSE;
    for (guint j = 0; j < mesh.n; j++)
      if (j <= sum && sum - j < mesh.n)
        place_knot (&mesh, sum - j, j);
  }
  if (mesh.n_found * 100 < mesh.n_wanted * FOUND_PERCENT)
    return FALSE;
  *grid = bent;
  return TRUE;
}
