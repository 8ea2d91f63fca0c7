/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/pass-key-life.h"

#define HOUR_S 3600
#define SLACK_S (7 * 24 * HOUR_S)

const char *
cubby_pass_key_state_to_string (CubbyPassKeyState state)
{
  static const char *const names[CUBBY_N_PASS_KEY_STATES] = {
      [CUBBY_PASS_KEY_ANNOUNCED] = "announced",
      [CUBBY_PASS_KEY_ACTIVE] = "active",
      [CUBBY_PASS_KEY_RETIRED] = "retired",
      [CUBBY_PASS_KEY_OVER] = "over",
  };
  g_return_val_if_fail (state < CUBBY_N_PASS_KEY_STATES, NULL);
  return names[state];
}

static gboolean
is_over (const CubbyPassKeyLife *life, gint64 now_s)
{
  return life->until_s != 0 && life->until_s <= now_s;
}

int
cubby_pass_key_choose (const CubbyPassKeyLife *lives, guint n_lives, gint64 now_s)
{
  int chosen = -1;
  for (guint i = 0; i < n_lives; i++)
    if (lives[i].from_s <= now_s && !is_over (&lives[i], now_s) &&
        (chosen < 0 || lives[i].from_s >= lives[chosen].from_s))
      chosen = (int)i;
  return chosen;
}

CubbyPassKeyState
cubby_pass_key_get_state (const CubbyPassKeyLife *lives, guint n_lives, guint which, gint64 now_s)
{
  if (is_over (&lives[which], now_s))
    return CUBBY_PASS_KEY_OVER;
  if (lives[which].from_s > now_s)
    return CUBBY_PASS_KEY_ANNOUNCED;
  return cubby_pass_key_choose (lives, n_lives, now_s) == (int)which ? CUBBY_PASS_KEY_ACTIVE
                                                                     : CUBBY_PASS_KEY_RETIRED;
}

gint64
cubby_pass_key_get_end (gint64 begins_s, guint hold_hours)
{
  return begins_s + (gint64)hold_hours * HOUR_S + SLACK_S;
}
