/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-rings.h"

#include "hardware/scanner/decode/budget.h"

#include <math.h>
#include <string.h>

#define RUNS 5
#define LENGTH_MIN 9 /* pixels of the field over a finder pattern */
#define LENGTH_MAX 84
#define OFFSET CUBBY_QR_RINGS_OFFSET
#define MIDDLE_MAX (LENGTH_MAX * 3 / 5)
#define BLOBS_MAX 2000
#define SIZES 16          /* that are told from each other … */
#define SIZES_OF_OCTAVE 4 /* … so many of them up to twice the size */
#define BLOBS_REACH 110   /* pixels: none further above is known again */
#define COLUMN 32         /* pixels: of two columns beside each other one has what is known of a place */
#define ROWS_A_GLANCE 16  /* looked at between two looks at the clock */

typedef struct {
  const CubbyQrField *field;
  int sign; /* 1: dark on light */
  guint8 *mask;
  int *edges;
  GArray *blobs;
  int *newest; /* of each column of the field, a blob; -1: none */
  int *older;  /* of each blob, the one before it in its column */
} Search;

/* 1:1:3:1:1 with as much room as a blurred pattern of small modules needs. */
static gboolean
is_finder_like (const float runs[RUNS])
{
  float length = 0;
  for (guint i = 0; i < RUNS; i++)
    length += runs[i];
  if (length < LENGTH_MIN || length > LENGTH_MAX)
    return FALSE;
  float module = length / 7;
  if (runs[2] < 1.9f * module - 0.5f || runs[2] > 4.3f * module + 0.5f)
    return FALSE;
  for (guint i = 0; i < RUNS; i++)
    if (i != 2 && (runs[i] < 0.4f * module - 0.3f || runs[i] > 1.75f * module + 0.5f))
      return FALSE;
  return runs[2] > runs[1] && runs[2] > runs[3];
}

static inline gboolean
is_dark (const Search *self, int x, int y)
{
  return self->sign * self->field->values[(gsize)y * (gsize)self->field->width + (gsize)x] < -OFFSET;
}

/* The length of the run of @dark from @x, @y in steps of @dx, @dy, at most @limit; goes on behind it. */
static int
follow (const Search *self, int *x, int *y, int dx, int dy, gboolean dark, int limit)
{
  int n = 0;
  while (*x >= 0 && *y >= 0 && *x < self->field->width && *y < self->field->height && n <= limit &&
         is_dark (self, *x, *y) == dark) {
    *x += dx;
    *y += dy;
    n++;
  }
  return n;
}

/* What is_finder_like() lets the other runs be at most when the middle one is @middle. */
static int
get_limit (int middle)
{
  return MIN (MIDDLE_MAX, (int)(1.75f * ((float)middle + 0.5f) / 1.9f + 0.5f));
}

/* The five runs through @x, @y, which is in the middle one; @ret_shift is from there to the pattern's middle.
 * Most places are none: what is too long already is not followed to its end. */
static gboolean
cross (const Search *self, int x, int y, int dx, int dy, float *ret_length, float *ret_shift)
{
  int before[3], after[3];
  int px = x, py = y, qx = x + dx, qy = y + dy, limit = MIDDLE_MAX;
  for (guint i = 0; i < 3; i++) {
    before[i] = follow (self, &px, &py, -dx, -dy, i != 1, limit);
    if (before[i] > limit)
      return FALSE;
    after[i] = follow (self, &qx, &qy, dx, dy, i != 1, limit);
    if (after[i] > limit)
      return FALSE;
    limit = get_limit (before[0] + after[0]);
  }
  float runs[RUNS] = {(float)before[2], (float)before[1], (float)(before[0] + after[0]), (float)after[1],
                      (float)after[2]};
  if (!is_finder_like (runs))
    return FALSE;
  *ret_length = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  *ret_shift = (float)(after[0] - before[0] + 1) / 2;
  return TRUE;
}

/* Returns: the last blob of a column that the place belongs to; -1: it belongs to none. */
static int
find_known (const Search *self, int column, float x, float y, float width)
{
  for (int i = self->newest[column]; i >= 0; i = self->older[i]) {
    const CubbyQrRings *blob = &g_array_index (self->blobs, CubbyQrRings, i);
    if (blob->y < y - BLOBS_REACH)
      return -1;
    if (fabsf (blob->x - x) < blob->width * 0.18f && fabsf (blob->y - y) < blob->height * 0.25f &&
        width < blob->width * 1.5f && width > blob->width * 0.66f)
      return i;
  }
  return -1;
}

/* Whether the place belongs to a blob that is known. */
static gboolean
is_known (Search *self, float x, float y, float width)
{
  int column = (int)x / COLUMN, other = (int)x % COLUMN < COLUMN / 2 ? column - 1 : column + 1;
  int known = find_known (self, column, x, y, width);
  if (other >= 0 && other <= self->field->width / COLUMN)
    known = MAX (known, find_known (self, other, x, y, width));
  if (known >= 0)
    g_array_index (self->blobs, CubbyQrRings, known).n_hits++;
  return known >= 0;
}

static void
add_blob (Search *self, const CubbyQrRings *blob)
{
  int column = CLAMP ((int)blob->x, 0, self->field->width) / COLUMN;
  self->older[self->blobs->len] = self->newest[column];
  self->newest[column] = (int)self->blobs->len;
  g_array_append_vals (self->blobs, blob, 1);
}

