/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/api-key.h"
#include "app/central/stream.h"
#include "app/central/writer.h"

G_BEGIN_DECLS

/**
 * CubbyKeyWatch:
 *
 * Which kiosks were heard of, in memory until it is written all at once; and the end of keys: whatever
 * process revoked one, its streams are closed here within a second. For the server's thread.
 */
typedef struct _CubbyKeyWatch CubbyKeyWatch;

CubbyKeyWatch *cubby_key_watch_new (CubbySql *reader, CubbyStream *stream, CubbyWriter *writer);
void cubby_key_watch_free (CubbyKeyWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyKeyWatch, cubby_key_watch_free)

/* A request came with @key. */
void cubby_key_watch_note (CubbyKeyWatch *self, const CubbyApiKey *key);
/* Several times a second. */
void cubby_key_watch_look (CubbyKeyWatch *self);
/* Now and then: writes who was heard of, those with an open stream among them. */
void cubby_key_watch_flush (CubbyKeyWatch *self);

G_END_DECLS
