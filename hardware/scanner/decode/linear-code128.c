/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-code128.h"

#include "hardware/scanner/decode/linear-code128-ends.h"
#include "hardware/scanner/decode/linear-code128-text.h"
#include "hardware/scanner/decode/linear-fit.h"
#include "hardware/scanner/decode/linear-follow.h"
#include "hardware/scanner/decode/linear-paper.h"

#include <math.h>

#define N_STARTS 3
#define EDGES_BLURRED 16
#define COST_PLACED 0.12F /* mean of a code whose characters are where they were taken to be */
/* Blur in modules from which on bars may be too faint to have edges. */
#define SOFT_MIN 0.33F
#define PAPER_OF_SPACE 1.1F /* paper beside a code against its widest space */

struct _CubbyLinearCode128 {
  CubbyLinearAlphabet *start; /* of the sets A, B and C */
  CubbyLinearAlphabet *first; /* the same, and then all others: what looks more like those is no start */
  CubbyLinearAlphabet *values;
  CubbyLinearAlphabet *stop;
  CubbyLinearMatch ends;
};

static guint16
bits_of (const char *text)
{
  guint bits = 0;
  for (guint i = 0; text[i] != '\0'; i++)
    for (int width = text[i] - '0'; width > 0; width--)
      bits = bits << 1 | (i % 2 == 0 ? 1 : 0);
  return (guint16)bits;
}

CubbyLinearCode128 *
cubby_linear_code128_new (void)
{
  guint16 bits[CUBBY_LINEAR_CODE128_N_WIDTHS], first[CUBBY_LINEAR_CODE128_N_WIDTHS];
  for (guint i = 0; i < CUBBY_LINEAR_CODE128_N_WIDTHS; i++) {
    bits[i] = bits_of (cubby_linear_code128_widths[i]);
    first[(i + N_STARTS) % CUBBY_LINEAR_CODE128_N_WIDTHS] = bits[i];
  }
  guint16 stop = bits_of (cubby_linear_code128_stop_widths);
  CubbyLinearCode128 *self = g_new0 (CubbyLinearCode128, 1);
  self->start =
      cubby_linear_alphabet_new (bits + CUBBY_LINEAR_CODE128_START_A, N_STARTS, CUBBY_LINEAR_CODE128_MODULES,
                                 CUBBY_LINEAR_BESIDE_PAPER, CUBBY_LINEAR_BESIDE_BARS);
  self->first = cubby_linear_alphabet_new (first, CUBBY_LINEAR_CODE128_N_WIDTHS, CUBBY_LINEAR_CODE128_MODULES,
                                           CUBBY_LINEAR_BESIDE_PAPER, CUBBY_LINEAR_BESIDE_BARS);
  self->values = cubby_linear_alphabet_new (bits, CUBBY_LINEAR_CODE128_START_A, CUBBY_LINEAR_CODE128_MODULES,
                                            CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_BARS);
  self->stop = cubby_linear_alphabet_new (&stop, 1, CUBBY_LINEAR_CODE128_STOP_MODULES,
                                          CUBBY_LINEAR_BESIDE_BARS, CUBBY_LINEAR_BESIDE_PAPER);
  return self;
}

void
cubby_linear_code128_free (CubbyLinearCode128 *self)
{
  if (self == NULL)
    return;
  cubby_linear_alphabet_free (self->start);
  cubby_linear_alphabet_free (self->first);
  cubby_linear_alphabet_free (self->values);
  cubby_linear_alphabet_free (self->stop);
  g_free (self);
}

static void
lay_cells (const CubbyLinearCode128 *self, guint n_cells, CubbyLinearMatch *match)
{
  match->cells[0] = self->first;
  for (guint i = 1; i < n_cells; i++)
    match->cells[i] = self->values;
  match->cells[n_cells] = self->stop;
  match->n_cells = n_cells + 1;
}

/* How well start and stop fit there, if the code has @n_cells characters. */
static float
weigh_ends (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, const CubbyLinearPair *pair)
{
  float from = signal->edges[pair->from], to = signal->edges[pair->to];
  float module =
      (to - from) / (float)(pair->n_cells * CUBBY_LINEAR_CODE128_MODULES + CUBBY_LINEAR_CODE128_STOP_MODULES);
  CubbyLinearMatch *match = &self->ends;
  float least = INFINITY;
  match->n_cells = 1;
  match->blur = 3;
  match->cells[0] = self->start;
  cubby_linear_match_place (match, from, from + CUBBY_LINEAR_CODE128_MODULES * module, 0, 0);
  cubby_linear_match_score (match, signal);
  least = match->mean;
  match->cells[0] = self->stop;
  cubby_linear_match_place (match, to - CUBBY_LINEAR_CODE128_STOP_MODULES * module, to, 0, 0);
  cubby_linear_match_score (match, signal);
  return -(least + match->mean);
}

/* A blurred code between much paper: as many characters as its edges allow, of which some are missing. */
static guint
add_blurred_pairs (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, guint from, guint to,
                   CubbyLinearPair *pairs, guint n)
{
  guint n_edges = to - from + 1;
  guint least =
      MAX ((n_edges > CUBBY_LINEAR_CODE128_STOP_EDGES ? n_edges - CUBBY_LINEAR_CODE128_STOP_EDGES : 0) /
               CUBBY_LINEAR_CODE128_EDGES,
           CUBBY_LINEAR_CODE128_SYMBOLS_MIN);
  guint most = MIN (2 * least + 1, CUBBY_LINEAR_CELLS_MAX - 1);
  float length = signal->edges[to] - signal->edges[from];
  float paper = MIN (cubby_linear_paper_at (signal, from, FALSE), cubby_linear_paper_at (signal, to, TRUE));
  for (guint n_cells = least; n_cells <= most; n_cells++) {
    CubbyLinearPair pair = {.from = from, .to = to, .n_cells = n_cells};
    float module =
        length / (float)(n_cells * CUBBY_LINEAR_CODE128_MODULES + CUBBY_LINEAR_CODE128_STOP_MODULES);
    if (paper < CUBBY_LINEAR_CODE128_PAPER_WIDE * module || signal->softness < SOFT_MIN * module)
      continue;
    pair.weight = weigh_ends (self, signal, &pair);
    n = cubby_linear_pairs_add (pairs, n, CUBBY_LINEAR_CODE128_PAIRS_MAX, &pair);
  }
  return n;
}

