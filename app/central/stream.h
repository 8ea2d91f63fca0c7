/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/feed-reader.h"
#include "protocols/http/server.h"

G_BEGIN_DECLS

/**
 * CubbyStream:
 *
 * The readers of GET /v1/stream, thousands of them. Each change is read from the feed once and its bytes are
 * kept once; who comes back with Last-Event-ID gets what it missed in pages, the next when the last is on its
 * way. Long work is done a little at a time, so that other requests do not wait for it.
 */
typedef struct _CubbyStream CubbyStream;

CubbyStream *cubby_stream_new (CubbySql *reader, CubbyHttpServer *server);
void cubby_stream_free (CubbyStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStream, cubby_stream_free)

/* Answers @request with the stream from after @since; @for_store: (nullable): whose kiosk it is. */
void cubby_stream_add (CubbyStream *self, CubbyHttpRequest *request, const CubbyFeedCursor *since,
                       const char *for_store);
/**
 * cubby_stream_visit:
 * @visit: whether the stream of @key, and @kiosk (nullable), goes on; FALSE ends it
 */
void cubby_stream_visit (CubbyStream *self,
                         gboolean (*visit) (const char *key, const char *kiosk, gpointer data),
                         gpointer data);

/* Tells all readers to come back, each after another while, and ends. */
void cubby_stream_drain (CubbyStream *self);
/* Sends what is new, soon: after every commit, ours or another process's. */
void cubby_stream_pump (CubbyStream *self);
guint cubby_stream_get_n_readers (CubbyStream *self);

G_END_DECLS
