/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/central/feed-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The range and stock as of @span.last, compressed. */
typedef struct {
  CubbyFeedSpan span;
  guint n_changes;
  GBytes *bytes;
} CubbySnapshotText;

CubbySnapshotText *cubby_snapshot_text_read (CubbySql *sql, GError **error);
void cubby_snapshot_text_free (CubbySnapshotText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySnapshotText, cubby_snapshot_text_free)

/**
 * cubby_snapshot_text_end:
 * @for_store: (nullable): whose parcels are in it
 *
 * Returns: (transfer full): what follows @self: the parcels of a store, and the line that says it is whole.
 */
GBytes *cubby_snapshot_text_end (const CubbySnapshotText *self, CubbySql *sql, const char *for_store,
                                 GError **error);

G_END_DECLS
