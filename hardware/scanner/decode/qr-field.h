/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* Of what each pixel is compared with the mean of: at three pixels a module some ten modules, or five, which
 * tells the rings of a blurred finder pattern apart and minds shadows less. */
#define CUBBY_QR_FIELD_WINDOW 31
#define CUBBY_QR_FIELD_NARROW 15

/**
 * CubbyQrField:
 * @width: pixels
 * @height: pixels
 * @scale: pixels of the frame on a side of one pixel of the field
 * @values: rows from the top: how much lighter a pixel is than the box round it
 *
 * A picture without its light and shadow, at one scale: negative is dark, positive is light.
 */
typedef struct {
  int width;
  int height;
  double scale;
  gint16 *values;
} CubbyQrField;

/* @frame: the frame at the scale of the field, not of @scale 1; @window: pixels, odd. */
CubbyQrField *cubby_qr_field_new (const CubbyFrame *frame, double scale, guint window);
void cubby_qr_field_free (CubbyQrField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrField, cubby_qr_field_free)

/* Returns: the value at a place in pixels of the field, linear between the pixels' centres; 0 outside. */
static inline float
cubby_qr_field_sample (const CubbyQrField *self, float x, float y)
{
  x -= 0.5f;
  y -= 0.5f;
  if (!(x >= 0 && y >= 0 && x < (float)(self->width - 1) && y < (float)(self->height - 1)))
    return 0;
  int column = (int)x, row = (int)y;
  float u = x - (float)column, v = y - (float)row;
  const gint16 *p = self->values + (gsize)row * (gsize)self->width + (gsize)column;
  const gint16 *q = p + self->width;
  float above = (float)p[0] + u * (float)(p[1] - p[0]);
  float below = (float)q[0] + u * (float)(q[1] - q[0]);
  return above + v * (below - above);
}

/**
 * CubbyQrPyramid:
 *
 * The fields of one frame: twice its size, its own, half, a quarter and so on; each made when it is asked
 * for.
 */
typedef struct _CubbyQrPyramid CubbyQrPyramid;

#define CUBBY_QR_PYRAMID_LEVELS 10 /* at most */
#define CUBBY_QR_PYRAMID_DOUBLE 0
#define CUBBY_QR_PYRAMID_OWN 1

CubbyQrPyramid *cubby_qr_pyramid_new (const CubbyFrame *frame);
void cubby_qr_pyramid_free (CubbyQrPyramid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrPyramid, cubby_qr_pyramid_free)

/* The number of levels: the last ones are too small to hold a code. */
guint cubby_qr_pyramid_get_n_levels (const CubbyQrPyramid *self);
const CubbyQrField *cubby_qr_pyramid_get_field (CubbyQrPyramid *self, guint level);
const CubbyQrField *cubby_qr_pyramid_get_narrow (CubbyQrPyramid *self, guint level);
/* Returns: the level, not the doubled one, whose modules are nearest to @wanted pixels. */
guint cubby_qr_pyramid_find_level (const CubbyQrPyramid *self, double module_size, double wanted);

G_END_DECLS
