/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/clock-skew.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static gint64
far (gint64 skew_ms)
{
  return skew_ms < 0 ? -skew_ms : skew_ms;
}

CubbyClockSkew
cubby_clock_skew_add (CubbyClockSkew kept, gint64 skew_ms, gint64 now_ms)
{
  gint64 day = now_ms / DAY_MS;
  gboolean same_day = kept.day == day;
  return (CubbyClockSkew){
      .last_ms = skew_ms,
      .most_ms = same_day && far (kept.most_ms) >= far (skew_ms) ? kept.most_ms : skew_ms,
      .day = day,
  };
}

gboolean
cubby_clock_skew_is_alarm (gint64 skew_ms)
{
  return far (skew_ms) > CUBBY_SKEW_ALARM_MS;
}
