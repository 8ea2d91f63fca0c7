/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/**
 * cubby_ordering_place:
 *
 * Sends the order that session's basket and checkout describe, by the rules of pending-order.h. The
 * answer leads to the confirmation, or to the checkout with `problem` set, wherever the shopper has gone.
 */
void cubby_ordering_place (CubbyContext *context);
/* For the program, once: news of an order that could not be told at once is told at the next page that lets
 * it. */
void cubby_ordering_attach (CubbyContext *context);

G_END_DECLS
