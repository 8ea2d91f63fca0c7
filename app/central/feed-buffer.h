/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/* Who listens to it hears of every commit that changed the feed, whichever process made it. */
#define CUBBY_FEED_CHANNEL "cubby_feed"

/**
 * CubbyFeedBuffer:
 *
 * Changes of the feed that wait for the end of their transaction, where they get their sequence numbers: the
 * counter's row is then held for a moment only, and who is committed first has the smaller numbers, however
 * many processes write. Of several changes of a thing the last one counts.
 */
typedef struct _CubbyFeedBuffer CubbyFeedBuffer;

CubbyFeedBuffer *cubby_feed_buffer_new (void);
void cubby_feed_buffer_free (CubbyFeedBuffer *self);

/* All texts are copied; see cubby_feed_put(). */
void cubby_feed_buffer_add (CubbyFeedBuffer *self, const char *topic, const char *item,
                            const char *only_store, const char *data, gint64 time_ms);
guint cubby_feed_buffer_get_n (CubbyFeedBuffer *self);
/* Forgets all changes but the first @n. */
void cubby_feed_buffer_truncate (CubbyFeedBuffer *self, guint n);
/* Numbers and writes them, and forgets them. The last statement before the COMMIT. */
gboolean cubby_feed_buffer_flush (CubbyFeedBuffer *self, CubbySql *sql, GError **error);

G_END_DECLS
