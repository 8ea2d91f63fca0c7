/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-follow.h"

#include <math.h>

#define REACH 0.8F   /* modules: nearer to an edge than to the next of its kind */
#define LEARNT 0.35F /* how much of the width of a cell the next one takes over */
#define MEETS 0.15F  /* of the width of the cell in the middle */
#define DRIFT_PART 0.5F

/* The edge nearest to @at that begins (or ends) a bar. Returns: @at if there is none within @reach. */
static float
find_edge (const CubbyLinearSignal *signal, float at, float reach, gboolean begins)
{
  guint low = 0, high = signal->n_edges;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (signal->edges[middle] < at - reach)
      low = middle + 1;
    else
      high = middle;
  }
  float best = at, least = reach;
  for (guint i = low; i < signal->n_edges && signal->edges[i] <= at + reach; i++) {
    float far = fabsf (signal->edges[i] - at);
    if (cubby_linear_signal_is_bar (signal, i) == begins && far < least) {
      least = far;
      best = signal->edges[i];
    }
  }
  return best;
}

/* Whether bound @index is the begin of a bar. */
static gboolean
begins_bar (const CubbyLinearMatch *self, guint index)
{
  if (index < self->n_cells)
    return cubby_linear_alphabet_is_dark (self->cells[index], 0, 0);
  const CubbyLinearAlphabet *last = self->cells[index - 1];
  return !cubby_linear_alphabet_is_dark (last, 0, last->modules - 1);
}

/* From the bound of @cell on one side to that on the other. Returns: the samples of a module then. */
static float
follow_cell (CubbyLinearMatch *self, const CubbyLinearSignal *signal, guint cell, int way, float module)
{
  guint from = way > 0 ? cell : cell + 1, to = way > 0 ? cell + 1 : cell;
  float n_modules = (float)self->cells[cell]->modules;
  float guess = self->bounds[from] + (float)way * n_modules * module;
  float at = find_edge (signal, guess, REACH * module, begins_bar (self, to));
  self->bounds[to] = at;
  float width = fabsf (at - self->bounds[from]) / n_modules;
  return module + LEARNT * (width - module);
}

gboolean
cubby_linear_match_follow (CubbyLinearMatch *self, const CubbyLinearSignal *signal, float from, float to,
                           float module_from, float module_to)
{
  guint middle = self->n_cells / 2;
  self->bounds[0] = from;
  self->bounds[self->n_cells] = to;
  for (guint cell = 0; cell < middle; cell++)
    module_from = follow_cell (self, signal, cell, 1, module_from);
  for (guint cell = self->n_cells - 1; cell > middle; cell--)
    module_to = follow_cell (self, signal, cell, -1, module_to);
  float width = self->bounds[middle + 1] - self->bounds[middle];
  float expected = (module_from + module_to) / 2 * (float)self->cells[middle]->modules;
  return fabsf (width - expected) < MEETS * expected;
}

void
cubby_linear_match_snap (CubbyLinearMatch *self, const CubbyLinearSignal *signal)
{
  float drift = 0;
  for (guint i = 0; i <= self->n_cells; i++) {
    guint cell = MIN (i, self->n_cells - 1);
    float module = (i > 0 ? self->bounds[i] - self->bounds[i - 1] : self->bounds[1] - self->bounds[0]) /
                   (float)self->cells[i > 0 ? i - 1 : cell]->modules;
    float guess = self->bounds[i] + drift;
    float at = find_edge (signal, guess, REACH * fabsf (module), begins_bar (self, i));
    drift += DRIFT_PART * (at - guess);
    self->bounds[i] = at;
  }
}
