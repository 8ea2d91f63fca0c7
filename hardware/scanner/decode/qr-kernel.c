/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-kernel.h"

#include <math.h>
#include <string.h>

#define SUBPOINTS 3
#define SHAPES_ROUNDS 3
/* Of a finder pattern those modules whose neighbours are known. */
#define FINDER_FROM 1
#define FINDER_TO 6
#define VARIANCE_MIN 0.03
/* A finder pattern of which fewer samples were seen, or with less contrast, tells nothing. */
#define SAMPLES_MIN 40
#define GAIN_MIN 2.0
/* How much the old kernel counts against so many modules. */
#define RIDGE 12.0
#define N_UNKNOWNS (CUBBY_QR_KERNEL_TAPS + 1)

/* A Gauss curve in modules: its variances, and how far the grid lies beside the code. */
typedef enum { XX, YY, XY, DX, DY, N_PARTS } ShapePart;
typedef struct {
  double part[N_PARTS];
} Shape;

static double
density (const Shape *shape, double x, double y)
{
  double xx = shape->part[XX], yy = shape->part[YY], xy = shape->part[XY];
  return exp (-(yy * x * x - 2 * xy * x * y + xx * y * y) / (2 * (xx * yy - xy * xy)));
}

static void
fill_phase (const Shape *shape, double at_x, double at_y, float *taps)
{
  double sum = 0, values[CUBBY_QR_KERNEL_TAPS];
  for (guint i = 0; i < CUBBY_QR_KERNEL_TAPS; i++) {
    values[i] = 0;
    double x = (double)(i % CUBBY_QR_KERNEL_SIDE) - CUBBY_QR_KERNEL_RADIUS - at_x;
    double y = (double)(i / CUBBY_QR_KERNEL_SIDE) - CUBBY_QR_KERNEL_RADIUS - at_y;
    for (guint k = 0; k < SUBPOINTS * SUBPOINTS; k++)
      values[i] += density (shape, x + ((double)(k % SUBPOINTS) + 0.5) / SUBPOINTS - 0.5,
                            y + ((double)(k / SUBPOINTS) + 0.5) / SUBPOINTS - 0.5);
    sum += values[i];
  }
  for (guint i = 0; i < CUBBY_QR_KERNEL_TAPS; i++)
    taps[i] = (float)(values[i] / MAX (sum, 1e-12));
}

static void
fill (CubbyQrKernel *self, const Shape *shape)
{
  memset (self, 0, sizeof *self);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
    fill_phase (shape, (phase % 2 == 0 ? -0.25 : 0.25) + shape->part[DX],
                (phase / 2 == 0 ? -0.25 : 0.25) + shape->part[DY], self->taps[phase]);
}

typedef struct {
  double n, p, s, pp, ps, ss; /* sums of predictions and samples */
} Fit;

static void
fit_finder (const CubbyQrKernel *kernel, const CubbyQrPatch *patch, guint left, guint top, Fit *fit)
{
  for (guint y = top; y < top + FINDER_TO - FINDER_FROM; y++)
    for (guint x = left; x < left + FINDER_TO - FINDER_FROM; x++) {
      guint index = y * patch->dimension + x;
      if (!patch->seen[index])
        continue;
      for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
        double p = (double)cubby_qr_kernel_predict (kernel, patch, cubby_qr_patch_at (patch, x, y), phase);
        double s = (double)patch->raw[phase][index];
        fit->n++;
        fit->p += p;
        fit->s += s;
        fit->pp += p * p;
        fit->ps += p * s;
        fit->ss += s * s;
      }
    }
}

/* The line of samples over predictions. Returns: what it leaves, squared, as a share of what there was. */
static double
solve_line (const Fit *fit, CubbyQrLine *ret_line)
{
  *ret_line = (CubbyQrLine){0, 0};
  if (fit->n < SAMPLES_MIN)
    return 0;
  double pp = fit->pp - fit->p * fit->p / fit->n, ps = fit->ps - fit->p * fit->s / fit->n;
  double ss = MAX (fit->ss - fit->s * fit->s / fit->n, 1e-6), gain = ps / MAX (pp, 1e-9);
  if (gain < GAIN_MIN)
    return 1;
  ret_line->gain = (float)gain;
  ret_line->offset = (float)((fit->s - gain * fit->p) / fit->n);
  return (ss - gain * ps) / ss;
}

/* Returns: what the shape leaves unexplained of the finder patterns. */
static double
try_shape (CubbyQrKernel *kernel, const CubbyQrPatch *patch, const Shape *shape,
           CubbyQrLine lines[CUBBY_QR_FINDERS])
{
  double xx = shape->part[XX], yy = shape->part[YY], xy = shape->part[XY];
  if (xx < VARIANCE_MIN || yy < VARIANCE_MIN || xy * xy > 0.9 * xx * yy)
    return G_MAXDOUBLE;
  guint far = patch->dimension - FINDER_TO;
  const guint places[CUBBY_QR_FINDERS][2] = {
      {FINDER_FROM, FINDER_FROM}, {far, FINDER_FROM}, {FINDER_FROM, far}};
  double left = 0;
  fill (kernel, shape);
  for (guint i = 0; i < CUBBY_QR_FINDERS; i++) {
    Fit fit = {0};
    fit_finder (kernel, patch, places[i][0], places[i][1], &fit);
    left += solve_line (&fit, &lines[i]);
  }
  return left;
}

