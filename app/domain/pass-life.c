/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/pass-life.h"

static const char *const names[CUBBY_N_PASS_LIVES] = {
    [CUBBY_PASS_LIFE_ACTIVE] = "active",
    [CUBBY_PASS_LIFE_USED] = "used",
    [CUBBY_PASS_LIFE_REVOKED] = "revoked",
    [CUBBY_PASS_LIFE_EXPIRED] = "expired",
};

const char *
cubby_pass_life_to_string (CubbyPassLife life)
{
  g_return_val_if_fail (life < CUBBY_N_PASS_LIVES, NULL);
  return names[life];
}

gboolean
cubby_pass_life_from_string (const char *text, CubbyPassLife *ret_life)
{
  for (guint i = 0; i < CUBBY_N_PASS_LIVES; i++) {
    if (g_strcmp0 (text, names[i]) != 0)
      continue;
    *ret_life = i;
    return TRUE;
  }
  return FALSE;
}

CubbyPassLife
cubby_pass_life_now (CubbyPassLife stored, gint64 exp_s, gint64 now_s)
{
  return stored == CUBBY_PASS_LIFE_ACTIVE && exp_s <= now_s ? CUBBY_PASS_LIFE_EXPIRED : stored;
}

static gboolean
is_over (const CubbyPassFacts *facts)
{
  return !facts->open || facts->own == CUBBY_PASS_LIFE_USED || facts->own == CUBBY_PASS_LIFE_EXPIRED;
}

CubbyPassVerdict
cubby_pass_judge_helper (const CubbyPassFacts *facts)
{
  if (is_over (facts))
    return CUBBY_PASS_OVER;
  if (facts->own == CUBBY_PASS_LIFE_REVOKED)
    return CUBBY_PASS_REISSUE_BEFORE;
  if (facts->helpers >= CUBBY_HELPERS_AT_ONCE)
    return CUBBY_PASS_TOO_MANY;
  return facts->helpers_made >= CUBBY_HELPERS_A_DAY ? CUBBY_PASS_TOO_OFTEN : CUBBY_PASS_ALLOWED;
}

CubbyPassVerdict
cubby_pass_judge_reissue (const CubbyPassFacts *facts)
{
  if (is_over (facts))
    return CUBBY_PASS_OVER;
  return facts->reissues >= CUBBY_REISSUES_A_DAY ? CUBBY_PASS_TOO_OFTEN : CUBBY_PASS_ALLOWED;
}
