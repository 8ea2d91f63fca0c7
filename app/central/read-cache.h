/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbyReadCache:
 *
 * Answers of the range, kept while the database stays as it is: whatever any
 * connection commits empties it. Between two turns of the server's loop that is asked once, so that what a
 * client was told of its own change is never followed by what was before. It keeps nothing for longer than a
 * second, and nothing at all where the engine cannot tell.
 */
typedef struct _CubbyReadCache CubbyReadCache;

CubbyReadCache *cubby_read_cache_new (CubbySql *reader, CubbyHttpServer *server);
void cubby_read_cache_free (CubbyReadCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyReadCache, cubby_read_cache_free)

/* Returns: (nullable): the JSON that the same request was answered with; @ret_etag is its entity tag. */
const char *cubby_read_cache_get (CubbyReadCache *self, CubbyHttpRequest *request, const char **ret_etag);
/* @until_ms: of the clock: when it changes by itself; G_MAXINT64 is never */
void cubby_read_cache_put (CubbyReadCache *self, CubbyHttpRequest *request, const char *json,
                           const char *etag, gint64 until_ms);

G_END_DECLS
