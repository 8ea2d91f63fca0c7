/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/camera-watch.h"

/* Of a covered lens: what a sensor makes of no light with all of its gain, in either range of brightness. */
#define BLACK_MEAN_MAX 32
#define BLACK_SPREAD_MAX 4
/* All of one gray, as the sun makes it: its pictures are equal, and it lives. */
#define FLAT_SPREAD_MAX 1

static gboolean
is_black (const CubbyCameraGlance *glance)
{
  return glance->mean <= BLACK_MEAN_MAX && glance->spread <= BLACK_SPREAD_MAX;
}

static void
count (CubbyCameraWatch *self, gint64 now_us)
{
  gint64 span_us = now_us - self->counted_us;
  if (self->n_pictures == 0) {
    self->counted_us = now_us;
    return;
  }
  self->n_counted++;
  if (span_us < CUBBY_CAMERA_RATE_US)
    return;
  self->rate = (guint)MAX ((self->n_counted * G_USEC_PER_SEC + span_us / 2) / span_us, 1);
  self->n_counted = 0;
  self->counted_us = now_us;
}

CubbyCameraHealth
cubby_camera_watch_take (CubbyCameraWatch *self, const CubbyCameraGlance *glance, gint64 now_us)
{
  gboolean first = self->n_pictures == 0;
  gboolean moved = !glance->same || glance->spread <= FLAT_SPREAD_MAX;
  count (self, now_us);
  if (first || moved)
    self->changed_us = now_us;
  if (first || !is_black (glance))
    self->lit_us = now_us;
  self->lives |= !first && moved;
  self->n_pictures++;
  if (now_us - self->lit_us >= CUBBY_CAMERA_BLACK_US)
    return CUBBY_CAMERA_BLACK;
  if (now_us - self->changed_us >= CUBBY_CAMERA_FROZEN_US)
    return CUBBY_CAMERA_FROZEN;
  return self->lives ? CUBBY_CAMERA_GOOD : CUBBY_CAMERA_UNPROVEN;
}

gboolean
cubby_camera_is_slow (guint rate, guint asked)
{
  return rate > 0 && rate * 4 < asked * 3;
}
