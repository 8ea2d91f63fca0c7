/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/goods-condition.h"

static const struct {
  const char *name;
  CubbyMovementKind movements[3];
} rows[CUBBY_N_GOODS] = {
    [CUBBY_GOODS_GOOD] = {"good", {CUBBY_MOVEMENT_RETURN, CUBBY_N_MOVEMENTS}},
    [CUBBY_GOODS_DAMAGED] = {"damaged", {CUBBY_MOVEMENT_RETURN, CUBBY_MOVEMENT_DAMAGE, CUBBY_N_MOVEMENTS}},
    [CUBBY_GOODS_INSPECT] = {"inspect", {CUBBY_MOVEMENT_RETURN, CUBBY_MOVEMENT_INSPECT, CUBBY_N_MOVEMENTS}},
};

const char *
cubby_goods_condition_to_string (CubbyGoodsCondition condition)
{
  g_return_val_if_fail (condition < CUBBY_N_GOODS, NULL);
  return rows[condition].name;
}

gboolean
cubby_goods_condition_from_string (const char *text, CubbyGoodsCondition *ret_condition)
{
  for (guint condition = 0; condition < CUBBY_N_GOODS; condition++) {
    if (g_strcmp0 (text, rows[condition].name) != 0)
      continue;
    *ret_condition = condition;
    return TRUE;
  }
  return FALSE;
}

const CubbyMovementKind *
cubby_goods_condition_get_movements (CubbyGoodsCondition condition)
{
  g_return_val_if_fail (condition < CUBBY_N_GOODS, NULL);
  return rows[condition].movements;
}