static guint
find_blurred_pairs (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, CubbyLinearPair *pairs)
{
  guint n = 0;
  for (guint from = 0; from < signal->n_edges; from++) {
    if (!cubby_linear_signal_is_bar (signal, from))
      continue;
    float widest = 0; /* paper inside of the code */
    for (guint to = from + 1; to < signal->n_edges; to += 2) {
      float inside = to > from + 1 ? signal->edges[to - 1] - signal->edges[to - 2] : 0;
      widest = MAX (widest, inside);
      /* No space is as wide as the paper beside the code. */
      if (widest * PAPER_OF_SPACE > cubby_linear_paper_at (signal, from, FALSE))
        break;
      if (to - from + 1 >= EDGES_BLURRED &&
          widest * PAPER_OF_SPACE < cubby_linear_paper_at (signal, to, TRUE))
        n = add_blurred_pairs (self, signal, from, to, pairs, n);
    }
  }
  return n;
}

static gboolean
check_is_right (const CubbyLinearMatch *match)
{
  guint n_values = match->n_cells - 2; /* without stop and check character */
  guint sum = CUBBY_LINEAR_CODE128_START_A + match->best[0];
  for (guint i = 1; i < n_values; i++)
    sum += i * match->best[i];
  return sum % 103 == match->best[n_values];
}

gboolean
cubby_linear_code128_tell (const CubbyLinearMatch *match, CubbyLinearReading *reading)
{
  reading->symbology = 0;
  cubby_linear_reading_measure (reading, match);
  if (match->best[0] >= N_STARTS || !check_is_right (match))
    return FALSE;
  guint values[CUBBY_LINEAR_CELLS_MAX], n = match->n_cells - 2; /* without stop and check character */
  for (guint i = 0; i < n; i++)
    values[i] = match->best[i] + (i == 0 ? CUBBY_LINEAR_CODE128_START_A : 0);
  if (!cubby_linear_code128_write (values, n, reading->text, sizeof reading->text))
    return FALSE;
  reading->symbology = CUBBY_SYMBOLOGY_CODE128;
  return TRUE;
}

/* Returns: whether the code is placed well, whether or not it could be told. */
static gboolean
read_followed (const CubbyLinearSignal *signal, const CubbyLinearPair *pair, CubbyLinearReading *reading)
{
  CubbyLinearMatch *match = &reading->match;
  if (!(pair->module_from > 0))
    return FALSE;
  match->blur = 1;
  if (!cubby_linear_match_follow (match, signal, signal->edges[pair->from], signal->edges[pair->to],
                                  pair->module_from, pair->module_to))
    return FALSE;
  cubby_linear_match_score (match, signal);
  cubby_linear_match_fit_blur (match);
  cubby_linear_match_settle (match);
  cubby_linear_code128_tell (match, reading);
  return match->mean < COST_PLACED;
}

static void
read_pair (CubbyLinearCode128 *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
           const CubbyLinearPair *pair, CubbyLinearReading *reading)
{
  CubbyLinearMatch *match = &reading->match;
  lay_cells (self, pair->n_cells, match);
  if (pair->to - pair->from + 1 ==
      pair->n_cells * CUBBY_LINEAR_CODE128_EDGES + CUBBY_LINEAR_CODE128_STOP_EDGES) {
    match->blur = 1;
    for (guint i = 0; i <= pair->n_cells; i++)
      match->bounds[i] = signal->edges[pair->from + i * CUBBY_LINEAR_CODE128_EDGES];
    match->bounds[match->n_cells] = signal->edges[pair->to];
    cubby_linear_match_score (match, signal);
    cubby_linear_match_settle (match);
    if ((cubby_linear_code128_tell (match, reading) && cubby_linear_reading_is_sure (reading)) ||
        effort == CUBBY_LINEAR_QUICK)
      return;
  }
  if (read_followed (signal, pair, reading))
    return;
  cubby_linear_match_place_best (match, signal, signal->edges[pair->from], signal->edges[pair->to], 0);
  cubby_linear_match_fit (match, signal);
  cubby_linear_match_settle (match);
  cubby_linear_code128_tell (match, reading);
}

guint
cubby_linear_code128_read (CubbyLinearCode128 *self, const CubbyLinearSignal *signal,
                           CubbyLinearEffort effort, CubbyLinearReading *readings, guint n_max)
{
  CubbyLinearPair pairs[CUBBY_LINEAR_CODE128_PAIRS_MAX];
  guint n = 0, n_pairs = cubby_linear_code128_find_pairs (signal, effort, pairs);
  if (n_pairs == 0 && effort == CUBBY_LINEAR_THOROUGH)
    n_pairs = find_blurred_pairs (self, signal, pairs);
  for (guint i = 0; i < n_pairs && n < n_max; i++)
    if (!cubby_linear_readings_cover (readings, n, signal, &pairs[i]))
      read_pair (self, signal, effort, &pairs[i], &readings[n++]);
  return n;
}
