/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/budget.h"

#include <math.h>
#include <time.h>

#define MEAN_PART 4.0f
#define SPREAD_PART 4.0f
#define FADE 0.98f
/* Of the first guess. */
#define SPREAD_FIRST 0.1f

void
cubby_budget_expect (CubbyBudget *self, guint kind, guint ns_per_pixel)
{
  g_return_if_fail (kind < CUBBY_BUDGET_KINDS);
  self->mean[kind] = (float)ns_per_pixel;
  self->spread[kind] = (float)ns_per_pixel * SPREAD_FIRST;
}

gint64
cubby_budget_foretell (const CubbyBudget *self, guint kind, guint n_pixels)
{
  g_return_val_if_fail (kind < CUBBY_BUDGET_KINDS, 0);
  return (gint64)((self->mean[kind] + self->spread[kind]) * (float)n_pixels / 1000);
}

void
cubby_budget_note (CubbyBudget *self, guint kind, guint n_pixels, gint64 took_us)
{
  g_return_if_fail (kind < CUBBY_BUDGET_KINDS);
  float ns = (float)MAX (took_us, 1) * 1000 / (float)MAX (n_pixels, 1);
  float *mean = &self->mean[kind], *spread = &self->spread[kind];
  *spread += (fabsf (ns - *mean) - *spread) / SPREAD_PART;
  *mean += (ns - *mean) / MEAN_PART;
}

void
cubby_budget_fade (CubbyBudget *self, guint kind)
{
  g_return_if_fail (kind < CUBBY_BUDGET_KINDS);
  self->mean[kind] *= FADE;
  self->spread[kind] *= FADE;
}

gint64
cubby_budget_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
