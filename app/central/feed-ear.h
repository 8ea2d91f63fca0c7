/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbyFeedEar:
 *
 * Hears of the commits of other processes on the same database, as they happen. Where only one process writes
 * there is nothing to hear. When the database was away it listens again as soon as it is back.
 */
typedef struct _CubbyFeedEar CubbyFeedEar;

/* @changed: called in the server's thread */
CubbyFeedEar *cubby_feed_ear_new (const char *uri, CubbyHttpServer *server, void (*changed) (gpointer data),
                                  gpointer data);
void cubby_feed_ear_free (CubbyFeedEar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyFeedEar, cubby_feed_ear_free)

G_END_DECLS
