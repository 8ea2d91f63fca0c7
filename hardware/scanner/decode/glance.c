/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/glance.h"
#include "hardware/scanner/decode/floats.h"

#include "hardware/scanner/decode/measure.h"

#include <stdlib.h>

#define PART_SIDE 8
#define ALL_CHANGED 255.0f

struct _CubbyGlance {
  CubbyFrame *kept;
  CubbyFrame *seen;
};

CubbyGlance *
cubby_glance_new (void)
{
  return g_new0 (CubbyGlance, 1);
}

void
cubby_glance_free (CubbyGlance *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->kept, cubby_frame_unref);
  g_clear_pointer (&self->seen, cubby_frame_unref);
  g_free (self);
}

/* Mean distance of the differences of one part from their mean. */
static float
compare_part (const CubbyFrame *one, const CubbyFrame *other, guint left, guint top)
{
  guint width = MIN (PART_SIDE, one->width - left), height = MIN (PART_SIDE, one->height - top);
  int differences[PART_SIDE * PART_SIDE];
  int n = 0, sum = 0;
  for (guint y = top; y < top + height; y++)
    for (guint x = left; x < left + width; x++, n++) {
      gsize at = (gsize)y * one->stride + x;
      differences[n] = one->pixels[at] - other->pixels[at];
      sum += differences[n];
    }
  int away = 0;
  for (int i = 0; i < n; i++)
    away += abs (differences[i] * n - sum);
  return (float)away / (float)(n * n);
}

float
cubby_glance_compare (CubbyGlance *self, const CubbyFrame *frame, float *ret_common)
{
  g_clear_pointer (&self->seen, cubby_frame_unref);
  self->seen = cubby_measure_small (frame);
  const CubbyFrame *kept = self->kept, *seen = self->seen;
  if (kept == NULL || seen == NULL || kept->width != seen->width || kept->height != seen->height)
    return *ret_common = ALL_CHANGED;
  guint columns = (seen->width + PART_SIDE - 1) / PART_SIDE,
        rows = (seen->height + PART_SIDE - 1) / PART_SIDE;
  guint n = columns * rows;
  g_autofree float *parts = g_new (float, n);
  for (guint i = 0; i < n; i++)
    parts[i] = compare_part (seen, kept, i % columns * PART_SIDE, i / columns * PART_SIDE);
  cubby_floats_sort (parts, n);
  *ret_common = parts[n / 2];
  return parts[n - 1];
}

void
cubby_glance_keep (CubbyGlance *self)
{
  g_clear_pointer (&self->kept, cubby_frame_unref);
  self->kept = g_steal_pointer (&self->seen);
}

const CubbyFrame *
cubby_glance_get_small (const CubbyGlance *self)
{
  return self->seen != NULL ? self->seen : self->kept;
}
