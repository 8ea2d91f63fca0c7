/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/clock.h"

void
cubby_clock_init (CubbyClock *self, gint64 high_ms, gint64 monotonic_us)
{
  *self = (CubbyClock){.high_ms = high_ms, .monotonic_us = monotonic_us};
}

gint64
cubby_clock_advance (CubbyClock *self, gint64 real_ms, gint64 monotonic_us)
{
  gint64 steps_ms = (monotonic_us - self->monotonic_us) / 1000;
  if (real_ms > self->high_ms + MAX (steps_ms, 0)) {
    if (self->running && self->jumped_from_ms == 0 &&
        real_ms - self->high_ms - MAX (steps_ms, 0) > CUBBY_CLOCK_JUMP_MS)
      self->jumped_from_ms = self->high_ms;
    self->high_ms = real_ms;
    self->monotonic_us = monotonic_us;
  } else if (steps_ms > 0) {
    self->high_ms += steps_ms;
    self->monotonic_us += steps_ms * 1000; /* what is less than a millisecond counts next time */
  }
  self->running = TRUE;
  return self->high_ms;
}

gint64
cubby_clock_take_jump (CubbyClock *self)
{
  gint64 from_ms = self->jumped_from_ms;
  self->jumped_from_ms = 0;
  return from_ms;
}

gint64
cubby_clock_get_behind_ms (const CubbyClock *self, gint64 real_ms)
{
  return MAX (self->high_ms - real_ms, 0);
}
