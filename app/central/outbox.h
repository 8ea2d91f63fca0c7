/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_outbox_add:
 * @notice: a row of protocols/notify's templates: confirmed ready picked_up expired reminder
 * @fulfilment: (nullable)
 *
 * Queues a notice to the buyer, in the transaction of what it tells of. Nothing
 * is queued for an order without an address to send to, nor for a customer who
 * withdrew her consent to notices.
 */
gboolean cubby_outbox_add (CubbyStore *store, const char *notice, const char *order, const char *fulfilment,
                           guint delay_s, GError **error);

/* The same for an order that is not written yet and has an address. */
gboolean cubby_outbox_write (CubbyStore *store, const char *notice, const char *order, GError **error);

/* Takes back what has not been sent, as an undo does. */
gboolean cubby_outbox_cancel (CubbyStore *store, const char *notice, const char *fulfilment, GError **error);

/**
 * cubby_outbox_free_claims:
 * @sql: of a service that begins
 *
 * What a process was sending when it died is due at once, where no other process is at work on the database:
 * elsewhere each claim runs out in its own time.
 */
gboolean cubby_outbox_free_claims (CubbySql *sql, gint64 now_ms, GError **error);

G_END_DECLS
