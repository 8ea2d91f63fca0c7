/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/**
 * cubby_order_shrink:
 * @body: {"lines":[{"id","quantity"}]}
 *
 * These pieces are not delivered: their stock is free again, boxes are packed anew, and what is asked for is
 * less. A fulfilment that becomes empty is cancelled; one whose boxes are closed can only be cancelled whole.
 */
gboolean cubby_order_shrink (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);

G_END_DECLS
