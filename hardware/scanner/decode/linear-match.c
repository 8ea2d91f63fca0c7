/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-match.h"

#include <math.h>
#include <string.h>

#define CURL_PEAK 10.39F /* 1 / max (t (1 - t) (1 - 2t)) */
#define DIFFERENCE_MOST 1.5F
#define FIRST_BLUR 2
#define CURL_UNITS 95   /* of a code: the steps in which roundness is tried are not finer than that */
#define FITS_MOST 0.05F /* no other roundness is tried then */

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
  guint n = cubby_linear_match_get_subs (self, cell);
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
  guint n = cubby_linear_match_get_subs (self, cell);
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

void
cubby_linear_match_score_seen (CubbyLinearMatch *self)
{
  float sum = 0;
  guint n_subs = 0;
  for (guint cell = 0; cell < self->n_cells; cell++) {
    score_cell (self, cell);
    sum += self->costs[cell][self->best[cell]] * (float)cubby_linear_match_get_subs (self, cell);
    n_subs += cubby_linear_match_get_subs (self, cell);
  }
  self->mean = sum / (float)n_subs;
}

void
cubby_linear_match_score (CubbyLinearMatch *self, const CubbyLinearSignal *signal)
{
  for (guint cell = 0; cell < self->n_cells; cell++)
    see_cell (self, signal, cell);
  cubby_linear_match_score_seen (self);
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
