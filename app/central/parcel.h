/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/* Adds a parcel to @fulfilment for each of @boxes (of CubbyPackBox). */
gboolean cubby_parcel_write (CubbyStore *store, const char *fulfilment, const GArray *boxes, GError **error);
/* Returns: (transfer full): a label that no parcel has; NULL with @error set. */
char *cubby_parcel_new_label (CubbyStore *store, GError **error);

/* Tells the kiosks of the store of every locker parcel of @order, in its state. What is told must not be
 * older than its version: whoever calls this, or the functions below, keeps the order (order-lock.h) already.
 */
gboolean cubby_parcel_announce (CubbyStore *store, const char *order, GError **error);

/* Writes the state of one parcel down, and nothing else. @door: (nullable): behind none */
gboolean cubby_parcel_note_state (CubbyStore *store, const char *label, const char *state, const char *door,
                                  GError **error);
gboolean cubby_parcel_note_door (CubbyStore *store, const char *label, const char *door, GError **error);

/* Parcels of @fulfilment that were not fit for the customer have been packed anew. */
gboolean cubby_parcel_renew (CubbyStore *store, const char *fulfilment, GError **error);

/* Sets the state of one parcel and tells the kiosks. @door: (nullable) */
gboolean cubby_parcel_set_state (CubbyStore *store, const char *label, const char *state, const char *door,
                                 GError **error);

/* Withdraws the parcels of @fulfilment that nobody has collected, and its passes. */
gboolean cubby_parcel_withdraw (CubbyStore *store, const char *fulfilment, GError **error);

/**
 * cubby_parcel_begin_epoch:
 *
 * After the database came back from a copy: its numbers are ones that kiosks have seen already. In a higher
 * epoch they count anew; every parcel that is still to come or lies somewhere is announced again.
 */
gboolean cubby_parcel_begin_epoch (CubbyStore *store, gint64 *ret_epoch, GError **error);

G_END_DECLS
