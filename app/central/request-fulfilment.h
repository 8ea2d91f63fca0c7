/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/fulfilment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* One way that a new order asks for: one method, one place. */
typedef struct {
  CubbyFulfilmentMethod method;
  const char *location; /* (nullable): where it is collected */
  gboolean reach;
  char *address; /* (nullable): where it is sent */
  char *where;   /* its place in the request */
} CubbyRequestFulfilment;

/**
 * cubby_request_fulfilment_read:
 * @n_lines: lines of the order
 * @ret_of: (out): which fulfilment each of them is in
 *
 * Reads "fulfilment", or "fulfilments" of which each names its lines and no line is left out. What is wrong
 * sticks to
 * @body.
 *
 * Returns: (transfer full): of CubbyRequestFulfilment
 */
GArray *cubby_request_fulfilment_read (CubbyJsonBody *body, guint n_lines, guint *ret_of);

G_END_DECLS
