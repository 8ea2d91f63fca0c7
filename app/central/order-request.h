/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/priced.h"
#include "app/central/store.h"
#include "app/domain/fulfilment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

typedef struct {
  const char *sku;
  gint64 quantity;
  /* as the range has it: */
  char *name; /* JSON of the LocalText */
  char *size;
  gint64 price; /* of one piece, before promotions */
  gint64 weight_g;
} CubbyOrderLine;

/* POST /v1/orders, read and checked against the range. Strings belong to the body unless char*. */
typedef struct {
  const char *channel;
  const char *external_id; /* (nullable) */
  const char *language;
  const char *customer_id;   /* (nullable): the customer it names */
  const char *customer_name; /* (nullable) */
  char *email;               /* (nullable): in its one form */
  char *phone;               /* (nullable): in its one form, or as it came when it has none */
  const char *basket;        /* (nullable): that it was */
  gint64 points;             /* to pay with */
  CubbyFulfilmentMethod method;
  const char *location; /* (nullable): where it is collected */
  gboolean reach;
  char *address; /* (nullable) */
  const char *payment_method;
  const char *payment_status;
  GArray *lines; /* of CubbyOrderLine */
  const char *currency;
  gint64 total;
  CubbyPriced *priced; /* what its lines cost, in their order */
} CubbyOrderRequest;

CubbyOrderRequest *cubby_order_request_read (CubbyStore *store, CubbyJsonBody *body, GError **error);
void cubby_order_request_free (CubbyOrderRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOrderRequest, cubby_order_request_free)

G_END_DECLS
