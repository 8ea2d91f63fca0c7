/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/linear-reading.h"

#include <string.h>

#define COST_SURE 0.09F
#define CERTAINTY_SURE 1.2F
#define CERTAINTY_SURE_SHORT 1.8F
#define MODULES_SHORT 70
#define MODULES_EAN13 95
#define MODULE_PX_LEAST 0.85F

guint
cubby_linear_pairs_add (CubbyLinearPair *pairs, guint n, guint n_max, const CubbyLinearPair *pair)
{
  guint at = n;
  while (at > 0 && pairs[at - 1].weight < pair->weight)
    at--;
  if (at >= n_max)
    return n;
  guint last = MIN (n, n_max - 1);
  memmove (&pairs[at + 1], &pairs[at], (last - at) * sizeof *pairs);
  pairs[at] = *pair;
  return last + 1;
}

gboolean
cubby_linear_readings_cover (const CubbyLinearReading *readings, guint n, const CubbyLinearSignal *signal,
                             const CubbyLinearPair *pair)
{
  for (guint i = 0; i < n; i++)
    if (cubby_linear_reading_is_sure (&readings[i]) && signal->edges[pair->from] < readings[i].to &&
        signal->edges[pair->to] > readings[i].from)
      return TRUE;
  return FALSE;
}

void
cubby_linear_reading_measure (CubbyLinearReading *reading, const CubbyLinearMatch *match)
{
  reading->from = match->bounds[0];
  reading->to = match->bounds[match->n_cells];
  reading->cost = match->mean;
  reading->certainty = G_MAXFLOAT;
  for (guint i = 0; i < match->n_cells; i++)
    reading->certainty = MIN (reading->certainty, match->certainties[i]);
}

gboolean
cubby_linear_match_is_code128 (const CubbyLinearMatch *match)
{
  return match->cells[0]->n > 1; /* the guards of EAN are of one kind */
}

static guint
count_modules (const CubbyLinearReading *reading)
{
  guint n_modules = 0;
  for (guint i = 0; i < reading->match.n_cells; i++)
    n_modules += reading->match.cells[i]->modules;
  return n_modules;
}

gboolean
cubby_linear_reading_is_short (const CubbyLinearReading *reading)
{
  return count_modules (reading) < MODULES_SHORT;
}

gboolean
cubby_linear_reading_is_seen (const CubbyLinearReading *reading, float step)
{
  /* of what was read by the widths of bars alone there are no cells: it is an EAN-13 */
  guint n_modules = reading->match.n_cells > 0 ? count_modules (reading) : MODULES_EAN13;
  return (reading->to - reading->from) * step >= MODULE_PX_LEAST * (float)n_modules;
}

gboolean
cubby_linear_reading_is_sure (const CubbyLinearReading *reading)
{
  float least = cubby_linear_reading_is_short (reading) ? CERTAINTY_SURE_SHORT : CERTAINTY_SURE;
  return reading->symbology != 0 && reading->certainty >= least && reading->cost <= COST_SURE;
}
