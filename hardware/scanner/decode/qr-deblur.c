/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-deblur.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-kernel.h"

#include <math.h>
#include <string.h>

/* Of the autocorrelation of the kernel. */
#define REACH CUBBY_QR_PADDING
#define REACH_SIDE (2 * REACH + 1)
/* Changes below this are not told to the neighbours. */
#define CHANGE_MIN 0.01f
#define CHANGES_MIN 2
#define FURTHER 1.5f
#define FLIPS_MAX 6

/**
 * CubbyQrDeblur:
 * @until_us: cubby_budget_now() after which a round is left as it is
 * @match: of each module how its neighbourhood speaks for dark
 * @mixed: what the modules as they are now make of @match; with the patch's padding
 * @pull: how much two modules at a distance are mixed with each other
 */
struct _CubbyQrDeblur {
  gint64 until_us;
  guint round;
  CubbyQrPatch *patch;
  CubbyQrKernel kernel;
  float *match;
  float *mixed;
  float pull[REACH_SIDE][REACH_SIDE];
};

void
cubby_qr_deblur_free (CubbyQrDeblur *self)
{
  if (self == NULL)
    return;
  cubby_qr_patch_free (self->patch);
  g_free (self->match);
  g_free (self->mixed);
  g_free (self);
}

CubbyQrDeblur *
cubby_qr_deblur_new (const CubbyFrame *frame, const CubbyQrGrid *grid)
{
  g_autoptr (CubbyQrDeblur) self = g_new0 (CubbyQrDeblur, 1);
  self->until_us = G_MAXINT64;
  self->patch = cubby_qr_patch_new (frame, grid);
  CubbyQrLine lines[CUBBY_QR_FINDERS];
  if (self->patch == NULL || !cubby_qr_kernel_guess (&self->kernel, self->patch, lines))
    return NULL;
  cubby_qr_patch_set_levels (self->patch, lines, cubby_qr_kernel_get_power (&self->kernel));
  self->match = g_new (float, (gsize)grid->dimension * grid->dimension);
  self->mixed = g_new (float, (gsize)self->patch->stride * self->patch->stride);
  return g_steal_pointer (&self);
}

static void
find_pull (CubbyQrDeblur *self)
{
  const gint side = CUBBY_QR_KERNEL_SIDE;
  for (gint dy = -REACH; dy <= REACH; dy++)
    for (gint dx = -REACH; dx <= REACH; dx++) {
      float sum = 0;
      for (gint y = MAX (0, -dy); y < MIN (side, side - dy); y++)
        for (gint x = MAX (0, -dx); x < MIN (side, side - dx); x++)
          for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
            sum +=
                self->kernel.taps[phase][y * side + x] * self->kernel.taps[phase][(y + dy) * side + x + dx];
      self->pull[dy + REACH][dx + REACH] = sum;
    }
}

/* The samples as they speak for each module. Where nothing was seen, and beside the code, what the modules
 * make there now is taken: it says nothing. */
static void
find_match (CubbyQrDeblur *self)
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
                           : cubby_qr_kernel_predict (&self->kernel, patch, at, phase);
        sample -= self->kernel.offset[phase];
        for (gint j = MAX (-radius, -y); j <= MIN (radius, dimension - 1 - y); j++)
          for (gint i = MAX (-radius, -x); i <= MIN (radius, dimension - 1 - x); i++)
            self->match[(y + j) * dimension + x + i] +=
                sample * self->kernel.taps[phase][(j + radius) * CUBBY_QR_KERNEL_SIDE + i + radius];
      }
    }
}

/* Tells the neighbours of a change of a module. */
static void
spread (CubbyQrDeblur *self, gsize at, float change)
{
  float *mixed = self->mixed + at - REACH * self->patch->stride - REACH;
  for (guint y = 0; y < REACH_SIDE; y++, mixed += self->patch->stride)
    for (guint x = 0; x < REACH_SIDE; x++)
      mixed[x] += change * self->pull[y][x];
}

static void
find_mixed (CubbyQrDeblur *self)
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

/* How the module would be if its neighbours are as they are now: > 0 dark, 1 as it would be alone. */
static float
get_lean (const CubbyQrDeblur *self, guint x, guint y)
{
  gsize at = cubby_qr_patch_at (self->patch, x, y);
  float own = self->pull[REACH][REACH];
  return (self->match[y * self->patch->dimension + x] - self->mixed[at]) / own + self->patch->modules[at];
}

/* Moves every module to where its neighbours want it, and a little further (successive over-relaxation).
 * Returns: how many changed. */
static guint
sweep (CubbyQrDeblur *self, float push)
{
  guint dimension = self->patch->dimension, n = 0;
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      if (cubby_qr_patch_is_pattern (self->patch, y * dimension + x))
        continue;
      gsize at = cubby_qr_patch_at (self->patch, x, y);
      float old = self->patch->modules[at];
      float value = CLAMP (old + FURTHER * (push * get_lean (self, x, y) - old), -1.0f, 1.0f);
      if (fabsf (value - old) < CHANGE_MIN)
        continue;
      self->patch->modules[at] = value;
      spread (self, at, value - old);
      n++;
    }
  return n;
}

static void
set_module (CubbyQrDeblur *self, gsize at, float value)
{
  float change = value - self->patch->modules[at];
  if (fabsf (change) < 1e-6f)
    return;
  self->patch->modules[at] = value;
  spread (self, at, change);
}

