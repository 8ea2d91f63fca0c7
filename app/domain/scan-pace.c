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

gboolean
cubby_scan_pace_take_bytes (CubbyScanPace *self, gsize n_bytes, gint64 now_us)
{
  static const CubbyRatePolicy policy = {.quota = CUBBY_SCAN_PACE_BYTES / BLOCK, .window_s = 1};
  gboolean allowed = TRUE;
  self->n_bytes += n_bytes;
  for (; self->n_bytes >= BLOCK; self->n_bytes -= BLOCK)
    allowed &= cubby_rate_take (&self->blocks, &policy, now_us).allowed;
  return allowed;
}
