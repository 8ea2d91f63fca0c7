/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/settlement.h"

static const struct {
  const char *name;
  const char *difference;
} rows[CUBBY_N_SETTLEMENTS] = {
    [CUBBY_SETTLEMENT_SEEN] = {"seen", NULL},
    [CUBBY_SETTLEMENT_MISSING] = {"missing", "missing"},
    [CUBBY_SETTLEMENT_FOUND] = {"found", "found"},
    [CUBBY_SETTLEMENT_MOVED] = {"moved", "moved"},
    [CUBBY_SETTLEMENT_SURPLUS] = {"surplus", "stranger"},
    [CUBBY_SETTLEMENT_STRANGER] = {"stranger", "stranger"},
};

const char *
cubby_settlement_to_string (CubbySettlement settlement)
{
  g_return_val_if_fail (settlement < CUBBY_N_SETTLEMENTS, NULL);
  return rows[settlement].name;
}

gboolean
cubby_settlement_from_string (const char *text, CubbySettlement *ret_settlement)
{
  for (guint i = 0; i < CUBBY_N_SETTLEMENTS; i++) {
    if (g_strcmp0 (text, rows[i].name) != 0)
      continue;
    *ret_settlement = i;
    return TRUE;
  }
  return FALSE;
}

const char *
cubby_settlement_get_difference (CubbySettlement settlement)
{
  g_return_val_if_fail (settlement < CUBBY_N_SETTLEMENTS, NULL);
  return rows[settlement].difference;
}