/* @from, @to: of the middle run in row @y. */
static void
check_blob (Search *self, int from, int to, int y, float width)
{
  float shift, height, across;
  int x = (from + to) / 2;
  if (self->blobs->len >= BLOBS_MAX || is_known (self, (float)(from + to) / 2, (float)y + 0.5f, width))
    return;
  if (!cross (self, x, y, 0, 1, &height, &shift))
    return;
  float centre_y = (float)y + 0.5f + shift;
  int middle = CLAMP ((int)centre_y, 0, self->field->height - 1);
  if (!is_dark (self, x, middle) || !cross (self, x, middle, 1, 0, &across, &shift))
    return;
  if (across > 2.6f * height || height > 2.6f * across)
    return;
  CubbyQrRings blob = {(float)x + 0.5f + shift, centre_y, across, height, 1};
  if (!is_known (self, blob.x, blob.y, blob.width))
    add_blob (self, &blob);
}

/* Returns: how many places of the row differ from the one before; a word at a time. */
static guint
find_edges (const guint8 *mask, int width, int *edges)
{
  guint n = 0;
  int x = 1;
  for (; x + 8 <= width; x += 8) {
    guint64 here, before;
    memcpy (&here, mask + x, 8);
    memcpy (&before, mask + x - 1, 8);
    guint8 bytes[8];
    guint64 change = here ^ before;
    if (change == 0)
      continue;
    memcpy (bytes, &change, 8);
    for (int i = 0; i < 8; i++) {
      edges[n] = x + i;
      n += bytes[i];
    }
  }
  for (; x < width; x++)
    if (mask[x] != mask[x - 1])
      edges[n++] = x;
  return n;
}

static void
search_row (Search *self, int y)
{
  int width = self->field->width;
  const gint16 *values = self->field->values + (gsize)y * (gsize)width;
  guint8 *mask = self->mask;
  if (self->sign > 0)
    for (int x = 0; x < width; x++)
      mask[x] = values[x] < -OFFSET;
  else
    for (int x = 0; x < width; x++)
      mask[x] = values[x] > OFFSET;

  /* The sides of the picture end a run too: some codes have no margin. */
  int *edges = self->edges;
  edges[0] = 0;
  guint n = find_edges (mask, width, edges + 1) + 1;
  edges[n] = width;
  for (guint i = mask[0] ? 0 : 1; i + RUNS <= n; i += 2) {
    int length = edges[i + 5] - edges[i];
    if (length < LENGTH_MIN || length > LENGTH_MAX)
      continue;
    const float runs[RUNS] = {(float)(edges[i + 1] - edges[i]), (float)(edges[i + 2] - edges[i + 1]),
                              (float)(edges[i + 3] - edges[i + 2]), (float)(edges[i + 4] - edges[i + 3]),
                              (float)(edges[i + 5] - edges[i + 4])};
    if (is_finder_like (runs))
      check_blob (self, edges[i + 2], edges[i + 3], y, (float)length);
  }
}

static gint
compare_blobs (gconstpointer a, gconstpointer b)
{
  const CubbyQrRings *one = a, *other = b;
  return (one->n_hits < other->n_hits) - (one->n_hits > other->n_hits);
}

static gint
compare_turns (gconstpointer a, gconstpointer b)
{
  const CubbyQrRings *one = a, *other = b;
  return (one->n_before > other->n_before) - (one->n_before < other->n_before);
}

/* The first of each size, then the second of each, and so on. */
static void
take_turns (GArray *blobs)
{
  guint n_of_size[SIZES] = {0};
  for (guint i = 0; i < blobs->len; i++) {
    CubbyQrRings *blob = &g_array_index (blobs, CubbyQrRings, i);
    float octaves = log2f (MAX ((blob->width + blob->height) / (2 * LENGTH_MIN), 1.0f));
    blob->n_before = n_of_size[MIN ((guint)(SIZES_OF_OCTAVE * octaves), SIZES - 1)]++;
  }
  g_array_sort (blobs, compare_turns);
}

GArray *
cubby_qr_rings_search (const CubbyQrField *field, gboolean inverse, guint n_few, gint64 until_us)
{
  GArray *blobs = g_array_new (FALSE, FALSE, sizeof (CubbyQrRings));
  guint n_columns = (guint)field->width / COLUMN + 1;
  g_autofree guint8 *mask = g_new (guint8, field->width);
  g_autofree int *edges = g_new (int, field->width + 10);
  g_autofree int *newest = g_new (int, n_columns);
  g_autofree int *older = g_new (int, BLOBS_MAX);
  Search search = {.field = field,
                   .sign = inverse ? -1 : 1,
                   .mask = mask,
                   .edges = edges,
                   .blobs = blobs,
                   .newest = newest,
                   .older = older};
  for (guint i = 0; i < n_columns; i++)
    newest[i] = -1;
  for (int y = 0; y < field->height; y += 2) {
    if (y % (2 * ROWS_A_GLANCE) == 0 && y > 0 && cubby_budget_now () >= until_us)
      break;
    search_row (&search, y);
  }
  g_array_sort (blobs, compare_blobs);
  if (blobs->len > n_few)
    take_turns (blobs);
  return blobs;
}
