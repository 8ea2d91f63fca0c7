/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/stock.h"

G_BEGIN_DECLS

/* How goods are that came back. */
typedef enum {
  CUBBY_GOODS_GOOD,    /* for sale again */
  CUBBY_GOODS_DAMAGED, /* here, and for nobody */
  CUBBY_GOODS_INSPECT, /* somebody has to look at them first */
  CUBBY_N_GOODS,
} CubbyGoodsCondition;

const char *cubby_goods_condition_to_string (CubbyGoodsCondition condition);
gboolean cubby_goods_condition_from_string (const char *text, CubbyGoodsCondition *ret_condition);

/* Returns: the movements that put goods of @condition on the shelf, ended by CUBBY_N_MOVEMENTS. */
const CubbyMovementKind *cubby_goods_condition_get_movements (CubbyGoodsCondition condition);

G_END_DECLS
