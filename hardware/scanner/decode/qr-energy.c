/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-energy.h"

#include <math.h>
#include <string.h>

#define REACH CUBBY_QR_ENERGY_REACH
#define REACH_SIDE CUBBY_QR_ENERGY_SIDE

CubbyQrEnergy *
cubby_qr_energy_new (CubbyQrPatch *patch, const CubbyQrKernel *kernel)
{
  CubbyQrEnergy *self = g_new0 (CubbyQrEnergy, 1);
  self->patch = patch;
  self->kernel = kernel;
  self->match = g_new (float, (gsize)patch->dimension * patch->dimension);
  self->mixed = g_new (float, (gsize)patch->stride * patch->stride);
  return self;
}

void
cubby_qr_energy_free (CubbyQrEnergy *self)
{
  if (self == NULL)
    return;
  g_free (self->match);
  g_free (self->mixed);
  g_free (self);
}

static void
find_pull (CubbyQrEnergy *self)
{
  const gint side = CUBBY_QR_KERNEL_SIDE;
  for (gint dy = -REACH; dy <= REACH; dy++)
    for (gint dx = -REACH; dx <= REACH; dx++) {
      float sum = 0;
      for (gint y = MAX (0, -dy); y < MIN (side, side - dy); y++)
        for (gint x = MAX (0, -dx); x < MIN (side, side - dx); x++)
          for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
            sum +=
                self->kernel->taps[phase][y * side + x] * self->kernel->taps[phase][(y + dy) * side + x + dx];
      self->pull[dy + REACH][dx + REACH] = sum;
    }
}

/* The samples as they speak for each module. Where nothing was seen, and beside the code, what the modules
 * make there now is taken: it says nothing. */
static void
find_match (CubbyQrEnergy *self)
{
  const CubbyQrPatch *patch = self->patch;
  const gint dimension = (gint)patch->dimension, radius = CUBBY_QR_KERNEL_RADIUS;
  memset (self->match, 0, sizeof (float) * patch->dimension * patch->dimension);
  for (gint y = -radius; y < dimension + radius; y++)
    for (gint x = -radius; x < dimension + radius; x++) {
      gboolean inside = x >= 0 && y >= 0 && x < dimension && y < dimension;
      gsize at = (gsize)((y + CUBBY_QR_PADDING) * (gint)patch->stride + x + CUBBY_QR_PADDING);
      for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
        float sample = inside && patch->seen[y * dimension + x]
                           ? patch->samples[phase][y * dimension + x]
                           : cubby_qr_kernel_predict (self->kernel, patch, at, phase);
        sample -= self->kernel->offset[phase];
        for (gint j = MAX (-radius, -y); j <= MIN (radius, dimension - 1 - y); j++)
          for (gint i = MAX (-radius, -x); i <= MIN (radius, dimension - 1 - x); i++)
            self->match[(y + j) * dimension + x + i] +=
                sample * self->kernel->taps[phase][(j + radius) * CUBBY_QR_KERNEL_SIDE + i + radius];
      }
    }
}

/* Tells the neighbours of a change of a module. */
static void
spread (CubbyQrEnergy *self, gsize at, float change)
{
  float *mixed = self->mixed + at - REACH * self->patch->stride - REACH;
  for (guint y = 0; y < REACH_SIDE; y++, mixed += self->patch->stride)
    for (guint x = 0; x < REACH_SIDE; x++)
      mixed[x] += change * self->pull[y][x];
}

static void
find_mixed (CubbyQrEnergy *self)
{
  const CubbyQrPatch *patch = self->patch;
  gsize n = (gsize)patch->stride * patch->stride;
  memset (self->mixed, 0, sizeof (float) * n);
  for (guint y = 0; y < patch->dimension; y++)
    for (guint x = 0; x < patch->dimension; x++) {
      gsize at = cubby_qr_patch_at (patch, x, y);
      spread (self, at, patch->modules[at]);
    }
  /* The quiet zone, two modules of which reach the code; what lies further has no neighbours here. */
  for (guint y = 0; y < patch->stride; y++)
    for (guint x = 0; x < patch->stride; x++) {
      gboolean inside = x >= REACH && y >= REACH && x < patch->stride - REACH && y < patch->stride - REACH;
      if (inside)
        continue;
      for (guint j = REACH; j < patch->stride - REACH; j++) {
        if (ABS ((gint)j - (gint)y) > REACH)
          continue;
        guint from = MAX (REACH, x > REACH ? x - REACH : 0);
        guint to = MIN (patch->stride - REACH, x + REACH + 1);
        for (guint i = from; i < to; i++)
          self->mixed[(gsize)j * patch->stride + i] -= self->pull[j + REACH - y][i + REACH - x];
      }
    }
}

void
cubby_qr_energy_set (CubbyQrEnergy *self, gsize at, float value)
{
  float change = value - self->patch->modules[at];
  if (fabsf (change) < 1e-6f)
    return;
  self->patch->modules[at] = value;
  spread (self, at, change);
}

float
cubby_qr_energy_cost_with_neighbour (const CubbyQrEnergy *self, guint x, guint y, gint *ret_dx, gint *ret_dy)
{
  const gint dimension = (gint)self->patch->dimension;
  float own = cubby_qr_energy_cost (self, x, y), least = G_MAXFLOAT;
  float module = self->patch->modules[cubby_qr_patch_at (self->patch, x, y)];
  for (gint dy = -1; dy <= 1; dy++)
    for (gint dx = -1; dx <= 1; dx++) {
      gint i = (gint)x + dx, j = (gint)y + dy;
      if ((dx == 0 && dy == 0) || i < 0 || j < 0 || i >= dimension || j >= dimension)
        continue;
      if (cubby_qr_patch_is_pattern (self->patch, (guint)(j * dimension + i)))
        continue;
      float other = self->patch->modules[cubby_qr_patch_at (self->patch, (guint)i, (guint)j)];
      float joint = 2 * self->pull[REACH + dy][REACH + dx] / self->pull[REACH][REACH] * module * other;
      float cost = own + cubby_qr_energy_cost (self, (guint)i, (guint)j) + joint;
      if (cost >= least)
        continue;
      least = cost;
      *ret_dx = dx;
      *ret_dy = dy;
    }
  return least;
}

void
cubby_qr_energy_prepare (CubbyQrEnergy *self)
{
  find_pull (self);
  find_match (self);
  find_mixed (self);
}
