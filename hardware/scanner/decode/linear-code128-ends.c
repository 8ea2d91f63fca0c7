/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-code128-ends.h"

#include "hardware/scanner/decode/linear-paper.h"

#include <math.h>

#define ENDS_MAX 12
#define PAPER_NARROW 1.5F
/* Sum of the differences of the widths of start or stop, in modules. */
#define END_DIFFERENCE_MOST 3.2F

const char cubby_linear_code128_widths[CUBBY_LINEAR_CODE128_N_WIDTHS][CUBBY_LINEAR_CODE128_EDGES + 1] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
    "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
    "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
    "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
    "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
    "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
    "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
    "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
    "114131", "311141", "411131", "211412", "211214", "211232",
};
const char cubby_linear_code128_stop_widths[CUBBY_LINEAR_CODE128_STOP_EDGES] = "2331112";

typedef struct {
  guint edge;
  float module; /* its width there */
} End;

/* How far the widths from @edge on (backwards, if @step is -1) are from @expected, in modules. */
static float
compare_widths (const CubbyLinearSignal *signal, guint edge, int step, const char *expected, guint n,
                float module)
{
  float sum = 0;
  for (guint i = 0; i < n; i++) {
    float one = signal->edges[(int)edge + step * (int)i],
          other = signal->edges[(int)edge + step * ((int)i + 1)];
    int width = expected[step > 0 ? i : n - 1 - i] - '0';
    sum += fabsf (fabsf (other - one) / module - (float)width);
  }
  return sum;
}

static gboolean
is_start (const CubbyLinearSignal *signal, guint edge, float *ret_module)
{
  if (edge + CUBBY_LINEAR_CODE128_EDGES >= signal->n_edges)
    return FALSE;
  *ret_module =
      (signal->edges[edge + CUBBY_LINEAR_CODE128_EDGES] - signal->edges[edge]) / CUBBY_LINEAR_CODE128_MODULES;
  for (guint i = CUBBY_LINEAR_CODE128_START_A; i < CUBBY_LINEAR_CODE128_N_WIDTHS; i++)
    if (compare_widths (signal, edge, 1, cubby_linear_code128_widths[i], CUBBY_LINEAR_CODE128_EDGES,
                        *ret_module) < END_DIFFERENCE_MOST)
      return TRUE;
  return FALSE;
}

static gboolean
is_stop (const CubbyLinearSignal *signal, guint edge, float *ret_module)
{
  if (edge + 1 < CUBBY_LINEAR_CODE128_STOP_EDGES)
    return FALSE;
  *ret_module = (signal->edges[edge] - signal->edges[edge + 1 - CUBBY_LINEAR_CODE128_STOP_EDGES]) /
                CUBBY_LINEAR_CODE128_STOP_MODULES;
  return compare_widths (signal, edge, -1, cubby_linear_code128_stop_widths,
                         CUBBY_LINEAR_CODE128_STOP_EDGES - 1, *ret_module) < END_DIFFERENCE_MOST;
}

static guint
find_ends (const CubbyLinearSignal *signal, gboolean after, End *ends)
{
  guint n = 0;
  for (guint i = 0; i < signal->n_edges && n < ENDS_MAX; i++) {
    End end = {.edge = i};
    if (cubby_linear_signal_is_bar (signal, i) == after)
      continue;
    if (!(after ? is_stop : is_start) (signal, i, &end.module))
      continue;
    if (cubby_linear_paper_at (signal, i, after) >= PAPER_NARROW * end.module)
      ends[n++] = end;
  }
  return n;
}

/* How many characters lie between two ends: by the edges, if none is missing, or else by the width. */
static guint
count_cells (const CubbyLinearSignal *signal, const End *start, const End *stop)
{
  guint n_edges = stop->edge - start->edge + 1;
  if (n_edges >= CUBBY_LINEAR_CODE128_STOP_EDGES &&
      (n_edges - CUBBY_LINEAR_CODE128_STOP_EDGES) % CUBBY_LINEAR_CODE128_EDGES == 0)
    return (n_edges - CUBBY_LINEAR_CODE128_STOP_EDGES) / CUBBY_LINEAR_CODE128_EDGES;
  float module = (start->module + stop->module) / 2;
  float length = signal->edges[stop->edge] - signal->edges[start->edge];
  return (guint)MAX (
      (length / module - CUBBY_LINEAR_CODE128_STOP_MODULES) / CUBBY_LINEAR_CODE128_MODULES + 0.5F, 0);
}

guint
cubby_linear_code128_find_pairs (const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                                 CubbyLinearPair *pairs)
{
  End starts[ENDS_MAX], stops[ENDS_MAX];
  guint n_starts = find_ends (signal, FALSE, starts), n_stops = find_ends (signal, TRUE, stops), n = 0;
  for (guint i = 0; i < n_starts; i++)
    for (guint j = 0; j < n_stops; j++) {
      const End *start = &starts[i], *stop = &stops[j];
      float ratio = start->module / stop->module;
      if (stop->edge <= start->edge + CUBBY_LINEAR_CODE128_STOP_EDGES || ratio < 0.4F || ratio > 2.5F)
        continue;
      CubbyLinearPair pair = {.from = start->edge,
                              .to = stop->edge,
                              .n_cells = count_cells (signal, start, stop),
                              .module_from = start->module,
                              .module_to = stop->module};
      gboolean complete = pair.to - pair.from + 1 ==
                          pair.n_cells * CUBBY_LINEAR_CODE128_EDGES + CUBBY_LINEAR_CODE128_STOP_EDGES;
      if (!complete && effort == CUBBY_LINEAR_QUICK)
        continue;
      if (pair.n_cells < CUBBY_LINEAR_CODE128_SYMBOLS_MIN || pair.n_cells + 1 > CUBBY_LINEAR_CELLS_MAX)
        continue;
      float before = cubby_linear_paper_at (signal, pair.from, FALSE) / start->module;
      float after = cubby_linear_paper_at (signal, pair.to, TRUE) / stop->module;
      if (MAX (before, after) < CUBBY_LINEAR_CODE128_PAPER_WIDE)
        continue;
      pair.weight = MIN (before, 10) + MIN (after, 10);
      n = cubby_linear_pairs_add (pairs, n, CUBBY_LINEAR_CODE128_PAIRS_MAX, &pair);
    }
  return n;
}
