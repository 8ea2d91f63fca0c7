/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-deblur.h"

#include "hardware/scanner/decode/budget.h"
#include "hardware/scanner/decode/qr-energy.h"

#include <math.h>
#include <string.h>

/* Changes below this are not told to the neighbours. */
#define CHANGE_MIN 0.01f
#define CHANGES_MIN 2
#define FURTHER 1.5f
#define FLIPS_MAX 6

/**
 * CubbyQrDeblur:
 * @until_us: cubby_budget_now() after which a round is left as it is
 */
struct _CubbyQrDeblur {
  gint64 until_us;
  guint round;
  CubbyQrPatch *patch;
  CubbyQrKernel kernel;
  CubbyQrEnergy *energy; /* of both */
};

void
cubby_qr_deblur_free (CubbyQrDeblur *self)
{
  if (self == NULL)
    return;
  cubby_qr_energy_free (self->energy);
  cubby_qr_patch_free (self->patch);
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
  self->energy = cubby_qr_energy_new (self->patch, &self->kernel);
  return g_steal_pointer (&self);
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
      float value =
          CLAMP (old + FURTHER * (push * cubby_qr_energy_get_lean (self->energy, x, y) - old), -1.0f, 1.0f);
      if (fabsf (value - old) < CHANGE_MIN)
        continue;
      cubby_qr_energy_set (self->energy, at, value);
      n++;
    }
  return n;
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
      if (cubby_qr_energy_cost (self->energy, x, y) < 0) {
        cubby_qr_energy_set (self->energy, at, -self->patch->modules[at]);
        flipped = TRUE;
      } else if (cubby_qr_energy_cost_with_neighbour (self->energy, x, y, &dx, &dy) < -1e-4f) {
        gsize other = at + (gsize)(dy * (gint)self->patch->stride + dx);
        cubby_qr_energy_set (self->energy, at, -self->patch->modules[at]);
        cubby_qr_energy_set (self->energy, other, -self->patch->modules[other]);
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
        cubby_qr_energy_set (self->energy, at, self->patch->modules[at] > 0 ? 1 : -1);
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
      float cost = MIN (cubby_qr_energy_cost (self->energy, x, y),
                        cubby_qr_energy_cost_with_neighbour (self->energy, x, y, &dx, &dy));
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
  cubby_qr_energy_prepare (self->energy);
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
