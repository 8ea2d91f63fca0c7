/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/delivery-record.h"
#include "app/central/placed-line.h"

G_BEGIN_DECLS

/* Transfers that bring what a pickup store lacks, and the lines of the orders that wait for them. */

/* A line of an order, as it is placed. */
typedef struct {
  const char *order_line;
  const char *sku;
  const char *source;
  gint64 quantity;
} CubbyDeliveryWant;

/**
 * cubby_delivery_order_make:
 * @destination: the store where the order is collected
 * @wants: (element-type CubbyDeliveryWant): its lines
 *
 * Makes a transfer from each other location that gives something; none when everything is there.
 */
gboolean cubby_delivery_order_make (CubbyStore *store, const char *order, const char *destination,
                                    const GArray *wants, GError **error);

/* The pieces of @line leave their shelf, and are promised nowhere while they travel. */
gboolean cubby_delivery_order_leave (CubbyStore *store, const CubbyDelivery *delivery,
                                     const CubbyDeliveryLine *line, GError **error);

/* What was received of @line is promised to its order, here; what is lost on the way, the order does without.
 */
gboolean cubby_delivery_order_arrive (CubbyStore *store, const CubbyDelivery *delivery,
                                      CubbyDeliveryLine *line, GError **error);

/* Keeps others from changing the order of @delivery, if it has one, until the commit. */
gboolean cubby_delivery_order_lock (CubbyStore *store, const CubbyDelivery *delivery, GError **error);

/* After goods of @delivery were counted: what its order lost on the way is not asked for, and a fulfilment of
 * which nothing is left is cancelled. */
gboolean cubby_delivery_order_follow (CubbyStore *store, const CubbyDelivery *delivery, GError **error);

/* The order wants only @remaining pieces of @line. What has not left stays where it is; what travels comes
 * and is for sale. */
gboolean cubby_delivery_order_forget (CubbyStore *store, const CubbyPlacedLine *line, gint64 remaining,
                                      GError **error);

/* How many transfers @fulfilment waits for. */
gboolean cubby_delivery_order_count (CubbyStore *store, const char *fulfilment, gint64 *ret_n,
                                     GError **error);

/* The goods of @fulfilment were seen here: whatever was not written down of their transfers is. */
gboolean cubby_delivery_order_bring (CubbyStore *store, const char *fulfilment, GError **error);

G_END_DECLS
