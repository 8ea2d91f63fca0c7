/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/cover.h"

#include <string.h>

/* Of the rows above and below. */
static guint8
get_gray_round (const CubbyFrame *frame, const CubbyRegion *box)
{
  const guint rows[] = {MAX (box->y, 1) - 1, MIN (box->y + box->height, frame->height - 1)};
  guint64 sum = 0;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint x = box->x; x < box->x + box->width; x++)
      sum += frame->pixels[(gsize)rows[i] * frame->stride + x];
  return (guint8)(sum / (G_N_ELEMENTS (rows) * (guint64)box->width));
}

/* The box round a code that is turned holds more than the code: what is beside its sides stays as it is. */
static void
get_span (const CubbyCode *code, float y, float *left, float *right)
{
  for (guint i = 0; i < G_N_ELEMENTS (code->corners); i++) {
    const CubbyPoint *p = &code->corners[i], *q = &code->corners[(i + 1) % G_N_ELEMENTS (code->corners)];
    if ((p->y <= y) == (q->y <= y))
      continue;
    float x = p->x + (y - p->y) / (q->y - p->y) * (q->x - p->x);
    *left = MIN (*left, x);
    *right = MAX (*right, x);
  }
}

CubbyFrame *
cubby_cover (const CubbyFrame *frame, GPtrArray *codes)
{
  const CubbyRegion whole = {0, 0, frame->width, frame->height};
  CubbyFrame *covered = cubby_frame_crop (frame, &whole);
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    const CubbyRegion *box = &code->region;
    guint8 gray = get_gray_round (frame, box);
    for (guint y = box->y; y < box->y + box->height; y++) {
      float left = (float)(box->x + box->width), right = (float)box->x;
      get_span (code, (float)y + 0.5f, &left, &right);
      guint from = (guint)CLAMP (left, (float)box->x, (float)(box->x + box->width));
      guint end = (guint)CLAMP (right + 1, (float)box->x, (float)(box->x + box->width));
      if (end > from)
        memset (covered->pixels + (gsize)y * covered->stride + from, gray, end - from);
    }
  }
  return covered;
}
