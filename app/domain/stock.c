/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/stock.h"

/* Each kind moves some of the quantities by +1 or -1 a piece. */
typedef struct {
  const char *name;
  gint8 on_hand, allocated, held, damaged, quality_control, incoming;
  gboolean manual;
  gboolean may_be_negative;
} MovementRow;

static const MovementRow rows[CUBBY_N_MOVEMENTS] = {
    [CUBBY_MOVEMENT_RECEIVE] = {.name = "receive", .on_hand = 1, .manual = TRUE},
    [CUBBY_MOVEMENT_EXPECT] = {.name = "expect", .incoming = 1, .manual = TRUE, .may_be_negative = TRUE},
    [CUBBY_MOVEMENT_ARRIVE] = {.name = "arrive", .on_hand = 1, .incoming = -1, .manual = TRUE},
    [CUBBY_MOVEMENT_ADJUST] = {.name = "adjust", .on_hand = 1, .manual = TRUE, .may_be_negative = TRUE},
    [CUBBY_MOVEMENT_COUNT] = {.name = "count", .on_hand = 1, .manual = TRUE, .may_be_negative = TRUE},
    [CUBBY_MOVEMENT_DAMAGE] = {.name = "damage", .damaged = 1, .manual = TRUE, .may_be_negative = TRUE},
    [CUBBY_MOVEMENT_INSPECT] = {.name = "inspect",
                                .quality_control = 1,
                                .manual = TRUE,
                                .may_be_negative = TRUE},
    [CUBBY_MOVEMENT_SALE] = {.name = "sale", .on_hand = -1, .allocated = -1},
    [CUBBY_MOVEMENT_RETURN] = {.name = "return", .on_hand = 1, .manual = TRUE},
    [CUBBY_MOVEMENT_TRANSFER_OUT] = {.name = "transfer_out", .on_hand = -1, .manual = TRUE},
    [CUBBY_MOVEMENT_TRANSFER_IN] = {.name = "transfer_in", .on_hand = 1, .manual = TRUE},
    [CUBBY_MOVEMENT_HOLD] = {.name = "hold", .held = 1},
    [CUBBY_MOVEMENT_UNHOLD] = {.name = "unhold", .held = -1},
    [CUBBY_MOVEMENT_ALLOCATE] = {.name = "allocate", .allocated = 1},
    [CUBBY_MOVEMENT_RELEASE] = {.name = "release", .allocated = -1},
};

const char *
cubby_movement_kind_to_string (CubbyMovementKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_MOVEMENTS, NULL);
  return rows[kind].name;
}

gboolean
cubby_movement_kind_from_string (const char *text, CubbyMovementKind *ret_kind)
{
  for (guint kind = 0; kind < CUBBY_N_MOVEMENTS; kind++) {
    if (g_strcmp0 (text, rows[kind].name) != 0)
      continue;
    *ret_kind = kind;
    return TRUE;
  }
  return FALSE;
}

gboolean
cubby_movement_kind_is_manual (CubbyMovementKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_MOVEMENTS, FALSE);
  return rows[kind].manual;
}

gboolean
cubby_movement_kind_may_be_negative (CubbyMovementKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_MOVEMENTS, FALSE);
  return rows[kind].may_be_negative;
}

void
cubby_movement_get_delta (CubbyMovementKind kind, gint64 quantity, CubbyStockLevel *ret_delta)
{
  g_return_if_fail (kind < CUBBY_N_MOVEMENTS);
  const MovementRow *row = &rows[kind];
  *ret_delta = (CubbyStockLevel){
      .on_hand = row->on_hand * quantity,
      .allocated = row->allocated * quantity,
      .held = row->held * quantity,
      .damaged = row->damaged * quantity,
      .quality_control = row->quality_control * quantity,
      .incoming = row->incoming * quantity,
  };
}

gboolean
cubby_stock_level_apply (CubbyStockLevel *level, const CubbyStockLevel *delta)
{
  CubbyStockLevel sum;
  if (__builtin_add_overflow (level->on_hand, delta->on_hand, &sum.on_hand) ||
      __builtin_add_overflow (level->allocated, delta->allocated, &sum.allocated) ||
      __builtin_add_overflow (level->held, delta->held, &sum.held) ||
      __builtin_add_overflow (level->damaged, delta->damaged, &sum.damaged) ||
      __builtin_add_overflow (level->quality_control, delta->quality_control, &sum.quality_control) ||
      __builtin_add_overflow (level->safety_stock, delta->safety_stock, &sum.safety_stock) ||
      __builtin_add_overflow (level->incoming, delta->incoming, &sum.incoming))
    return FALSE;
  *level = sum;
  return TRUE;
}

gint64
cubby_stock_level_available (const CubbyStockLevel *level)
{
  return level->on_hand - level->allocated - level->damaged - level->quality_control;
}

gint64
cubby_stock_level_purchasable (const CubbyStockLevel *level)
{
  return cubby_stock_level_available (level) - level->held - level->safety_stock;
}
