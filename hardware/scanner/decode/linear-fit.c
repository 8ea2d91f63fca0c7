/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-fit.h"

#include <math.h>
#include <string.h>

#define ROUNDS 5
#define TERMS 4 /* of the polynomial by which places are moved */
#define MOVE_MAX 0.8F
#define WIDTH_LEAST 0.45F /* a cell is not narrower than this part of the mean */
#define LESS_WON 0.97F
#define DIFFERENCE_MOST 1.5F

/* What is further off than this before a round is no code. */
static const float hopeless[] = {0.62F, 0.42F, 0.28F, 0.2F};

/* By how many modules the bars of a cell lie further on than its place says, to first order. */
static float
measure_move (const CubbyLinearMatch *self, guint cell, float *ret_weight)
{
  float along = 0, steep = 1e-3F;
  for (guint sub = 1; sub + 1 < cubby_linear_match_get_subs (self, cell); sub++) {
    guint best = self->best[cell];
    float slope = (cubby_linear_match_get_shape (self, cell, best, sub + 1) -
                   cubby_linear_match_get_shape (self, cell, best, sub - 1)) *
                  (CUBBY_LINEAR_SUB / 2.0F);
    float difference = self->seen[cell][sub] - cubby_linear_match_get_shape (self, cell, best, sub);
    along -= CLAMP (difference, -1, 1) * slope;
    steep += slope * slope;
  }
  *ret_weight = steep / (0.03F + self->costs[cell][self->best[cell]]);
  return CLAMP (along / steep, -MOVE_MAX, MOVE_MAX);
}

/* Gauss's elimination; what is not determined stays 0. */
static void
solve (float matrix[TERMS][TERMS + 1], guint n, float *result)
{
  for (guint i = 0; i < n; i++) {
    float pivot = matrix[i][i] + 1e-6F;
    for (guint row = i + 1; row < n; row++) {
      float part = matrix[row][i] / pivot;
      for (guint column = i; column <= TERMS; column++)
        matrix[row][column] -= part * matrix[i][column];
    }
  }
  for (guint i = n; i-- > 0;) {
    float rest = matrix[i][TERMS];
    for (guint column = i + 1; column < n; column++)
      rest -= matrix[i][column] * result[column];
    result[i] = rest / (matrix[i][i] + 1e-6F);
  }
}

/* One step towards places that explain the signal better: a polynomial, so that no cell goes its own way. */
static void
move_bounds (CubbyLinearMatch *self, guint n_terms)
{
  float matrix[TERMS][TERMS + 1] = {{0}};
  float terms[TERMS] = {0};
  float from = self->bounds[0], length = self->bounds[self->n_cells] - from;
  for (guint cell = 0; cell < self->n_cells; cell++) {
    float weight = 0;
    float width = (self->bounds[cell + 1] - self->bounds[cell]) / (float)self->cells[cell]->modules;
    float move = measure_move (self, cell, &weight) * width;
    float t = ((self->bounds[cell] + self->bounds[cell + 1]) / 2 - from) / length * 2 - 1;
    float powers[TERMS] = {1, t, t * t, t * t * t};
    for (guint row = 0; row < n_terms; row++) {
      for (guint column = 0; column < n_terms; column++)
        matrix[row][column] += weight * powers[row] * powers[column];
      matrix[row][TERMS] += weight * powers[row] * move;
    }
  }
  solve (matrix, n_terms, terms);
  for (guint i = 0; i <= self->n_cells; i++) {
    float t = (self->bounds[i] - from) / length * 2 - 1;
    self->bounds[i] += terms[0] + t * (terms[1] + t * (terms[2] + t * terms[3]));
  }
}

static gboolean
bounds_are_sound (const CubbyLinearMatch *self)
{
  float length = self->bounds[self->n_cells] - self->bounds[0];
  guint n_modules = 0;
  for (guint i = 0; i < self->n_cells; i++)
    n_modules += self->cells[i]->modules;
  float least = length / (float)n_modules * WIDTH_LEAST;
  for (guint i = 0; i < self->n_cells; i++)
    if (!(self->bounds[i + 1] - self->bounds[i] > least * (float)self->cells[i]->modules))
      return FALSE;
  return TRUE;
}

/* How far what is seen is from what it is taken for, if it were blurred by @blur. */
static float
measure_blur (const CubbyLinearMatch *self, guint blur)
{
  float sum = 0;
  for (guint cell = 0; cell < self->n_cells; cell++) {
    const CubbyLinearAlphabet *alphabet = self->cells[cell];
    const float *shape = alphabet->shapes[blur] + self->best[cell];
    for (guint sub = 0; sub < cubby_linear_match_get_subs (self, cell); sub++) {
      float difference = CLAMP (self->seen[cell][sub] - shape[(gsize)sub * alphabet->stride],
                                -DIFFERENCE_MOST, DIFFERENCE_MOST);
      sum += difference * difference;
    }
  }
  return sum;
}

static gboolean
choose_blur (CubbyLinearMatch *self)
{
  guint best = self->blur;
  float least = measure_blur (self, best);
  for (guint blur = 0; blur < CUBBY_LINEAR_BLURS; blur++) {
    float sum = measure_blur (self, blur);
    if (sum < least) {
      least = sum;
      best = blur;
    }
  }
  gboolean changed = best != self->blur;
  self->blur = best;
  return changed;
}

void
cubby_linear_match_fit_blur (CubbyLinearMatch *self)
{
  if (choose_blur (self))
    cubby_linear_match_score_seen (self);
}

/* One round. Returns: FALSE when nothing is won any more. */
static gboolean
fit_round (CubbyLinearMatch *self, const CubbyLinearSignal *signal, guint n_terms)
{
  float kept[CUBBY_LINEAR_CELLS_MAX + 1];
  float before = self->mean;
  memcpy (kept, self->bounds, sizeof kept);
  move_bounds (self, n_terms);
  gboolean sound = bounds_are_sound (self);
  if (sound)
    cubby_linear_match_score (self, signal);
  if (sound && self->mean <= before)
    return self->mean < before * LESS_WON;
  memcpy (self->bounds, kept, sizeof kept);
  cubby_linear_match_score (self, signal);
  return FALSE;
}

float
cubby_linear_match_fit (CubbyLinearMatch *self, const CubbyLinearSignal *signal)
{
  cubby_linear_match_score (self, signal);
  for (guint round = 0; round < ROUNDS && self->mean < hopeless[MIN (round, G_N_ELEMENTS (hopeless) - 1)];
       round++) {
    gboolean goes_on = fit_round (self, signal, MIN (2 + round, TERMS));
    if (round == 1)
      choose_blur (self);
    if (!goes_on && round > 1)
      break;
  }
  cubby_linear_match_fit_blur (self);
  return self->mean;
}
