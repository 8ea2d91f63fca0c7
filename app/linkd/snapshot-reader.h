/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/feed-cursor.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CubbySnapshotReader:
 *
 * What GET /v1/snapshot answered, taken apart a piece at a time, so that the program stays awake meanwhile.
 */
typedef struct _CubbySnapshotReader CubbySnapshotReader;

CubbySnapshotReader *cubby_snapshot_reader_new (GBytes *bytes);
void cubby_snapshot_reader_free (CubbySnapshotReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySnapshotReader, cubby_snapshot_reader_free)

/**
 * cubby_snapshot_reader_next:
 *
 * Returns: (transfer full): the next Change objects, at most @most; an empty array at the end; NULL with
 * @error set (G_IO_ERROR) when it is cut off, damaged or not of its form.
 */
JsonArray *cubby_snapshot_reader_next (CubbySnapshotReader *self, guint most, GError **error);

/* Where the feed goes on after it; known since the first piece. */
const CubbyFeedCursor *cubby_snapshot_reader_get_cursor (const CubbySnapshotReader *self);

G_END_DECLS