/* One part of the shape more, or less, as long as that is better. */
static void
improve (CubbyQrKernel *kernel, const CubbyQrPatch *patch, Shape *shape, double *least, ShapePart part,
         double step)
{
  for (gint sign = -1; sign <= 1; sign += 2) {
    Shape changed = *shape;
    changed.part[part] += sign * step;
    CubbyQrLine lines[CUBBY_QR_FINDERS];
    double left = try_shape (kernel, patch, &changed, lines);
    if (left >= *least)
      continue;
    *least = left;
    *shape = changed;
    return;
  }
}

gboolean
cubby_qr_kernel_guess (CubbyQrKernel *self, const CubbyQrPatch *patch, CubbyQrLine lines[CUBBY_QR_FINDERS])
{
  static const double variances[] = {0.06, 0.12, 0.2, 0.3, 0.45, 0.65, 0.9, 1.2};
  Shape best = {{variances[0], variances[0], 0, 0, 0}};
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < G_N_ELEMENTS (variances); i++) {
    Shape shape = {{variances[i], variances[i], 0, 0, 0}};
    double left = try_shape (self, patch, &shape, lines);
    if (left >= least)
      continue;
    least = left;
    best = shape;
  }
  double scale = 0.4;
  for (guint round = 0; round < SHAPES_ROUNDS; round++, scale /= 2) {
    improve (self, patch, &best, &least, DX, scale / 2);
    improve (self, patch, &best, &least, DY, scale / 2);
    improve (self, patch, &best, &least, XX, scale * best.part[XX]);
    improve (self, patch, &best, &least, YY, scale * best.part[YY]);
    improve (self, patch, &best, &least, XY, scale * sqrt (best.part[XX] * best.part[YY]));
  }
  try_shape (self, patch, &best, lines);
  return lines[0].gain > 0 || lines[1].gain > 0 || lines[2].gain > 0;
}

float
cubby_qr_kernel_get_power (const CubbyQrKernel *self)
{
  float sum = 0;
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
    for (guint i = 0; i < CUBBY_QR_KERNEL_TAPS; i++)
      sum += self->taps[phase][i] * self->taps[phase][i];
  return sum / CUBBY_QR_PHASES;
}

typedef struct {
  double matrix[N_UNKNOWNS][N_UNKNOWNS];
  double right[CUBBY_QR_PHASES][N_UNKNOWNS];
} Normal;

static void
add_module (Normal *normal, const CubbyQrPatch *patch, guint x, guint y)
{
  float row[N_UNKNOWNS];
  gsize at = cubby_qr_patch_at (patch, x, y);
  for (guint j = 0; j < CUBBY_QR_KERNEL_SIDE; j++)
    memcpy (&row[j * CUBBY_QR_KERNEL_SIDE],
            patch->modules + at + (gssize)j * patch->stride - CUBBY_QR_KERNEL_RADIUS * (gssize)patch->stride -
                CUBBY_QR_KERNEL_RADIUS,
            CUBBY_QR_KERNEL_SIDE * sizeof (float));
  row[CUBBY_QR_KERNEL_TAPS] = 1;
  for (guint i = 0; i < N_UNKNOWNS; i++)
    for (guint j = 0; j <= i; j++)
      normal->matrix[i][j] += (double)(row[i] * row[j]);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    double sample = (double)patch->samples[phase][y * patch->dimension + x];
    for (guint i = 0; i < N_UNKNOWNS; i++)
      normal->right[phase][i] += (double)row[i] * sample;
  }
}

/* Cholesky, in place: the lower half. */
static void
factor (double matrix[N_UNKNOWNS][N_UNKNOWNS])
{
  for (guint i = 0; i < N_UNKNOWNS; i++)
    for (guint j = 0; j <= i; j++) {
      double sum = matrix[i][j];
      for (guint k = 0; k < j; k++)
        sum -= matrix[i][k] * matrix[j][k];
      matrix[i][j] = i == j ? sqrt (MAX (sum, 1e-9)) : sum / matrix[j][j];
    }
}

static void
solve (double factored[N_UNKNOWNS][N_UNKNOWNS], double *right)
{
  for (guint i = 0; i < N_UNKNOWNS; i++) {
    for (guint k = 0; k < i; k++)
      right[i] -= factored[i][k] * right[k];
    right[i] /= factored[i][i];
  }
  for (guint i = N_UNKNOWNS; i-- > 0;) {
    for (guint k = i + 1; k < N_UNKNOWNS; k++)
      right[i] -= factored[k][i] * right[k];
    right[i] /= factored[i][i];
  }
}

void
cubby_qr_kernel_fit (CubbyQrKernel *self, const CubbyQrPatch *patch)
{
  Normal normal = {0};
  for (guint y = 0; y < patch->dimension; y++)
    for (guint x = 0; x < patch->dimension; x++)
      if (patch->seen[y * patch->dimension + x])
        add_module (&normal, patch, x, y);
  for (guint i = 0; i < N_UNKNOWNS; i++)
    normal.matrix[i][i] += RIDGE;
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    for (guint i = 0; i < CUBBY_QR_KERNEL_TAPS; i++)
      normal.right[phase][i] += RIDGE * (double)self->taps[phase][i];
    normal.right[phase][CUBBY_QR_KERNEL_TAPS] += RIDGE * (double)self->offset[phase];
  }
  factor (normal.matrix);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    solve (normal.matrix, normal.right[phase]);
    for (guint i = 0; i < CUBBY_QR_KERNEL_TAPS; i++)
      self->taps[phase][i] = (float)normal.right[phase][i];
    self->offset[phase] = (float)normal.right[phase][CUBBY_QR_KERNEL_TAPS];
  }
}
