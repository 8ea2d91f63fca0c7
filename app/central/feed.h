/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/store.h"

G_BEGIN_DECLS

/**
 * cubby_feed_put:
 * @only_store: (nullable): hides it from everybody but the kiosks of that store
 * @data: (nullable): JSON; NULL says that the thing is gone
 *
 * Writes a change. Only the last one of a thing is kept, so reading from 0 is a
 * snapshot, and nothing is ever missed by starting later.
 */
gboolean cubby_feed_put (CubbyStore *store, const char *topic, const char *item, const char *only_store,
                         const char *data, GError **error);

gboolean cubby_feed_get_last (CubbySql *sql, gint64 *ret_seq, GError **error);

/* Forgets things that are gone since @before_ms; who was away longer starts over. */
gboolean cubby_feed_prune (CubbyStore *store, gint64 before_ms, GError **error);

G_END_DECLS
