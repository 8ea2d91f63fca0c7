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

/* What the pieces of an order's line are to the stock; as the database has it. */
typedef enum {
  CUBBY_LINE_ALLOCATED, /* promised, at the line's source */
  CUBBY_LINE_SETTLED,   /* sold, or given back */
  CUBBY_LINE_TRAVELLING /* in a transfer that was shipped: on no shelf of ours */
} CubbyLineStanding;

extern const CubbyStateTable cubby_fulfilment_states;

const char *cubby_fulfilment_method_to_string (CubbyFulfilmentMethod method);
gboolean cubby_fulfilment_method_from_string (const char *text, CubbyFulfilmentMethod *ret_method);

/**
 * CubbyFulfilmentFacts:
 * @confirmed: its order is paid, or promised to be
 * @travelling: some of its goods are still somewhere else
 * @holds_goods: some of its goods are still promised to it
 */
typedef struct {
  gboolean confirmed;
  gboolean travelling;
  gboolean holds_goods;
} CubbyFulfilmentFacts;

typedef enum {
  CUBBY_OBSTACLE_NONE,
  CUBBY_OBSTACLE_UNPAID,       /* nobody picks or packs what is not paid, nor promised to be */
  CUBBY_OBSTACLE_TABLE,        /* never */
  CUBBY_OBSTACLE_TRAVELLING,   /* nobody packs what is not there */
  CUBBY_OBSTACLE_NOTHING_LEFT, /* its goods are back on the shelf */
} CubbyFulfilmentObstacle;

/* Why a fulfilment that is @from cannot become @to now. */
CubbyFulfilmentObstacle cubby_fulfilment_find_obstacle (CubbyFulfilmentState from, CubbyFulfilmentState to,
                                                        const CubbyFulfilmentFacts *facts);
/* Returns: (transfer container): the names of what it may become now. */
const char **cubby_fulfilment_get_next (CubbyFulfilmentState from, const CubbyFulfilmentFacts *facts);

/* Whether a parcel of it that lies in a locker has to be taken out, and its goods then go back to stock. */
gboolean cubby_fulfilment_state_is_taken_back (CubbyFulfilmentState state);
/* Whether pieces can still be left out of it: no box of it is closed. */
gboolean cubby_fulfilment_state_may_shrink (CubbyFulfilmentState state);

/* Whether its goods may still be handed over to who has a pass. */
gboolean cubby_fulfilment_state_may_be_collected (CubbyFulfilmentState state);
/* Whether nothing more happens to a fulfilment in @state. */
gboolean cubby_fulfilment_state_is_end (CubbyFulfilmentState state);

G_END_DECLS
