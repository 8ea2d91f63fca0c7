/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/delivery.h"

static const char *const names[] = {
    [CUBBY_DELIVERY_OPEN] = "open",
    [CUBBY_DELIVERY_SHIPPED] = "shipped",
    [CUBBY_DELIVERY_RECEIVED] = "received",
    [CUBBY_DELIVERY_CANCELLED] = "cancelled",
};

static const CubbyTransition transfer_transitions[] = {
    {CUBBY_DELIVERY_OPEN, CUBBY_DELIVERY_SHIPPED},
    {CUBBY_DELIVERY_OPEN, CUBBY_DELIVERY_CANCELLED},
    {CUBBY_DELIVERY_SHIPPED, CUBBY_DELIVERY_RECEIVED},
};

static const CubbyTransition receipt_transitions[] = {
    {CUBBY_DELIVERY_OPEN, CUBBY_DELIVERY_RECEIVED},
    {CUBBY_DELIVERY_OPEN, CUBBY_DELIVERY_CANCELLED},
};

static const struct {
  const char *name;
  CubbyStateTable states;
  CubbyMovementKind movement;
  gboolean left_a_shelf; /* of ours */
} kinds[CUBBY_N_DELIVERIES] = {
    [CUBBY_DELIVERY_TRANSFER] =
        {
            .name = "transfer",
            .states = {names, G_N_ELEMENTS (names), transfer_transitions,
                       G_N_ELEMENTS (transfer_transitions)},
            .movement = CUBBY_MOVEMENT_TRANSFER_IN,
            .left_a_shelf = TRUE,
        },
    [CUBBY_DELIVERY_RECEIPT] =
        {
            .name = "receipt",
            .states = {names, G_N_ELEMENTS (names), receipt_transitions, G_N_ELEMENTS (receipt_transitions)},
            .movement = CUBBY_MOVEMENT_RECEIVE,
        },
};

const char *
cubby_delivery_kind_to_string (CubbyDeliveryKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_DELIVERIES, NULL);
  return kinds[kind].name;
}

const CubbyStateTable *
cubby_delivery_kind_get_states (CubbyDeliveryKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_DELIVERIES, NULL);
  return &kinds[kind].states;
}

CubbyMovementKind
cubby_delivery_kind_get_movement (CubbyDeliveryKind kind)
{
  g_return_val_if_fail (kind < CUBBY_N_DELIVERIES, CUBBY_MOVEMENT_RECEIVE);
  return kinds[kind].movement;
}

CubbyDeliveryCount
cubby_delivery_count (CubbyDeliveryKind kind, gint64 outstanding, gint64 counted, gboolean last)
{
  g_return_val_if_fail (kind < CUBBY_N_DELIVERIES, (CubbyDeliveryCount){0});
  gint64 missing = last ? MAX (outstanding - counted, 0) : 0;
  CubbyDeliveryCount count = {
      .arrived = MIN (counted, outstanding),
      .adjusted = MAX (counted - outstanding, 0),
  };
  if (kinds[kind].left_a_shelf) {
    count.arrived += missing;
    count.adjusted -= missing;
  } else
    count.forgotten = missing;
  return count;
}
