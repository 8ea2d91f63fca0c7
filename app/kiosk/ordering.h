/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

G_BEGIN_DECLS

/**
 * cubby_ordering_place:
 *
 * Sends the order that session's basket and checkout describe. Its Idempotency-Key stays until there is an
 * answer, so that sending it once more after a lost connection does not order twice. The
 * answer leads to the confirmation, or back to the checkout with `problem` set; nothing is lost then.
 */
void cubby_ordering_place (CubbyContext *context);

G_END_DECLS
