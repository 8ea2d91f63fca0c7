/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/likeness.h"

#include "hardware/scanner/decode/measure.h"

#include <math.h>

/* What is compared, in percent of the side of a code: bars are an even gray when they are small, and so are
 * the modules of a blurred code, but for their paper. */
#define ROOM_PERCENT 160
/* Small pixels in each direction: as far as a hand moves in some pictures. */
#define REACH 4
/* Gray levels of the standard deviation; what is as even as this is noise. */
#define DEVIATION_MIN 2.0

struct _CubbyLikeness {
  CubbyFrame *small; /* NULL: nothing is kept */
  CubbyRegion box;   /* in it */
};

CubbyLikeness *
cubby_likeness_new (void)
{
  return g_new0 (CubbyLikeness, 1);
}

void
cubby_likeness_free (CubbyLikeness *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->small, cubby_frame_unref);
  g_free (self);
}

void
cubby_likeness_keep (CubbyLikeness *self, const CubbyFrame *small, const CubbyRegion *region)
{
  CubbyFrame *kept = small != NULL ? cubby_frame_ref ((CubbyFrame *)small) : NULL;
  g_clear_pointer (&self->small, cubby_frame_unref);
  self->small = kept;
  if (small == NULL)
    return;
  guint left = MIN (region->x / CUBBY_MEASURE_SMALL, small->width - 1);
  guint top = MIN (region->y / CUBBY_MEASURE_SMALL, small->height - 1);
  self->box =
      (CubbyRegion){left, top, MAX (MIN (region->width / CUBBY_MEASURE_SMALL, small->width - left), 1),
                    MAX (MIN (region->height / CUBBY_MEASURE_SMALL, small->height - top), 1)};
  cubby_region_grow (&self->box, ROOM_PERCENT, small);
}

typedef struct {
  double n, sum, sum_other, squares, squares_other, products;
} Sums;

static void
add_row (Sums *sums, const guint8 *kept, const guint8 *seen, guint n)
{
  guint sum = 0, sum_other = 0, squares = 0, squares_other = 0, products = 0;
  for (guint x = 0; x < n; x++) {
    sum += kept[x];
    sum_other += seen[x];
    squares += (guint)kept[x] * kept[x];
    squares_other += (guint)seen[x] * seen[x];
    products += (guint)kept[x] * seen[x];
  }
  sums->n += n;
  sums->sum += sum;
  sums->sum_other += sum_other;
  sums->squares += squares;
  sums->squares_other += squares_other;
  sums->products += products;
}

static float
correlate (const Sums *sums)
{
  double one = sums->squares - sums->sum * sums->sum / sums->n;
  double other = sums->squares_other - sums->sum_other * sums->sum_other / sums->n;
  double least = DEVIATION_MIN * DEVIATION_MIN * sums->n;
  if (one < least || other < least)
    return 0;
  return (float)((sums->products - sums->sum * sums->sum_other / sums->n) / sqrt (one * other));
}

/* Moved by so much; what is out of the picture then is left out. */
static float
compare_at (const CubbyLikeness *self, const CubbyFrame *small, int dx, int dy)
{
  const CubbyRegion *box = &self->box;
  int left = MAX ((int)box->x, -dx), right = MIN ((int)(box->x + box->width), (int)small->width - dx);
  Sums sums = {0};
  if (left >= right)
    return 0;
  for (guint y = box->y; y < box->y + box->height; y++) {
    int at = (int)y + dy;
    if (at >= 0 && at < (int)small->height)
      add_row (&sums, self->small->pixels + (gsize)y * self->small->stride + left,
               small->pixels + (gsize)at * small->stride + left + dx, (guint)(right - left));
  }
  return sums.n > 0 ? correlate (&sums) : 0;
}

float
cubby_likeness_compare (const CubbyLikeness *self, const CubbyFrame *small)
{
  if (self->small == NULL || small == NULL || small->width != self->small->width ||
      small->height != self->small->height)
    return 0;
  float best = 0;
  for (int dy = -REACH; dy <= REACH; dy++)
    for (int dx = -REACH; dx <= REACH; dx++)
      best = fmaxf (best, compare_at (self, small, dx, dy));
  return best;
}
