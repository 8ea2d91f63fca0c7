/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-finder.h"

#include "hardware/scanner/decode/budget.h"

#include <math.h>
#include <string.h>

#define RUNS 5
#define LENGTH_MIN 9 /* pixels of the field over a finder pattern */
#define LENGTH_MAX 84
#define OFFSET 3 /* gray levels off the mean */
#define BLOBS_MAX 2000
#define FITS_MAX 40     /* of the blobs that the most lines cross */
#define BLOBS_REACH 110 /* pixels: no blob further above is known again */
#define FIT_MIN 0.6
#define FIT_GOOD 0.85
#define SLANT_FIT_MIN 0.5
#define DIRECTIONS 12
#define SLANT_MIN 2    /* of DIRECTIONS, between the sides */
#define FIT_PIXELS 3.0 /* of a module, where it is fitted */

/* Where a line crosses something like a finder pattern, both ways. */
typedef struct {
  float x;
  float y;
  float width;
  float height;
  guint n_hits;
} Blob;

typedef struct {
  const CubbyQrField *field;
  int sign; /* 1: dark on light */
  guint8 *mask;
  int *edges;
  GArray *blobs;
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

/* The five runs through @x, @y, which is in the middle one; @ret_shift is from there to the pattern's middle.
 */
static gboolean
cross (const Search *self, int x, int y, int dx, int dy, float *ret_length, float *ret_shift)
{
  int limit = LENGTH_MAX * 3 / 5;
  int before[3], after[3];
  int px = x, py = y, qx = x + dx, qy = y + dy;
  for (guint i = 0; i < 3; i++) {
    before[i] = follow (self, &px, &py, -dx, -dy, i != 1, limit);
    after[i] = follow (self, &qx, &qy, dx, dy, i != 1, limit);
  }
  float runs[RUNS] = {(float)before[2], (float)before[1], (float)(before[0] + after[0]), (float)after[1],
                      (float)after[2]};
  if (!is_finder_like (runs))
    return FALSE;
  *ret_length = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  *ret_shift = (float)(after[0] - before[0] + 1) / 2;
  return TRUE;
}

/* Whether the place belongs to a blob that is known. */
static gboolean
is_known (Search *self, float x, float y, float width)
{
  for (guint i = self->blobs->len; i-- > 0;) {
    Blob *blob = &g_array_index (self->blobs, Blob, i);
    if (blob->y < y - BLOBS_REACH)
      return FALSE;
    if (fabsf (blob->x - x) < blob->width * 0.18f && fabsf (blob->y - y) < blob->height * 0.25f &&
        width < blob->width * 1.5f && width > blob->width * 0.66f) {
      blob->n_hits++;
      return TRUE;
    }
  }
  return FALSE;
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
  Blob blob = {(float)x + 0.5f + shift, centre_y, across, height, 1};
  if (!is_known (self, blob.x, blob.y, blob.width))
    g_array_append_val (self->blobs, blob);
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

/* How well 9 by 9 modules round the centre are the rings: the correlation with them. */
static double
correlate (const CubbyQrField *field, const double p[6], double sign)
{
  double sum = 0, squares = 0, product = 0;
  for (int j = -4; j <= 4; j++)
    for (int i = -4; i <= 4; i++) {
      int ring = MAX (ABS (i), ABS (j));
      double value = sign * (double)cubby_qr_field_sample (field, (float)(p[0] + i * p[2] + j * p[4]),
                                                           (float)(p[1] + i * p[3] + j * p[5]));
      sum += value;
      squares += value * value;
      product += ring == 2 || ring == 4 ? value : -value;
    }
  const double n = 81, mean_rings = (48.0 - 33.0) / n;
  double mean = sum / n, variance = squares / n - mean * mean;
  if (variance < 4)
    return 0;
  return (product / n - mean * mean_rings) / sqrt (variance * (1 - mean_rings * mean_rings));
}

static double
climb (const CubbyQrField *field, double p[6], double sign, double best)
{
  double module = (hypot (p[2], p[3]) + hypot (p[4], p[5])) / 2;
  for (double step = 0.4; step > 0.04; step /= 2)
    for (guint round = 0, improved = 1; round < 2 && improved != 0; round++) {
      improved = 0;
      for (guint k = 0; k < 12; k++) {
        double old = p[k / 2];
        p[k / 2] += (k % 2 != 0 ? -1 : 1) * step * module * (k < 4 ? 1 : 0.3);
        double fit = correlate (field, p, sign);
        if (fit > best) {
          best = fit;
          improved = 1;
        } else
          p[k / 2] = old;
      }
    }
  return best;
}

/* How far the rings go from the centre both ways: where it became dark, light, dark and light again. */
static double
measure_width (const CubbyQrField *field, const double centre[2], double dx, double dy, double sign,
               double limit)
{
  double width = 0;
  for (int side = -1; side <= 1; side += 2) {
    guint n_changes = 0;
    double t = 0;
    for (; t < limit && n_changes < 3; t += 0.5) {
      double value = sign * (double)cubby_qr_field_sample (field, (float)(centre[0] + side * t * dx),
                                                           (float)(centre[1] + side * t * dy));
      n_changes += n_changes % 2 == 0 ? value > OFFSET : value < -OFFSET;
    }
    width += t;
  }
  return width;
}

/* Seen at a slant its sides are at no right angle: each pair of directions is tried, with the widths
 * measured. */
static double
start_slanted (const CubbyQrField *field, double x, double y, double size, double sign, double p[6])
{
  double widths[DIRECTIONS], best = 0;
  for (guint i = 0; i < DIRECTIONS; i++)
    widths[i] = measure_width (field, (const double[]){x, y}, cos (i * G_PI / DIRECTIONS),
                               sin (i * G_PI / DIRECTIONS), sign, size) /
                7;
  for (guint i = 0; i < DIRECTIONS; i++)
    for (guint k = SLANT_MIN; k <= DIRECTIONS / 2 + 1; k++) {
      guint j = (i + k) % DIRECTIONS;
      double s = i + k < DIRECTIONS ? 1 : -1;
      double t = i * G_PI / DIRECTIONS, u = j * G_PI / DIRECTIONS;
      const double start[6] = {
          x, y, widths[i] * cos (t), widths[i] * sin (t), s * widths[j] * cos (u), s * widths[j] * sin (u)};
      double fit = correlate (field, start, sign);
      if (fit > best) {
        best = fit;
        memcpy (p, start, sizeof start);
      }
    }
  return best;
}

static double
start_straight (const CubbyQrField *field, double x, double y, double width, double height, double sign,
                double p[6])
{
  double best = 0;
  for (guint i = 0; i < 6; i++) {
    double turn = i * G_PI / 12, c = cos (turn), s = sin (turn), k = MAX (fabs (c), fabs (s)) / 7;
    const double start[6] = {x, y, k * width * c, k * height * s, -k * width * s, k * height * c};
    double fit = correlate (field, start, sign);
    if (fit > best) {
      best = fit;
      memcpy (p, start, sizeof start);
    }
  }
  return best;
}

/* Which way it is turned is tried out; what is left of perspective is climbed. */
static gboolean
fit_blob (const CubbyQrField *field, double x, double y, double width, double height, gboolean inverse,
          CubbyQrFinder *finder)
{
  double sign = inverse ? -1 : 1, p[6] = {0};
  double best = start_straight (field, x, y, width, height, sign, p);
  if (best < FIT_MIN / 2)
    return FALSE;
  best = climb (field, p, sign, best);
  if (best > SLANT_FIT_MIN && best < FIT_GOOD) {
    double q[6] = {0};
    double other = start_slanted (field, x, y, MAX (width, height), sign, q);
    other = other > FIT_MIN / 2 ? climb (field, q, sign, other) : other;
    if (other > best) {
      best = other;
      memcpy (p, q, sizeof p);
    }
  }
  double scale = field->scale;
  *finder = (CubbyQrFinder){.x = p[0] * scale,
                            .y = p[1] * scale,
                            .a = {p[2] * scale, p[3] * scale},
                            .b = {p[4] * scale, p[5] * scale},
                            .fit = best,
                            .inverse = inverse};
  return best >= FIT_MIN;
}

double
cubby_qr_finder_get_module_size (const CubbyQrFinder *self)
{
  return sqrt (fabs (self->a[0] * self->b[1] - self->a[1] * self->b[0]));
}

static void
add_finder (GArray *finders, const CubbyQrFinder *finder)
{
  double module = cubby_qr_finder_get_module_size (finder);
  for (guint i = 0; i < finders->len; i++) {
    CubbyQrFinder *known = &g_array_index (finders, CubbyQrFinder, i);
    double size = cubby_qr_finder_get_module_size (known);
    if (known->inverse != finder->inverse ||
        hypot (known->x - finder->x, known->y - finder->y) > 1.5 * MAX (module, size))
      continue;
    if (finder->fit > known->fit)
      *known = *finder;
    return;
  }
  if (finders->len < CUBBY_QR_FINDERS_MAX)
    g_array_append_val (finders, *finder);
}

static gint
compare_blobs (gconstpointer a, gconstpointer b)
{
  const Blob *one = a, *other = b;
  return (one->n_hits < other->n_hits) - (one->n_hits > other->n_hits);
}

void
cubby_qr_finders_search (CubbyQrPyramid *pyramid, const CubbyQrField *field, gboolean inverse,
                         gint64 until_us, GArray *finders)
{
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (Blob));
  g_autofree guint8 *mask = g_new (guint8, field->width);
  g_autofree int *edges = g_new (int, field->width + 10);
  Search search = {.field = field, .sign = inverse ? -1 : 1, .mask = mask, .edges = edges, .blobs = blobs};
  for (int y = 0; y < field->height; y += 2)
    search_row (&search, y);

  g_array_sort (blobs, compare_blobs);
  for (guint i = 0; i < MIN (blobs->len, FITS_MAX) && (i < 8 || cubby_budget_now () < until_us); i++) {
    const Blob *blob = &g_array_index (blobs, Blob, i);
    double module = field->scale * (double)(blob->width + blob->height) / 16;
    const CubbyQrField *near =
        cubby_qr_pyramid_get_field (pyramid, cubby_qr_pyramid_find_level (pyramid, module, FIT_PIXELS));
    double k = field->scale / near->scale;
    CubbyQrFinder finder;
    if (fit_blob (near, k * (double)blob->x, k * (double)blob->y, k * (double)blob->width,
                  k * (double)blob->height, inverse, &finder))
      add_finder (finders, &finder);
  }
}
