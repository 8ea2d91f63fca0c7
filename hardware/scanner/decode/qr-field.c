/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-field.h"

#include "hardware/scanner/decode/prepare.h"

#include <math.h>

#define SIDE_MIN 24

static void
sums_change (guint16 *restrict sums, const CubbyFrame *frame, int row, int sign)
{
  if (row < 0 || row >= (int)frame->height)
    return;
  const guint8 *restrict pixels = frame->pixels + (gsize)row * frame->stride;
  for (guint x = 0; x < frame->width; x++)
    sums[x] = (guint16)(sums[x] + sign * pixels[x]);
}

/* @prefix: of the sums of the columns, @width + 1 of them. */
static void
make_row (const guint8 *restrict pixels, gint16 *restrict values, const guint32 *restrict prefix, int width,
          int radius, int n_rows)
{
  int from = MIN (radius, width), to = MAX (width - radius, from);
  for (int x = 0; x < width; x = x + 1 == from ? MAX (to, from) : x + 1) { /* the two ends */
    int left = MAX (x - radius, 0), right = MIN (x + radius + 1, width);
    values[x] =
        (gint16)(pixels[x] - (int)((prefix[right] - prefix[left]) / (guint32)((right - left) * n_rows)));
  }
  const float share = 1.0f / (float)((2 * radius + 1) * n_rows);
  for (int x = from; x < to; x++) {
    guint32 box = prefix[x + radius + 1] - prefix[x - radius];
    values[x] = (gint16)(pixels[x] - (int)((float)(gint32)box * share));
  }
}

CubbyQrField *
cubby_qr_field_new (const CubbyFrame *frame, double scale, guint window)
{
  int radius = (int)window / 2;
  CubbyQrField *self = g_new0 (CubbyQrField, 1);
  self->width = (int)frame->width;
  self->height = (int)frame->height;
  self->scale = scale;
  self->values = g_new (gint16, (gsize)frame->width * frame->height);
  g_autofree guint16 *sums = g_new0 (guint16, frame->width);
  g_autofree guint32 *prefix = g_new0 (guint32, frame->width + 1);

  for (int y = 0; y < radius; y++)
    sums_change (sums, frame, y, 1);
  for (int y = 0; y < self->height; y++) {
    sums_change (sums, frame, y + radius, 1);
    sums_change (sums, frame, y - radius - 1, -1);
    for (guint x = 0; x < frame->width; x++)
      prefix[x + 1] = prefix[x] + sums[x];
    int n_rows = MIN (y + radius + 1, self->height) - MAX (y - radius, 0);
    make_row (frame->pixels + (gsize)y * frame->stride, self->values + (gsize)y * frame->width, prefix,
              self->width, radius, n_rows);
  }
  return self;
}

void
cubby_qr_field_free (CubbyQrField *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self);
}

struct _CubbyQrPyramid {
  guint n_levels;
  CubbyFrame *frames[CUBBY_QR_PYRAMID_LEVELS];
  CubbyQrField *fields[CUBBY_QR_PYRAMID_LEVELS];
  CubbyQrField *narrow[CUBBY_QR_PYRAMID_LEVELS];
};

CubbyQrPyramid *
cubby_qr_pyramid_new (const CubbyFrame *frame)
{
  CubbyQrPyramid *self = g_new0 (CubbyQrPyramid, 1);
  self->frames[CUBBY_QR_PYRAMID_OWN] = cubby_frame_ref ((CubbyFrame *)frame);
  self->n_levels = CUBBY_QR_PYRAMID_OWN + 1;
  for (guint side = MIN (frame->width, frame->height) / 2;
       side >= SIDE_MIN && self->n_levels < CUBBY_QR_PYRAMID_LEVELS; side /= 2)
    self->n_levels++;
  return self;
}

void
cubby_qr_pyramid_free (CubbyQrPyramid *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < CUBBY_QR_PYRAMID_LEVELS; i++) {
    cubby_frame_unref (self->frames[i]);
    cubby_qr_field_free (self->fields[i]);
    cubby_qr_field_free (self->narrow[i]);
  }
  g_free (self);
}

guint
cubby_qr_pyramid_get_n_levels (const CubbyQrPyramid *self)
{
  return self->n_levels;
}

static const CubbyFrame *
get_frame (CubbyQrPyramid *self, guint level)
{
  if (self->frames[level] == NULL && level < CUBBY_QR_PYRAMID_OWN)
    self->frames[level] = cubby_frame_double (self->frames[CUBBY_QR_PYRAMID_OWN]);
  for (guint i = CUBBY_QR_PYRAMID_OWN + 1; i <= level; i++)
    if (self->frames[i] == NULL)
      self->frames[i] = cubby_frame_halve (self->frames[i - 1]);
  return self->frames[level];
}

static const CubbyQrField *
get_field (CubbyQrPyramid *self, guint level, guint window, CubbyQrField **field)
{
  if (*field == NULL)
    *field =
        cubby_qr_field_new (get_frame (self, level), ldexp (1, (int)level - CUBBY_QR_PYRAMID_OWN), window);
  return *field;
}

const CubbyQrField *
cubby_qr_pyramid_get_field (CubbyQrPyramid *self, guint level)
{
  return get_field (self, level, CUBBY_QR_FIELD_WINDOW, &self->fields[level]);
}

const CubbyQrField *
cubby_qr_pyramid_get_narrow (CubbyQrPyramid *self, guint level)
{
  return get_field (self, level, CUBBY_QR_FIELD_NARROW, &self->narrow[level]);
}

guint
cubby_qr_pyramid_find_level (const CubbyQrPyramid *self, double module_size, double wanted)
{
  double halvings = round (log2 (MAX (module_size, 0.1) / wanted));
  return (guint)CLAMP (CUBBY_QR_PYRAMID_OWN + halvings, (double)CUBBY_QR_PYRAMID_OWN,
                       (double)(self->n_levels - 1));
}
