/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A customer whom an order may belong to. */
typedef struct {
  const char *id; /* (nullable): NULL: there is none */
  gboolean loyalty;
} CubbyCustomerCandidate;

/**
 * cubby_customer_match:
 * @named: (nullable): the customer that the order names by id
 * @by_email: whose e-mail address the order has
 * @by_phone: whose telephone number the order has
 *
 * Returns: (nullable): whose order it is. Who is named, it belongs to. Else it joins the customer of its
 * address, when she agreed to loyalty; when the e-mail address says one customer and the number another, it
 * joins nobody: points never go to the wrong person.
 */
const char *cubby_customer_match (const char *named, const CubbyCustomerCandidate *by_email,
                                  const CubbyCustomerCandidate *by_phone);

G_END_DECLS
