/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-match.h"

#include <math.h>
#include <string.h>

#define ROUNDS 5
#define TERMS 4 /* of the polynomial by which places are moved */
#define MOVE_MAX 0.8F
#define WIDTH_LEAST 0.45F /* a cell is not narrower than this part of the mean */
#define CURL_PEAK 10.39F  /* 1 / max (t (1 - t) (1 - 2t)) */
#define DIFFERENCE_MOST 1.5F
#define MEAN_LEAST 0.005F
#define CERTAINTY_MOST 20.0F
#define LESS_WON 0.97F
#define FIRST_BLUR 2
#define CURL_UNITS 95   /* of a code: the steps in which roundness is tried are not finer than that */
#define FITS_MOST 0.05F /* no other roundness is tried then */

/* What is further off than this before a round is no code. */
static const float hopeless[] = {0.62F, 0.42F, 0.28F, 0.2F};

static guint
cell_subs (const CubbyLinearMatch *self, guint cell)
{
  return self->cells[cell]->modules * CUBBY_LINEAR_SUB;
}

void
cubby_linear_match_place (CubbyLinearMatch *self, float from, float to, float bow, float curl)
{
  guint n_modules = 0, done = 0;
  for (guint i = 0; i < self->n_cells; i++)
    n_modules += self->cells[i]->modules;
  for (guint i = 0; i <= self->n_cells; i++) {
    float t = (float)done / (float)n_modules;
    float around = t * (1 - t);
    self->bounds[i] = from + (to - from) * t + bow * 4 * around + curl * CURL_PEAK * around * (1 - 2 * t);
    done += i < self->n_cells ? self->cells[i]->modules : 0;
  }
}

static void
see_cell (CubbyLinearMatch *self, const CubbyLinearSignal *signal, guint cell)
{
  guint n = cell_subs (self, cell);
  float from = self->bounds[cell];
  float step = (self->bounds[cell + 1] - from) / (float)n;
  for (guint i = 0; i < n; i++)
    self->seen[cell][i] =
        cubby_linear_signal_mean (signal, from + (float)i * step, from + (float)(i + 1) * step);
}

/* A finger over some bars is no more than wrong: large differences all count alike. */
static void
score_lanes (float *restrict costs, const float *restrict shapes, float seen)
{
  for (guint i = 0; i < CUBBY_LINEAR_LANES; i++) {
    float difference = seen - shapes[i];
    costs[i] += MIN (difference * difference, DIFFERENCE_MOST * DIFFERENCE_MOST);
  }
}

static void
score_cell (CubbyLinearMatch *self, guint cell)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  guint n = cell_subs (self, cell);
  float *costs = self->costs[cell];
  memset (costs, 0, alphabet->stride * sizeof *costs);
  for (guint sub = 0; sub < n; sub++) {
    const float *shapes = alphabet->shapes[self->blur] + (gsize)sub * alphabet->stride;
    for (guint i = 0; i < alphabet->stride; i += CUBBY_LINEAR_LANES)
      score_lanes (costs + i, shapes + i, self->seen[cell][sub]);
  }
  guint best = 0;
  for (guint i = 0; i < alphabet->n; i++) {
    costs[i] /= (float)n;
    best = costs[i] < costs[best] ? i : best;
  }
  self->best[cell] = best;
}

static void
score_seen (CubbyLinearMatch *self)
{
  float sum = 0;
  guint n_subs = 0;
  for (guint cell = 0; cell < self->n_cells; cell++) {
    score_cell (self, cell);
    sum += self->costs[cell][self->best[cell]] * (float)cell_subs (self, cell);
    n_subs += cell_subs (self, cell);
  }
  self->mean = sum / (float)n_subs;
}

void
cubby_linear_match_score (CubbyLinearMatch *self, const CubbyLinearSignal *signal)
{
  for (guint cell = 0; cell < self->n_cells; cell++)
    see_cell (self, signal, cell);
  score_seen (self);
}

void
cubby_linear_match_place_best (CubbyLinearMatch *self, const CubbyLinearSignal *signal, float from, float to,
                               float bow)
{
  static const float curls[] = {0, -1, -2, -3, 1};
  float best = INFINITY, best_curl = 0;
  float unit = (to - from) / CURL_UNITS;
  self->blur = FIRST_BLUR;
  for (guint i = 0; i < G_N_ELEMENTS (curls) && best > FITS_MOST; i++) {
    cubby_linear_match_place (self, from, to, bow, curls[i] * unit);
    cubby_linear_match_score (self, signal);
    if (self->mean < best) {
      best = self->mean;
      best_curl = curls[i];
    }
  }
  cubby_linear_match_place (self, from, to, bow, best_curl * unit);
}

static float
shape_at (const CubbyLinearMatch *self, guint cell, guint pattern, guint sub)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  return alphabet->shapes[self->blur][(gsize)sub * alphabet->stride + pattern];
}

/* By how many modules the bars of a cell lie further on than its place says, to first order. */
static float
measure_move (const CubbyLinearMatch *self, guint cell, float *ret_weight)
{
  float along = 0, steep = 1e-3F;
  for (guint sub = 1; sub + 1 < cell_subs (self, cell); sub++) {
    guint best = self->best[cell];
    float slope = (shape_at (self, cell, best, sub + 1) - shape_at (self, cell, best, sub - 1)) *
                  (CUBBY_LINEAR_SUB / 2.0F);
    float difference = self->seen[cell][sub] - shape_at (self, cell, best, sub);
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
    for (guint sub = 0; sub < cell_subs (self, cell); sub++) {
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
  if (choose_blur (self))
    score_seen (self);
  return self->mean;
}

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
  for (guint sub = 0; sub < cell_subs (self, cell); sub++) {
    float shape = shape_at (self, cell, self->best[cell], sub), seen = self->seen[cell][sub];
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
    for (guint sub = 0; sub < cell_subs (self, cell); sub++)
      self->seen[cell][sub] = (self->seen[cell][sub] - offsets[cell]) / gains[cell];
}

/* Takes away what the second and third module of the neighbours add to a cell; the shapes have a mean of
 * light and dark there. */
static void
settle_beside (CubbyLinearMatch *self, guint cell)
{
  const CubbyLinearAlphabet *own = self->cells[cell];
  guint n = cell_subs (self, cell);
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
measure_margin (CubbyLinearMatch *self, guint cell)
{
  const CubbyLinearAlphabet *alphabet = self->cells[cell];
  const float *costs = self->costs[cell];
  guint best = self->best[cell];
  float least = 1, certainty = CERTAINTY_MOST;
  for (guint other = 0; other < alphabet->n; other++) {
    if (other == best)
      continue;
    float apart = 1e-4F;
    for (guint sub = 0; sub < cell_subs (self, cell); sub++) {
      float difference = shape_at (self, cell, best, sub) - shape_at (self, cell, other, sub);
      apart += difference * difference;
    }
    /* The distance to the middle between the two, in sigmas of what is not explained by either. */
    float margin = (costs[other] - costs[best]) * (float)cell_subs (self, cell) / apart;
    least = MIN (least, margin);
    certainty = MIN (certainty, margin * sqrtf (apart / (CUBBY_LINEAR_SUB * (self->mean + MEAN_LEAST))) / 2);
  }
  self->certainties[cell] = certainty;
  return least;
}

void
cubby_linear_match_settle (CubbyLinearMatch *self)
{
  settle_light (self);
  for (guint cell = 0; cell < self->n_cells; cell++)
    settle_beside (self, cell);
  score_seen (self);
  for (guint cell = 0; cell < self->n_cells; cell++)
    self->margins[cell] = measure_margin (self, cell);
}
