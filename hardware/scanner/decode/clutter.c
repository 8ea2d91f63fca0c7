/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/clutter.h"

#include <string.h>

#define RUNS 5
#define MODULES 7
#define ROWS_MIN 3 /* in which a line goes on, until its middle is looked at */

/* The five runs in one row. */
typedef struct {
  int middle;
  int length;
  guint n_rows;
} Line;

typedef struct {
  const CubbyFrame *frame;
  guint8 threshold;
  int *edges;
  Line *lines[2]; /* of the row before and of this one */
  guint n_lines[2];
} Search;

/* @at: where the runs begin and the last one ends. */
static gboolean
is_finder_like (const int at[RUNS + 1])
{
  static const int pairs[RUNS - 1] = {2, 4, 4, 2};
  int length = at[RUNS] - at[0];
  if (length < MODULES)
    return FALSE;
  for (guint i = 0; i < RUNS - 1; i++)
    if ((2 * MODULES * (at[i + 2] - at[i]) + length) / (2 * length) != pairs[i])
      return FALSE;
  return TRUE;
}

static gboolean
is_dark (const Search *self, int x, int y)
{
  return self->frame->pixels[(gsize)y * self->frame->stride + (gsize)x] < self->threshold;
}

/* Three runs from @x, @y up (@step is -1) or down, dark, light and dark: where each ends. */
static gboolean
follow (const Search *self, int x, int y, int step, int limit, int ends[3])
{
  int from = y;
  for (guint i = 0; i < 3; i++) {
    while (y >= 0 && y < (int)self->frame->height && is_dark (self, x, y) == (i != 1) &&
           ABS (y - from) <= limit)
      y += step;
    if (ABS (y - from) > limit)
      return FALSE;
    ends[i] = y;
  }
  return TRUE;
}

static gboolean
is_crossed (const Search *self, const Line *line, int y)
{
  int above[3], below[3], limit = 2 * line->length;
  if (!is_dark (self, line->middle, y) || !follow (self, line->middle, y, -1, limit, above) ||
      !follow (self, line->middle, y, 1, limit, below))
    return FALSE;
  const int at[RUNS + 1] = {above[2] + 1, above[1] + 1, above[0] + 1, below[0], below[1], below[2]};
  return is_finder_like (at);
}

/* Returns: how many changes of dark and light the row has; the first is one to dark. */
static guint
find_edges (const Search *self, int y)
{
  const guint8 *pixels = self->frame->pixels + (gsize)y * self->frame->stride;
  gboolean dark = FALSE;
  guint n = 0;
  for (guint x = 0; x < self->frame->width; x++) {
    gboolean is_dark = pixels[x] < self->threshold;
    self->edges[n] = (int)x;
    n += is_dark != dark;
    dark = is_dark;
  }
  return n;
}

/* How many rows up to the one before the line was in; @next: where the search for it goes on, as they are in
 * order. */
static guint
count_rows (const Search *self, const Line *line, guint *next)
{
  int slack = line->length / MODULES + 1;
  while (*next < self->n_lines[0] && self->lines[0][*next].middle < line->middle - slack)
    (*next)++;
  for (guint i = *next; i < self->n_lines[0] && self->lines[0][i].middle <= line->middle + slack; i++)
    if (ABS (self->lines[0][i].length - line->length) <= 2 * slack)
      return self->lines[0][i].n_rows;
  return 0;
}

static guint
search_row (Search *self, int y)
{
  guint n_edges = find_edges (self, y), next = 0, n_found = 0;
  self->n_lines[1] = 0;
  for (guint i = 0; i + RUNS < n_edges; i += 2) {
    if (!is_finder_like (self->edges + i))
      continue;
    Line line = {(self->edges[i + 2] + self->edges[i + 3]) / 2, self->edges[i + 5] - self->edges[i], 1};
    line.n_rows += count_rows (self, &line, &next);
    self->lines[1][self->n_lines[1]++] = line;
    n_found += line.n_rows == ROWS_MIN && is_crossed (self, &line, y);
  }
  Line *before = self->lines[0];
  self->lines[0] = self->lines[1];
  self->n_lines[0] = self->n_lines[1];
  self->lines[1] = before;
  return n_found;
}

static guint8
get_mean (const CubbyFrame *frame)
{
  guint64 sum = 0;
  for (guint y = 0; y < frame->height; y += 4)
    for (guint x = 0; x < frame->width; x++)
      sum += frame->pixels[(gsize)y * frame->stride + x];
  return (guint8)(sum / MAX ((guint64)frame->width * ((frame->height + 3) / 4), 1));
}

guint
cubby_clutter_count (const CubbyFrame *frame, guint max)
{
  g_autofree int *edges = g_new (int, frame->width + 1);
  g_autofree Line *before = g_new (Line, frame->width);
  g_autofree Line *here = g_new (Line, frame->width);
  Search search = {.frame = frame, .threshold = get_mean (frame), .edges = edges, .lines = {before, here}};
  guint n = 0;
  for (int y = 0; y < (int)frame->height && n < max; y++)
    n += search_row (&search, y);
  return MIN (n, max);
}
