/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyPendingOrder:
 * @key: the Idempotency-Key under which @request was sent; NULL: nothing is pending
 * @request: the body that was sent
 * @next: what the shopper wants now that is not @request; sent when @request is known not to be an order
 * @in_flight: an answer is still to come; else the last one never arrived
 *
 * An order of which nobody knows yet whether it was placed. It outlives Home and Back, so that nobody orders
 * twice; a change of mind settles it first.
 */
typedef struct {
  char *key;
  char *request;
  char *next;
  gboolean in_flight;
} CubbyPendingOrder;

typedef enum {
  CUBBY_ORDER_NOTHING, /* there is nothing to do */
  CUBBY_ORDER_SEND,    /* request under key */
  CUBBY_ORDER_CONFIRM, /* it was placed */
  CUBBY_ORDER_PROBLEM, /* it was not, and will not be */
  CUBBY_ORDER_OFFLINE, /* nobody knows; it is asked again when the shopper orders again */
} CubbyOrderMove;

void cubby_pending_order_clear (CubbyPendingOrder *self);

/**
 * cubby_pending_order_place:
 * @request: what the shopper wants now
 * @new_key: a fresh key; taken when @request is sent for the first time
 *
 * The shopper pressed "place the order".
 */
CubbyOrderMove cubby_pending_order_place (CubbyPendingOrder *self, const char *request, const char *new_key);

/**
 * cubby_pending_order_answer:
 * @key: the key that is answered; an answer to another one than is pending is of a session that has ended
 * @status: of HTTP, 0 when there was no answer
 * @new_key: a fresh key; taken when another request follows
 * @ret_request: (out) (nullable) (transfer full): with CUBBY_ORDER_CONFIRM the request that was placed
 */
CubbyOrderMove cubby_pending_order_answer (CubbyPendingOrder *self, const char *key, guint status,
                                           const char *new_key, char **ret_request);

G_END_DECLS
