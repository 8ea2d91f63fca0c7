/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"
#include "app/domain/order-state.h"
#include "app/domain/payment-state.h"
#include "protocols/http/json-body.h"

G_BEGIN_DECLS

/* An order, as far as its money goes. */
typedef struct {
  guint status;
  guint payment;
  char *currency;
  gint64 total;
  gint64 credit; /* the part of @total that is no longer asked for */
  gint64 received;
  gint64 refunded;
} CubbyOrderMoney;

/* Keeps others from changing the order until the commit. */
CubbyOrderMoney *cubby_order_money_load (CubbyStore *store, const char *order, GError **error);
void cubby_order_money_free (CubbyOrderMoney *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOrderMoney, cubby_order_money_free)

/* What the sums are now; a cancelled order asks for nothing. */
CubbyPaymentSums cubby_order_money_get_sums (const CubbyOrderMoney *self);

/* Money moved, or less is asked for: the payment's state follows, and an order that waited for it is
 * confirmed. */
gboolean cubby_order_money_follow (CubbyStore *store, const char *order, GError **error);

/* POST /v1/orders/{id}/payments: once by method and reference. */
char *cubby_order_pay (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);
/* POST /v1/orders/{id}/refunds: once by method and reference, never more than came in. */
char *cubby_order_refund (CubbyStore *store, const char *id, CubbyJsonBody *body, GError **error);

G_END_DECLS
