/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-fit.h"

#include <math.h>

#define MEAN_LEAST 0.005F
#define CERTAINTY_MOST 20.0F

typedef struct {
  float n;
  float shape;
  float seen;
  float shape_shape;
  float shape_seen;
} Sums;

static void
sums_add (Sums *sums, const CubbyLinearMatch *self, guint cell)
{
  for (guint sub = 0; sub < cubby_linear_match_get_subs (self, cell); sub++) {
    float shape = cubby_linear_match_get_shape (self, cell, self->best[cell], sub),
          seen = self->seen[cell][sub];
    sums->n += 1;
    sums->shape += shape;
    sums->seen += seen;
    sums->shape_shape += shape * shape;
    sums->shape_seen += shape * seen;
  }
}

/* Black and white at each cell by what it and its neighbours are taken for. */
static void
settle_light (CubbyLinearMatch *self)
{
  float gains[CUBBY_LINEAR_CELLS_MAX], offsets[CUBBY_LINEAR_CELLS_MAX];
  for (guint cell = 0; cell < self->n_cells; cell++) {
    Sums sums = {0};
    for (guint near = cell > 0 ? cell - 1 : 0; near <= MIN (cell + 1, self->n_cells - 1); near++)
      sums_add (&sums, self, near);
    float spread = sums.shape_shape - sums.shape * sums.shape / sums.n;
    float gain = spread > 1e-3F ? (sums.shape_seen - sums.shape * sums.seen / sums.n) / spread : 1;
    gains[cell] = CLAMP (gain, 0.5F, 1.6F);
    offsets[cell] = CLAMP ((sums.seen - gains[cell] * sums.shape) / sums.n, -0.5F, 0.5F);
  }
  for (guint cell = 0; cell < self->n_cells; cell++)
    for (guint sub = 0; sub < cubby_linear_match_get_subs (self, cell); sub++)
      self->seen[cell][sub] = (self->seen[cell][sub] - offsets[cell]) / gains[cell];
}

/* Takes away what the second and third module of the neighbours add to a cell; the shapes have a mean of
 * light and dark there. */
static void
settle_beside (CubbyLinearMatch *self, guint cell)
{
  const CubbyLinearAlphabet *own = self->cells[cell];
  guint n = cubby_linear_match_get_subs (self, cell);
  for (guint i = 0; i < 2; i++) {
    float before = 0, after = 0;
    if (cell > 0) {
      const CubbyLinearAlphabet *beside = self->cells[cell - 1];
      guint module = beside->modules - 2 - i;
      before = cubby_linear_alphabet_is_dark (beside, self->best[cell - 1], module) ? 1 : -1;
    }
    if (cell + 1 < self->n_cells)
      after = cubby_linear_alphabet_is_dark (self->cells[cell + 1], self->best[cell + 1], 1 + i) ? 1 : -1;
    const float *weights = own->beside[self->blur][i];
    for (guint sub = 0; sub < n; sub++)
      self->seen[cell][sub] -= before * weights[sub] + after * weights[n - 1 - sub];
  }
}

static float
measure_certainty (CubbyLinearMatch *self, guint cell)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  const float *costs = self->costs[cell];
  guint best = self->best[cell];
  float certainty = CERTAINTY_MOST;
  for (guint other = 0; other < alphabet->n; other++) {
    if (other == best)
      continue;
    float apart = cubby_linear_match_get_apart (self, cell, best, other);
    /* The distance to the middle between the two, in sigmas of what is not explained by either. */
    float margin = (costs[other] - costs[best]) * (float)cubby_linear_match_get_subs (self, cell) / apart;
    certainty = MIN (certainty, margin * sqrtf (apart / (CUBBY_LINEAR_SUB * (self->mean + MEAN_LEAST))) / 2);
  }
  return certainty;
}

void
cubby_linear_match_settle (CubbyLinearMatch *self)
{
  settle_light (self);
  for (guint cell = 0; cell < self->n_cells; cell++)
    settle_beside (self, cell);
  cubby_linear_match_score_seen (self);
  for (guint cell = 0; cell < self->n_cells; cell++)
    self->certainties[cell] = measure_certainty (self, cell);
}