/* The cost of turning a module over, in what a module alone costs; less than 0 is a gain. */
static float
cost_of (const CubbyQrDeblur *self, guint x, guint y)
{
  return self->patch->modules[cubby_qr_patch_at (self->patch, x, y)] * get_lean (self, x, y);
}

/* The least cost of turning the module over together with a neighbour. */
static float
cost_with_neighbour (const CubbyQrDeblur *self, guint x, guint y, gint *ret_dx, gint *ret_dy)
{
  const gint dimension = (gint)self->patch->dimension;
  float own = cost_of (self, x, y), least = G_MAXFLOAT;
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
      float cost = own + cost_of (self, (guint)i, (guint)j) + joint;
      if (cost >= least)
        continue;
      least = cost;
      *ret_dx = dx;
      *ret_dy = dy;
    }
  return least;
}

/* Turns over what is better turned over, alone or with a neighbour. Returns: whether something was. */
static gboolean
flip (CubbyQrDeblur *self)
{
  guint dimension = self->patch->dimension;
  gboolean flipped = FALSE;
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      if (cubby_qr_patch_is_pattern (self->patch, y * dimension + x))
        continue;
      gsize at = cubby_qr_patch_at (self->patch, x, y);
      gint dx = 0, dy = 0;
      if (cost_of (self, x, y) < 0) {
        set_module (self, at, -self->patch->modules[at]);
        flipped = TRUE;
      } else if (cost_with_neighbour (self, x, y, &dx, &dy) < -1e-4f) {
        gsize other = at + (gsize)(dy * (gint)self->patch->stride + dx);
        set_module (self, at, -self->patch->modules[at]);
        set_module (self, other, -self->patch->modules[other]);
        flipped = TRUE;
      }
    }
  return flipped;
}

static gboolean
is_over (const CubbyQrDeblur *self)
{
  return cubby_budget_now () >= self->until_us;
}

static void
decide (CubbyQrDeblur *self)
{
  guint dimension = self->patch->dimension;
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      gsize at = cubby_qr_patch_at (self->patch, x, y);
      if (!cubby_qr_patch_is_pattern (self->patch, y * dimension + x))
        set_module (self, at, self->patch->modules[at] > 0 ? 1 : -1);
    }
  for (guint i = 0; i < FLIPS_MAX && !is_over (self) && flip (self); i++)
    ;
}

static void
tell (const CubbyQrDeblur *self, CubbyQrModules *out)
{
  guint dimension = self->patch->dimension;
  out->dimension = dimension;
  for (guint y = 0; y < dimension; y++)
    for (guint x = 0; x < dimension; x++) {
      gint dx, dy;
      float module = self->patch->modules[cubby_qr_patch_at (self->patch, x, y)];
      float cost = MIN (cost_of (self, x, y), cost_with_neighbour (self, x, y, &dx, &dy));
      float soft = MAX (cost, 0.001f) * module * CUBBY_QR_SOFT_FULL;
      gboolean seen = self->patch->seen[y * dimension + x];
      out->soft[y * dimension + x] = seen ? (gint16)CLAMP (soft, -CUBBY_QR_SOFT_MAX, CUBBY_QR_SOFT_MAX) : 0;
    }
}

/* First the best modules of -1 to 1: that has one solution only. Then what is between is pushed outwards. */
static void
relax (CubbyQrDeblur *self)
{
  static const struct {
    float push;
    guint first, later; /* sweeps of the first round, of a later one */
  } steps[] = {{0.98f, 30, 12}, {1, 4, 1},    {1.1f, 3, 2}, {1.2f, 3, 2},
               {1.4f, 3, 2},    {1.7f, 2, 1}, {2, 2, 1},    {4, 1, 1}};
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    guint n = self->round == 0 ? steps[i].first : steps[i].later;
    while (n-- > 0 && !is_over (self) && sweep (self, steps[i].push) > CHANGES_MIN)
      ;
  }
}

static void
learn (CubbyQrDeblur *self)
{
  guint dimension = self->patch->dimension;
  float *expected[CUBBY_QR_PHASES];
  cubby_qr_kernel_fit (&self->kernel, self->patch);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++) {
    expected[phase] = g_new (float, (gsize)dimension *dimension);
    for (guint i = 0; i < dimension * dimension; i++)
      expected[phase][i] = cubby_qr_kernel_predict (
          &self->kernel, self->patch, cubby_qr_patch_at (self->patch, i % dimension, i / dimension), phase);
  }
  cubby_qr_patch_mend_levels (self->patch, expected);
  for (guint phase = 0; phase < CUBBY_QR_PHASES; phase++)
    g_free (expected[phase]);
}

void
cubby_qr_deblur_next (CubbyQrDeblur *self, CubbyQrModules *out)
{
  if (self->round > 0)
    learn (self);
  find_pull (self);
  find_match (self);
  find_mixed (self);
  relax (self);
  decide (self);
  tell (self, out);
  self->round++;
}

gboolean
cubby_qr_deblur_read (const CubbyFrame *frame, const CubbyQrGrid *grid, gint64 until_us,
                      CubbyQrModules *modules, GPtrArray *codes)
{
  g_autoptr (CubbyQrDeblur) self = cubby_qr_deblur_new (frame, grid);
  if (self == NULL)
    return FALSE;
  self->until_us = until_us;
  for (guint i = 0; i < CUBBY_QR_DEBLUR_ROUNDS && !is_over (self); i++) {
    cubby_qr_deblur_next (self, modules);
    if (!is_over (self) && cubby_qr_modules_read (modules, codes))
      return TRUE;
  }
  return FALSE;
}
