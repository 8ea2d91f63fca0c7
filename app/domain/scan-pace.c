/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-pace.h"

#include "app/domain/rate-limit.h"

#define BLOCK 512

gboolean
cubby_scan_pace_take_code (CubbyScanPace *self, gint64 now_us)
{
  static const CubbyRatePolicy policy = {.quota = CUBBY_SCAN_PACE_CODES, .window_s = 1};
  return cubby_rate_take (&self->codes, &policy, now_us).allowed;
}

/* Whether there were too many bytes lately. */
static gboolean
is_flood (const CubbyScanPace *self, gint64 now_us)
{
  return self->flooded_us != 0 && now_us - self->flooded_us <= CUBBY_SCAN_FLOOD_ENDS_US;
}

static void
note_flood (CubbyScanPace *self, gint64 now_us)
{
  if (!is_flood (self, now_us))
    self->flood_began_us = now_us;
  self->flooded_us = now_us;
}

gboolean
cubby_scan_pace_take_bytes (CubbyScanPace *self, gsize n_bytes, gint64 now_us)
{
  static const CubbyRatePolicy policy = {.quota = CUBBY_SCAN_PACE_BYTES / BLOCK, .window_s = 1};
  gboolean allowed = TRUE;
  self->n_bytes += n_bytes;
  for (; self->n_bytes >= BLOCK; self->n_bytes -= BLOCK)
    allowed &= cubby_rate_take (&self->blocks, &policy, now_us).allowed;
  if (!allowed)
    note_flood (self, now_us);
  return allowed;
}

gboolean
cubby_scan_pace_floods (const CubbyScanPace *self, gint64 now_us)
{
  return is_flood (self, now_us) && self->flooded_us - self->flood_began_us >= CUBBY_SCAN_FLOOD_US;
}
