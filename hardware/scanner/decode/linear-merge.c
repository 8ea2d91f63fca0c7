/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-merge.h"

#include "hardware/scanner/decode/linear-fit.h"
#include "hardware/scanner/decode/linear-follow.h"

#include <math.h>
#include <string.h>

#define CERTAIN 1.2F      /* sigmas; more is no better */
#define SURE_PART 0.6F    /* of a layout that is worth while */
#define SIGMA_LEAST 0.01F /* squared; nothing is known better */
#define SAME_PART 0.02F   /* of the length by which one layout may lie aside */
#define COST_MOST 0.5F    /* of a cell of one band; what is further off says nothing */
#define CERTAINTY_MOST 20.0F

void
cubby_linear_merge_init (CubbyLinearMerge *self)
{
  self->n = 0;
  for (guint i = 0; i < CUBBY_LINEAR_LAYOUTS_MAX; i++)
    self->layouts[i] = g_new0 (CubbyLinearLayout, 1);
}

void
cubby_linear_merge_clear (CubbyLinearMerge *self)
{
  for (guint i = 0; i < CUBBY_LINEAR_LAYOUTS_MAX; i++)
    g_free (self->layouts[i]);
}

void
cubby_linear_merge_begin (CubbyLinearMerge *self)
{
  self->n = 0;
}

/* In modules of cells that can be one of several. */
static void
measure_layout (const CubbyLinearMatch *match, float *ret_sure, float *ret_all)
{
  *ret_sure = *ret_all = 0;
  for (guint cell = 0; cell < match->n_cells; cell++) {
    float n_modules = (float)match->cells[cell]->modules;
    if (match->cells[cell]->n == 1)
      continue;
    *ret_all += n_modules;
    *ret_sure += n_modules * MIN (match->certainties[cell], CERTAIN) / CERTAIN;
  }
}

static gboolean
is_same (const CubbyLinearLayout *layout, const CubbyLinearMatch *match, gboolean turned)
{
  const CubbyLinearMatch *known = &layout->match;
  guint n = known->n_cells;
  if (layout->turned != turned || n != match->n_cells || known->cells[0] != match->cells[0])
    return FALSE;
  float near = (match->bounds[n] - match->bounds[0]) * SAME_PART;
  return fabsf (known->bounds[0] - match->bounds[0]) < near &&
         fabsf (known->bounds[n] - match->bounds[n]) < near;
}

/* Where in the list a layout belongs. Returns: its end if it is there already, and as likely. */
static guint
find_place (CubbyLinearMerge *self, const CubbyLinearMatch *match, gboolean turned, float sure,
            guint *ret_last)
{
  guint at = 0;
  while (at < self->n && self->layouts[at]->sure >= sure)
    at++;
  *ret_last = MIN (self->n, CUBBY_LINEAR_LAYOUTS_MAX - 1);
  for (guint i = 0; i < self->n; i++)
    if (is_same (self->layouts[i], match, turned)) {
      *ret_last = i;
      return i < at ? CUBBY_LINEAR_LAYOUTS_MAX : at;
    }
  self->n += at < CUBBY_LINEAR_LAYOUTS_MAX && self->n < CUBBY_LINEAR_LAYOUTS_MAX ? 1 : 0;
  return at;
}

void
cubby_linear_merge_offer (CubbyLinearMerge *self, const CubbyLinearMatch *match, gboolean turned)
{
  float sure, all;
  guint last;
  measure_layout (match, &sure, &all);
  if (sure < SURE_PART * all)
    return;
  guint at = find_place (self, match, turned, sure, &last);
  if (at >= CUBBY_LINEAR_LAYOUTS_MAX)
    return;
  CubbyLinearLayout *layout = self->layouts[last];
  memmove (&self->layouts[at + 1], &self->layouts[at], (last - at) * sizeof *self->layouts);
  self->layouts[at] = layout;
  layout->turned = turned;
  layout->sure = sure;
  layout->match = *match;
  memset (layout->weights, 0, sizeof layout->weights);
  memset (layout->costs, 0, sizeof layout->costs);
}

static void
layout_add (CubbyLinearLayout *self, const CubbyLinearSignal *signal, CubbyLinearMatch *band)
{
  band->n_cells = self->match.n_cells;
  band->blur = self->match.blur;
  memcpy (band->cells, self->match.cells, sizeof band->cells);
  memcpy (band->bounds, self->match.bounds, sizeof band->bounds);
  cubby_linear_match_snap (band, signal);
  cubby_linear_match_score (band, signal);
  cubby_linear_match_settle (band);
  for (guint cell = 0; cell < band->n_cells; cell++) {
    float cost = band->costs[cell][band->best[cell]];
    if (cost > COST_MOST)
      continue;
    float weight = 1 / (SIGMA_LEAST + MAX (cost, band->mean));
    self->weights[cell] += weight;
    for (guint i = 0; i < band->cells[cell]->n; i++)
      self->costs[cell][i] += weight * band->costs[cell][i];
  }
}

void
cubby_linear_merge_add (CubbyLinearMerge *self, const CubbyLinearSignal *signal, gboolean turned)
{
  for (guint i = 0; i < self->n; i++)
    if (self->layouts[i]->turned == turned)
      layout_add (self->layouts[i], signal, &self->band);
}

/* How far the best lies from the middle between it and the next, in sigmas. */
static float
measure_certainty (const CubbyLinearLayout *self, guint cell)
{
  const CubbyLinearMatch *match = &self->match;
  guint n_subs = cubby_linear_match_get_subs (match, cell), best = match->best[cell];
  float certainty = CERTAINTY_MOST;
  for (guint other = 0; other < match->cells[cell]->n; other++) {
    if (other == best)
      continue;
    float apart = cubby_linear_match_get_apart (match, cell, best, other);
    float gain = (self->costs[cell][other] - self->costs[cell][best]) * (float)n_subs;
    certainty = MIN (certainty, gain / (2 * sqrtf (CUBBY_LINEAR_SUB * apart * self->weights[cell])));
  }
  return certainty;
}

static void
layout_end (CubbyLinearLayout *self)
{
  CubbyLinearMatch *match = &self->match;
  match->mean = 0;
  for (guint cell = 0; cell < match->n_cells; cell++) {
    guint best = 0;
    gboolean seen = self->weights[cell] > 0;
    for (guint i = 0; i < match->cells[cell]->n; i++) {
      best = self->costs[cell][i] < self->costs[cell][best] ? i : best;
      match->costs[cell][i] = seen ? self->costs[cell][i] / self->weights[cell] : 1;
    }
    match->best[cell] = best;
    match->certainties[cell] = seen ? measure_certainty (self, cell) : 0;
    match->mean += match->costs[cell][best] / (float)match->n_cells;
  }
}

void
cubby_linear_merge_end (CubbyLinearMerge *self)
{
  for (guint i = 0; i < self->n; i++)
    layout_end (self->layouts[i]);
}
