/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "app/domain/bank.h"
#include "app/domain/fulfilment-state.h"
#include "app/domain/order-state.h"
#include "app/domain/payment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

typedef struct {
  char *label;
  CubbySize size;
  gboolean heavy;
  char *state;
  char *door;     /* (nullable) */
  gint64 version; /* of its announcement; 0 before the first */
} CubbyOrderParcel;

typedef struct {
  char *id;
  CubbyFulfilmentMethod method;
  char *location;
  CubbyFulfilmentState state;
  char *address; /* (nullable) */
  gboolean reach;
  gint64 hold_until;  /* Unix seconds */
  GPtrArray *parcels; /* of CubbyOrderParcel */
} CubbyOrderFulfilment;

/* What of one SKU one location gives. */
typedef struct {
  char *id;
  char *fulfilment;
  char *sku;
  char *name; /* JSON of the LocalText */
  gint64 quantity;
  gint64 unit_price; /* before promotions */
  gint64 discount;
  gint64 tax; /* in the total */
  char *source;
  gint64 cancelled; /* pieces that never went out */
  gint64 returned;
} CubbyOrderLine;

/**
 * CubbyOrder:
 *
 * An order in memory: as it was placed, or as its rows have it. Its JSON is made of this alone.
 */
typedef struct {
  char *id;
  char *number;
  char *channel;
  char *external_id; /* (nullable) */
  CubbyOrderState status;
  char *payment_method;
  CubbyPaymentState payment;
  char *payment_qr; /* (nullable) */
  gint64 received;
  gint64 refunded;
  char *language;
  char *currency;
  gint64 subtotal;
  gint64 discount;
  gint64 tax; /* in the total */
  gint64 total;
  gint64 credit;       /* the part of the total that is no longer asked for */
  char *discounts;     /* (nullable): the JSON array */
  char *customer;      /* (nullable): whose it is */
  gint64 points;       /* that paid for it */
  char *customer_name; /* (nullable) */
  char *email;         /* (nullable) */
  char *phone;         /* (nullable) */
  char *token;
  gint64 created_ms;
  GPtrArray *lines;       /* of CubbyOrderLine */
  GPtrArray *fulfilments; /* of CubbyOrderFulfilment */
} CubbyOrder;

/* Without lines and fulfilments. */
CubbyOrder *cubby_order_new (void);
void cubby_order_free (CubbyOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOrder, cubby_order_free)
/* Each adds one, empty; what a fulfilment has is freed with it. */
CubbyOrderLine *cubby_order_add_line (CubbyOrder *self);
CubbyOrderFulfilment *cubby_order_add_fulfilment (CubbyOrder *self);
CubbyOrderParcel *cubby_order_add_parcel (CubbyOrderFulfilment *fulfilment);

/* From its rows; NULL with @error set, "not-found" when there is none. */
CubbyOrder *cubby_order_load (CubbyStore *store, const char *id, GError **error);
/* A new order to its rows. */
gboolean cubby_order_write (CubbyStore *store, const CubbyOrder *self, GError **error);

/* The Order object of the API. @public_url: what its links begin with. */
void cubby_order_add_json (CubbyJsonText *json, const char *name, const CubbyOrder *self,
                           const char *public_url);
char *cubby_order_to_json (const CubbyOrder *self, const char *public_url);

/* The same of the order @id; FALSE with @error "not-found". */
gboolean cubby_order_add (CubbyStore *store, CubbyJsonText *json, const char *name, const char *id,
                          GError **error);

/* What the routes of orders do; each answers the JSON of the API, or NULL with @error set. */

/* Places an order: allocates, packs, mints, announces, tells; all or nothing. */
char *cubby_order_place (CubbyStore *store, CubbyJsonBody *body, GError **error);

char *cubby_order_get (CubbyStore *store, const char *id, GError **error);
/* Whether orders may be asked for so; else @error "invalid". Both are nullable. */
gboolean cubby_order_check_query (const char *channel, const char *cursor, GError **error);
char *cubby_order_list (CubbyStore *store, const char *channel, const char *cursor, guint limit,
                        GError **error);

/* Puts back on the shelf what has not been handed over. */
char *cubby_order_cancel (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);
/* The same without a request and without an answer: @reason is for the audit. */
gboolean cubby_order_end (CubbyStore *store, const char *id, const char *reason, GError **error);

G_END_DECLS
