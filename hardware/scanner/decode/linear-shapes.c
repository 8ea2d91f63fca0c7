/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-shapes.h"

#include <math.h>

/* Sigmas in modules: of a sharp picture up to one where a bar of one module is hardly seen. */
static const double sigmas[CUBBY_LINEAR_BLURS] = {0.2, 0.4, 0.6, 0.8, 1.0, 1.25};

#define OUTSIDE 3 /* modules on each side that a pattern sees */

/* How much of sample @sub a module is that lies @module modules after the begin of the pattern, 0..1. */
static double
blur_weight (guint blur, int module, int sub)
{
  double from = module - (sub + 0.5) / CUBBY_LINEAR_SUB;
  double scale = 1 / (sigmas[blur] * G_SQRT2);
  return (erf ((from + 1) * scale) - erf (from * scale)) / 2;
}

gboolean
cubby_linear_alphabet_is_dark (const CubbyLinearAlphabet *self, guint pattern, guint index)
{
  return (self->bits[pattern] >> (self->modules - 1 - index) & 1) != 0;
}

/* The neighbour begins with the other colour; what comes behind is as often dark as light. */
static double
colour_outside (CubbyLinearBeside beside, gboolean own_dark, guint distance)
{
  if (beside == CUBBY_LINEAR_BESIDE_PAPER)
    return -1;
  if (distance == 1)
    return own_dark ? -1 : 1;
  return 0;
}

static double
colour_of (const CubbyLinearAlphabet *self, guint pattern, int module)
{
  int last = (int)self->modules - 1;
  if (module < 0)
    return colour_outside (self->before, cubby_linear_alphabet_is_dark (self, pattern, 0), (guint)-module);
  if (module > last)
    return colour_outside (self->after, cubby_linear_alphabet_is_dark (self, pattern, (guint)last),
                           (guint)(module - last));
  return cubby_linear_alphabet_is_dark (self, pattern, (guint)module) ? 1 : -1;
}

static float *
make_shapes (const CubbyLinearAlphabet *self, guint blur)
{
  guint n_subs = self->modules * CUBBY_LINEAR_SUB;
  float *shapes = g_new0 (float, (gsize)n_subs * self->stride);
  for (guint sub = 0; sub < n_subs; sub++)
    for (int module = -OUTSIDE; module < (int)self->modules + OUTSIDE; module++) {
      double weight = blur_weight (blur, module, (int)sub);
      for (guint i = 0; weight > 1e-5 && i < self->n; i++)
        shapes[sub * self->stride + i] += (float)(weight * colour_of (self, i, module));
    }
  return shapes;
}

static float *
measure_apart (const CubbyLinearAlphabet *self, guint blur)
{
  guint n_subs = self->modules * CUBBY_LINEAR_SUB;
  float *apart = g_new0 (float, (gsize)self->n * self->n);
  for (guint sub = 0; sub < n_subs; sub++) {
    const float *shapes = self->shapes[blur] + (gsize)sub * self->stride;
    for (guint i = 0; i < self->n; i++)
      for (guint j = 0; j < self->n; j++)
        apart[i * self->n + j] += (shapes[i] - shapes[j]) * (shapes[i] - shapes[j]);
  }
  return apart;
}

static void
set_beside (CubbyLinearAlphabet *self)
{
  for (guint blur = 0; blur < CUBBY_LINEAR_BLURS; blur++)
    for (guint i = 0; i < 2; i++)
      for (guint sub = 0; sub < self->modules * CUBBY_LINEAR_SUB; sub++)
        self->beside[blur][i][sub] = (float)blur_weight (blur, -2 - (int)i, (int)sub);
}

CubbyLinearAlphabet *
cubby_linear_alphabet_new (const guint16 *bits, guint n, guint modules, CubbyLinearBeside before,
                           CubbyLinearBeside after)
{
  g_return_val_if_fail (n <= CUBBY_LINEAR_PATTERNS_MAX && modules <= CUBBY_LINEAR_MODULES_MAX, NULL);

  CubbyLinearAlphabet *self = g_new0 (CubbyLinearAlphabet, 1);
  self->n = n;
  self->stride = (n + CUBBY_LINEAR_LANES - 1) / CUBBY_LINEAR_LANES * CUBBY_LINEAR_LANES;
  self->modules = modules;
  self->before = before;
  self->after = after;
  for (guint i = 0; i < n; i++)
    self->bits[i] = bits[i];
  for (guint blur = 0; blur < CUBBY_LINEAR_BLURS; blur++) {
    self->shapes[blur] = make_shapes (self, blur);
    self->apart[blur] = measure_apart (self, blur);
  }
  set_beside (self);
  return self;
}

void
cubby_linear_alphabet_free (CubbyLinearAlphabet *self)
{
  if (self == NULL)
    return;
  for (guint blur = 0; blur < CUBBY_LINEAR_BLURS; blur++) {
    g_free (self->shapes[blur]);
    g_free (self->apart[blur]);
  }
  g_free (self);
}
