/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-paper.h"

#include <math.h>

/* The border of what is printed beside a code, and a line round it; of bars there would be more. */
#define EDGES_BESIDE_MOST 2

float
cubby_linear_paper_at (const CubbyLinearSignal *signal, guint index, gboolean after)
{
  float here = signal->edges[index];
  if (after)
    return (index + 1 < signal->n_edges ? signal->edges[index + 1] : (float)signal->n) - here;
  return here - (index > 0 ? signal->edges[index - 1] : 0);
}

float
cubby_linear_paper_seen_at (const CubbyLinearSignal *signal, guint index, gboolean after)
{
  float here = signal->edges[index];
  float in_picture = after ? signal->seen.to - here : here - signal->seen.from;
  return MIN (cubby_linear_paper_at (signal, index, after), MAX (in_picture, 0));
}

gboolean
cubby_linear_is_end (const CubbyLinearSignal *signal, guint index, gboolean after, float reach)
{
  float here = signal->edges[index];
  guint n = 0;
  if (after ? signal->seen.to < here + reach : signal->seen.from > here - reach)
    return FALSE;
  for (guint i = after ? index + 1 : 0; i < (after ? signal->n_edges : index); i++)
    n += fabsf (signal->edges[i] - here) < reach ? 1 : 0;
  return n <= EDGES_BESIDE_MOST;
}
