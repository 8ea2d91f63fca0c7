/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"

G_BEGIN_DECLS

/**
 * CubbyKeyCache:
 *
 * Remembers for a second whose a token is, so that a channel which sends hundreds of requests in it is looked
 * up once. A key that was revoked, by whatever process, is refused a second later at the latest. Keys of
 * kiosks are always looked up: theirs change with each rotation. For the server's thread.
 */
typedef struct _CubbyKeyCache CubbyKeyCache;

CubbyKeyCache *cubby_key_cache_new (void);
void cubby_key_cache_free (CubbyKeyCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyKeyCache, cubby_key_cache_free)

/* The same as cubby_api_key_find(). @now_us: monotonic */
CubbyApiKey *cubby_key_cache_find (CubbyKeyCache *self, CubbySql *sql, const char *token, gint64 now_us,
                                   GError **error);

G_END_DECLS
