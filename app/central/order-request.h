/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/request-fulfilment.h"
#include "app/central/settings.h"
#include "app/domain/channel.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

typedef struct {
  const char *sku;
  gint64 quantity;
  guint fulfilment; /* of the request */
} CubbyRequestLine;

/* POST /v1/orders as it was sent, checked as far as that goes without a database. Strings belong to the body
 * unless char*. */
typedef struct {
  CubbyJsonBody *body; /* for what is found wrong with it later */
  CubbyChannel channel;
  const char *external_id; /* (nullable) */
  const char *language;
  const char *customer_id;   /* (nullable): the customer it names */
  const char *customer_name; /* (nullable) */
  char *email;               /* (nullable): in its one form */
  char *phone;               /* (nullable): in its one form, or as it came when it has none */
  const char *basket;        /* (nullable): that it was */
  gint64 points;             /* to pay with */
  GArray *fulfilments;       /* of CubbyRequestFulfilment, at least one */
  const char *payment_method;
  const char *payment_status;
  GArray *lines;    /* of CubbyRequestLine */
  char **codes;     /* (nullable): of promotions, normalised */
  gboolean expects; /* says what it should cost: */
  gint64 expected_total;
  const char *expected_currency;
} CubbyOrderRequest;

CubbyOrderRequest *cubby_order_request_read (const CubbyCentralSettings *settings, CubbyJsonBody *body,
                                             GError **error);
/* Whether it is only an order, and no basket, points or customer have to be changed with it. */
gboolean cubby_order_request_is_plain (const CubbyOrderRequest *self);
void cubby_order_request_free (CubbyOrderRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOrderRequest, cubby_order_request_free)

G_END_DECLS
