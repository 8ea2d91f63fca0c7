/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/camera-glance.h"

#include <stdlib.h>
#include <string.h>

#define STEP 8 /* pixels from one that is looked at to the next, across and down */

static gboolean
is_same (const CubbyFrame *frame, const CubbyFrame *before)
{
  if (before == NULL || frame->width != before->width || frame->height != before->height)
    return FALSE;
  for (guint y = 0; y < frame->height; y++)
    if (memcmp (frame->pixels + (gsize)y * frame->stride, before->pixels + (gsize)y * before->stride,
                frame->width) != 0)
      return FALSE;
  return TRUE;
}

/* The mean distance of what is looked at from @from. */
static guint8
mean_distance (const CubbyFrame *frame, int from)
{
  guint64 sum = 0;
  guint n = 0;
  for (guint y = STEP / 2; y < frame->height; y += STEP)
    for (guint x = STEP / 2; x < frame->width; x += STEP, n++)
      sum += (guint)abs (frame->pixels[(gsize)y * frame->stride + x] - from);
  return (guint8)(sum / MAX (n, 1));
}

CubbyCameraGlance
cubby_camera_glance (const CubbyFrame *frame, const CubbyFrame *before)
{
  guint8 mean = mean_distance (frame, 0);
  return (CubbyCameraGlance){
      .same = is_same (frame, before), .mean = mean, .spread = mean_distance (frame, mean)};
}
