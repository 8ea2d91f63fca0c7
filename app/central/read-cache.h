/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbyReadCache:
 *
 * Answers of the range, kept while the database stays as it is: whatever any connection commits empties it.
 * Each cubby_read_cache_get() asks the database for its stamp, so that an answer is never older than a commit
 * that somebody could know of when the request came. It keeps nothing where the engine has no stamp.
 */
typedef struct _CubbyReadCache CubbyReadCache;

CubbyReadCache *cubby_read_cache_new (CubbySql *reader);
void cubby_read_cache_free (CubbyReadCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyReadCache, cubby_read_cache_free)

/* Returns: (nullable): the JSON that the same request was answered with; @ret_etag is its entity tag. */
const char *cubby_read_cache_get (CubbyReadCache *self, CubbyHttpRequest *request, const char **ret_etag);
/* What is put was read from @reader after cubby_read_cache_get() of the same request, in the same callback.
 * @until_ms: of the clock: when it changes by itself; G_MAXINT64 is never */
void cubby_read_cache_put (CubbyReadCache *self, CubbyHttpRequest *request, const char *json,
                           const char *etag, gint64 until_ms);

G_END_DECLS
