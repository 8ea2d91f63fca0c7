/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/state-table.h"
#include "app/domain/stock.h"

G_BEGIN_DECLS

/* Goods on their way to a location, and who says so. */
typedef enum {
  CUBBY_DELIVERY_TRANSFER, /* from another location of ours */
  CUBBY_DELIVERY_RECEIPT,  /* from a supplier */
  CUBBY_N_DELIVERIES,
} CubbyDeliveryKind;

typedef enum {
  CUBBY_DELIVERY_OPEN,
  CUBBY_DELIVERY_SHIPPED, /* a transfer has left; a receipt never is */
  CUBBY_DELIVERY_RECEIVED,
  CUBBY_DELIVERY_CANCELLED,
} CubbyDeliveryState;

/* "transfer" or "receipt" */
const char *cubby_delivery_kind_to_string (CubbyDeliveryKind kind);
const CubbyStateTable *cubby_delivery_kind_get_states (CubbyDeliveryKind kind);
/* The movement of what arrives. */
CubbyMovementKind cubby_delivery_kind_get_movement (CubbyDeliveryKind kind);

/**
 * CubbyDeliveryCount:
 * @arrived: pieces booked in at the destination, as expected
 * @forgotten: pieces that are expected no longer
 * @adjusted: the difference to be written as an adjustment: below 0 lost on the way, above 0 more than
 * expected
 *
 * What one count of a line brings about. All pieces of a transfer that ends are booked in, and the lost ones
 * out again: they left one of our shelves, and the ledger says where they went. What a supplier did not bring
 * was never ours.
 */
typedef struct {
  gint64 arrived;
  gint64 forgotten;
  gint64 adjusted;
} CubbyDeliveryCount;

/**
 * cubby_delivery_count:
 * @outstanding: pieces of the line that were expected still
 * @counted: pieces that are here now
 * @last: nothing more of it will come
 */
CubbyDeliveryCount cubby_delivery_count (CubbyDeliveryKind kind, gint64 outstanding, gint64 counted,
                                         gboolean last);

G_END_DECLS
