/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/budget.h"

#include <math.h>
#include <time.h>

/* Until it was measured: a pass of the decoder over a picture full of edges, on a slow processor. */
#define FIRST_NS 40.0f
#define MEAN_PART 8.0f
#define SPREAD_PART 4.0f
#define SPREADS 2.0f

gint64
cubby_budget_foretell (const CubbyBudget *self, guint kind, guint n_pixels)
{
  g_return_val_if_fail (kind < CUBBY_BUDGET_KINDS, 0);
  float ns = self->mean[kind] > 0 ? self->mean[kind] + SPREADS * self->spread[kind] : FIRST_NS;
  return (gint64)(ns * (float)n_pixels / 1000);
}

void
cubby_budget_note (CubbyBudget *self, guint kind, guint n_pixels, gint64 took_us)
{
  g_return_if_fail (kind < CUBBY_BUDGET_KINDS);
  float ns = (float)MAX (took_us, 1) * 1000 / (float)MAX (n_pixels, 1);
  float *mean = &self->mean[kind], *spread = &self->spread[kind];
  if (*mean <= 0) {
    *mean = ns;
    *spread = ns / SPREADS;
    return;
  }
  *spread += (fabsf (ns - *mean) - *spread) / SPREAD_PART;
  *mean += (ns - *mean) / MEAN_PART;
}

gint64
cubby_budget_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}
