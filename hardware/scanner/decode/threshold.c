/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/threshold.h"

/* The sums of the box's rows: of each column, and of all columns up to one. */
typedef struct {
  guint width;
  guint n_rows;
  guint16 *columns;
  guint32 *before; /* [x]: of the columns 0..x-1 */
} Sums;

static void
sums_add_row (Sums *self, const guint8 *row)
{
  for (guint x = 0; x < self->width; x++)
    self->columns[x] = (guint16)(self->columns[x] + row[x]);
  self->n_rows++;
}

static void
sums_drop_row (Sums *self, const guint8 *row)
{
  for (guint x = 0; x < self->width; x++)
    self->columns[x] = (guint16)(self->columns[x] - row[x]);
  self->n_rows--;
}

/* Both at once, which is what most rows do. */
static void
sums_move_row (Sums *self, const guint8 *added, const guint8 *dropped)
{
  for (guint x = 0; x < self->width; x++)
    self->columns[x] = (guint16)(self->columns[x] + added[x] - dropped[x]);
}

static void
sums_run (Sums *self)
{
  guint32 sum = 0;
  for (guint x = 0; x < self->width; x++) {
    self->before[x] = sum;
    sum += self->columns[x];
  }
  self->before[self->width] = sum;
}

/* Compares times the area, so that nothing is divided; in float, which is exact below 2^24 and has a vector
 * multiplication on every x86-64. */
static void
compare_span (const guint8 *row, guint8 *target, const guint32 *left, const guint32 *right, guint n,
              float area, float offset)
{
  for (guint i = 0; i < n; i++) {
    float box = (float)(gint32)(right[i] - left[i]);
    target[i] = box - (float)row[i] * area > offset ? 0 : 255;
  }
}

static void
compare_span_inverse (const guint8 *row, guint8 *target, const guint32 *left, const guint32 *right, guint n,
                      float area, float offset)
{
  for (guint i = 0; i < n; i++) {
    float box = (float)(gint32)(right[i] - left[i]);
    target[i] = (float)row[i] * area - box > offset ? 0 : 255;
  }
}

typedef void (*Compare) (const guint8 *row, guint8 *target, const guint32 *left, const guint32 *right,
                         guint n, float area, float offset);

/* One pixel whose box is cut by an edge of the picture. */
static void
compare_at_edge (const Sums *sums, Compare compare, const guint8 *row, guint8 *target, guint x, guint radius,
                 guint offset)
{
  guint left = x > radius ? x - radius : 0;
  guint end = MIN (x + radius + 1, sums->width);
  float area = (float)((end - left) * sums->n_rows);
  compare (row + x, target + x, sums->before + left, sums->before + end, 1, area, area * (float)offset);
}

static void
threshold_row (const Sums *sums, Compare compare, const guint8 *row, guint8 *target, guint radius,
               guint offset)
{
  guint first = MIN (radius, sums->width);
  guint end = sums->width > 2 * radius ? sums->width - radius : first;
  for (guint x = 0; x < first; x++)
    compare_at_edge (sums, compare, row, target, x, radius, offset);
  if (end > first) {
    float area = (float)((2 * radius + 1) * sums->n_rows);
    compare (row + first, target + first, sums->before, sums->before + 2 * radius + 1, end - first, area,
             area * (float)offset);
  }
  for (guint x = end; x < sums->width; x++)
    compare_at_edge (sums, compare, row, target, x, radius, offset);
}

/* The box's rows from those of row @y - 1 to those of row @y. */
static void
sums_step (Sums *sums, const CubbyFrame *frame, guint y, guint radius)
{
  const guint8 *added =
      y + radius < frame->height ? frame->pixels + (gsize)(y + radius) * frame->stride : NULL;
  const guint8 *dropped = y > radius ? frame->pixels + (gsize)(y - radius - 1) * frame->stride : NULL;
  if (added != NULL && dropped != NULL)
    sums_move_row (sums, added, dropped);
  else if (added != NULL)
    sums_add_row (sums, added);
  else if (dropped != NULL)
    sums_drop_row (sums, dropped);
}

CubbyFrame *
cubby_frame_threshold (const CubbyFrame *frame, guint window, guint offset, gboolean inverse)
{
  g_return_val_if_fail (window <= CUBBY_THRESHOLD_WINDOW_MAX, NULL);

  guint radius = window / 2;
  CubbyFrame *result = cubby_frame_new_like (frame, frame->width, frame->height);
  g_autofree guint16 *columns = g_new0 (guint16, frame->width);
  g_autofree guint32 *before = g_new (guint32, frame->width + 1);
  Sums sums = {.width = frame->width, .columns = columns, .before = before};

  for (guint y = 0; y < MIN (radius, frame->height); y++)
    sums_add_row (&sums, frame->pixels + (gsize)y * frame->stride);
  for (guint y = 0; y < frame->height; y++) {
    sums_step (&sums, frame, y, radius);
    sums_run (&sums);
    threshold_row (&sums, inverse ? compare_span_inverse : compare_span,
                   frame->pixels + (gsize)y * frame->stride, result->pixels + (gsize)y * result->stride,
                   radius, offset);
  }
  return result;
}
