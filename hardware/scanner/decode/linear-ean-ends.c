/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-ean-ends.h"

#include "hardware/scanner/decode/linear-paper.h"

#include <math.h>

/* Paper beside the code in modules: at one side as much as no bar of a code leaves free, at the other some.
 */
#define PAPER_WIDE 5.0F
#define PAPER_NARROW 1.5F
/* Of bars that say nothing, one place in thousands is an EAN-8 but for the paper round it. */
#define PAPER_SHORT 4.5F
#define PAPER_ALONE 10.0F /* without other bars */
/* A wide space of a sharp code of another kind is paper to an EAN-8 that is taken for blurred. */
#define PAPER_BLURRED 20.0F
#define GUARD_REACH 0.5F
#define GUARDS_MIN 0.9F
/* Blur in modules from which on bars may be too faint to have edges. */
#define SOFT_MIN 0.33F
#define CENTRE_MIN 0.2F
#define CENTRE_REACH 3.0F /* modules by which the middle may be aside */
#define CENTRE_STEP 0.25F

const CubbyLinearEanKind cubby_linear_ean_kinds[CUBBY_LINEAR_EAN_N_KINDS] = {
    {.symbology = CUBBY_SYMBOLOGY_EAN13,
     .n_left = 6,
     .n_right = 6,
     .modules = 95,
     .n_edges = 60,
     .n_edges_min = 18,
     .paper = PAPER_NARROW},
    {.symbology = CUBBY_SYMBOLOGY_EAN8,
     .n_left = 4,
     .n_right = 4,
     .modules = 67,
     .n_edges = 44,
     .n_edges_min = 14,
     .paper = PAPER_SHORT,
     .paper_seen = PAPER_SHORT},
};

/* How much the modules at @from alternate as a guard does that begins light. */
static float
alternation (const CubbyLinearSignal *signal, float from, float module, guint n)
{
  float sum = 0;
  for (guint i = 0; i < n; i++) {
    float middle = from + ((float)i + 0.5F) * module;
    float reach = 0.3F * fabsf (module);
    float mean = cubby_linear_signal_mean (signal, middle - reach, middle + reach);
    sum += i % 2 == 0 ? -mean : mean;
  }
  return sum / (float)n;
}

/* Where the five modules in the middle lie. */
static float
find_centre (const CubbyLinearSignal *signal, float middle, float module, float *ret_bow)
{
  float best = -1;
  for (float aside = -CENTRE_REACH; aside <= CENTRE_REACH; aside += CENTRE_STEP) {
    float value = alternation (signal, middle + (aside - 2.5F) * module, module, 5) - 0.03F * fabsf (aside);
    if (value > best) {
      best = value;
      *ret_bow = aside * module;
    }
  }
  return best;
}

/* Whether the three edges from @edge on, and those one further, are two modules apart as in a guard, whatever
 * the ink. The digits of a longer code that end like one are wider. */
static gboolean
is_guard (const CubbyLinearSignal *signal, guint edge, float module)
{
  const float *edges = signal->edges + edge;
  return fabsf (edges[2] - edges[0] - 2 * module) < GUARD_REACH * module &&
         fabsf (edges[3] - edges[1] - 2 * module) < GUARD_REACH * module;
}

static gboolean
stands_alone (const CubbyLinearSignal *signal, const CubbyLinearPair *pair, float paper)
{
  return cubby_linear_is_end (signal, pair->from, FALSE, paper) &&
         cubby_linear_is_end (signal, pair->to, TRUE, paper);
}

static gboolean
has_guards (const CubbyLinearSignal *signal, const CubbyLinearPair *pair, float module)
{
  return is_guard (signal, pair->from, module) && is_guard (signal, pair->to - 3, module);
}

/* Whether a code may end there. Of a sharp one less paper is enough, if no other bars stand beside it. */
static gboolean
has_paper (const CubbyLinearSignal *signal, const CubbyLinearEanKind *kind, const CubbyLinearPair *pair,
           float module, gboolean complete)
{
  float before = cubby_linear_paper_at (signal, pair->from, FALSE) / module;
  float after = cubby_linear_paper_at (signal, pair->to, TRUE) / module;
  float seen_before = cubby_linear_paper_seen_at (signal, pair->from, FALSE) / module;
  float seen_after = cubby_linear_paper_seen_at (signal, pair->to, TRUE) / module;
  if (MAX (before, after) >= PAPER_WIDE && MIN (before, after) >= (complete ? kind->paper : PAPER_WIDE) &&
      MIN (seen_before, seen_after) >= kind->paper_seen)
    return complete || kind->symbology != CUBBY_SYMBOLOGY_EAN8 ||
           stands_alone (signal, pair, PAPER_BLURRED * module);
  return complete && MIN (seen_before, seen_after) >= PAPER_NARROW && has_guards (signal, pair, module) &&
         stands_alone (signal, pair, PAPER_ALONE * module);
}

/* Guards that are too blurred to be seen are not asked for where there is paper at both sides. */
static gboolean
weigh_pair (const CubbyLinearSignal *signal, const CubbyLinearEanKind *kind, CubbyLinearPair *pair)
{
  float from = signal->edges[pair->from], to = signal->edges[pair->to];
  float module = (to - from) / (float)kind->modules;
  gboolean complete = pair->to - pair->from + 1 == kind->n_edges;
  if (!complete && signal->softness < SOFT_MIN * module)
    return FALSE; /* a sharp code shows all of its edges */
  if (!has_paper (signal, kind, pair, module, complete))
    return FALSE;
  float paper = MIN (cubby_linear_paper_at (signal, pair->from, FALSE),
                     cubby_linear_paper_at (signal, pair->to, TRUE)) /
                module;
  float ends = alternation (signal, from - module, module, 4) + alternation (signal, to + module, -module, 4);
  float centre = find_centre (signal, (from + to) / 2, module, &pair->bow);
  if (centre < CENTRE_MIN)
    pair->bow = 0;
  pair->weight = ends + centre + (complete ? 1 : 0) + MIN (paper, PAPER_WIDE) / PAPER_WIDE;
  return ends + centre >= GUARDS_MIN || paper >= PAPER_WIDE;
}

guint
cubby_linear_ean_find_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                             const CubbyLinearEanKind *kind, CubbyLinearPair *pairs)
{
  guint n = 0;
  guint least = effort == CUBBY_LINEAR_QUICK ? kind->n_edges : kind->n_edges_min;
  for (guint from = 0; from < signal->n_edges; from++) {
    if (!cubby_linear_signal_is_bar (signal, from))
      continue;
    for (guint to = from + least - 1; to < MIN (from + kind->n_edges, signal->n_edges); to += 2) {
      CubbyLinearPair pair = {.from = from, .to = to};
      if (weigh_pair (signal, kind, &pair))
        n = cubby_linear_pairs_add (pairs, n, CUBBY_LINEAR_EAN_PAIRS_MAX, &pair);
    }
  }
  return n;
}
