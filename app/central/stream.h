/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbyStream:
 *
 * The readers of GET /v1/stream. Each change is read from the feed once and sent
 * to all who may see it; who comes back with Last-Event-ID gets what it missed first.
 */
typedef struct _CubbyStream CubbyStream;

CubbyStream *cubby_stream_new (CubbySql *reader, CubbyHttpServer *server);
void cubby_stream_free (CubbyStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyStream, cubby_stream_free)

/* Answers @request with the stream from after @since; @for_store: (nullable): whose kiosk it is. */
void cubby_stream_add (CubbyStream *self, CubbyHttpRequest *request, gint64 since, const char *for_store);
/* Sends what is new; after every commit. */
void cubby_stream_pump (CubbyStream *self);
guint cubby_stream_get_n_readers (CubbyStream *self);

G_END_DECLS
