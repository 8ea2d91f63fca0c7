/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/state-table.h"

G_BEGIN_DECLS

typedef enum {
  CUBBY_FULFILMENT_OPEN,
  CUBBY_FULFILMENT_ACCEPTED,
  CUBBY_FULFILMENT_PICKING,
  CUBBY_FULFILMENT_PACKED,
  CUBBY_FULFILMENT_READY_FOR_PICKUP,
  CUBBY_FULFILMENT_PICKED_UP,
  CUBBY_FULFILMENT_ON_HOLD,
  CUBBY_FULFILMENT_REJECTED,
  CUBBY_FULFILMENT_EXPIRED,
  CUBBY_FULFILMENT_RETURNED_TO_STOCK,
  CUBBY_FULFILMENT_CANCELLED,
} CubbyFulfilmentState;

typedef enum {
  CUBBY_METHOD_SHIPPING,
  CUBBY_METHOD_STORE_PICKUP,
  CUBBY_METHOD_LOCKER_PICKUP,
  CUBBY_N_METHODS,
} CubbyFulfilmentMethod;

extern const CubbyStateTable cubby_fulfilment_states;

const char *cubby_fulfilment_method_to_string (CubbyFulfilmentMethod method);
gboolean cubby_fulfilment_method_from_string (const char *text, CubbyFulfilmentMethod *ret_method);

/* Whether @state is work on goods that the shop has been paid for, or was promised to be: it waits for the
 * order. */
gboolean cubby_fulfilment_state_needs_confirmed_order (CubbyFulfilmentState state);

/* Whether its goods may still be handed over to who has a pass. */
gboolean cubby_fulfilment_state_may_be_collected (CubbyFulfilmentState state);
/* Whether nothing more happens to a fulfilment in @state. */
gboolean cubby_fulfilment_state_is_end (CubbyFulfilmentState state);

G_END_DECLS
