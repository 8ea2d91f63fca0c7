/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/decode-watch.h"

#include "app/domain/backoff.h"

#define PATIENCE 10
#define LOOK_LASTS_US ((gint64)200 * 1000)

gboolean
cubby_decode_is_hung (gint64 waited_us, gint64 used_us, gint64 idle_us, gboolean still, gint64 allowed_us)
{
  if (waited_us < allowed_us)
    return FALSE;
  return still || idle_us >= CUBBY_DECODE_IDLE_US || used_us >= allowed_us ||
         waited_us >= PATIENCE * allowed_us;
}

gint64
cubby_decode_blind_us (gint64 gap_us)
{
  return MAX (gap_us - LOOK_LASTS_US, 0);
}

guint
cubby_decode_pause_ms (guint n_deaths, double random)
{
  if (n_deaths < 2)
    return 0;
  return MIN (cubby_backoff_ms (n_deaths - 1, random, 0), CUBBY_DECODE_PAUSE_MAX_MS);
}

gboolean
cubby_decode_is_spent (gint64 lived_us, gint64 quiet_us)
{
  return quiet_us >= CUBBY_DECODE_QUIET_US || lived_us >= CUBBY_DECODE_LIFE_US;
}

gboolean
cubby_decode_is_down (guint n_deaths)
{
  return n_deaths >= CUBBY_DECODE_DEATHS_MAX;
}
