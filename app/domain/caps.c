/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/caps.h"

#define MINUTE_MS 60000

/* The pulse that has to be a minute old before another one may follow. */
static gint64
get_minute_free_ms (const CubbyCaps *self, const CubbyCapsFacts *facts)
{
  if (facts->n_pulses < self->doors_per_minute)
    return 0;
  return facts->pulses_ms[facts->n_pulses - self->doors_per_minute] + MINUTE_MS;
}

CubbyCapsVerdict
cubby_caps_judge (const CubbyCaps *self, const CubbyCapsFacts *facts, gint64 now_ms, gint64 *ret_at_ms)
{
  *ret_at_ms = G_MAXINT64;
  if (facts->doors_open >= self->doors_open)
    return CUBBY_CAPS_OPEN_AT_ONCE;

  *ret_at_ms = get_minute_free_ms (self, facts);
  if (*ret_at_ms > now_ms)
    return CUBBY_CAPS_PER_MINUTE;

  *ret_at_ms = facts->group_free_ms;
  if (*ret_at_ms > now_ms)
    return CUBBY_CAPS_POWER_GROUP;

  *ret_at_ms = facts->door_pulsed_ms != 0 ? facts->door_pulsed_ms + self->cool_down_ms : 0;
  if (*ret_at_ms > now_ms)
    return CUBBY_CAPS_COOL_DOWN;

  *ret_at_ms = now_ms;
  return CUBBY_CAPS_NOW;
}
