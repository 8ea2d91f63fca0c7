/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CubbyRecent:
 * @key: a closed grant, or the label of a parcel
 * @door: where it was
 * @until_us: monotonic time; until then it can be undone
 *
 * What was done a moment ago, and can be undone for a while. Kept in a GPtrArray, newest first.
 */
typedef struct {
  char *key;
  char *door;
  gint64 until_us;
} CubbyRecent;

GPtrArray *cubby_recents_new (void);
/* What has the same key gives way. */
void cubby_recents_add (GPtrArray *self, const char *key, const char *door, gint64 until_us);
void cubby_recents_remove (GPtrArray *self, const char *key);
/* Drops what can no longer be undone. Returns: whether there was any. */
gboolean cubby_recents_drop_past (GPtrArray *self, gint64 now_us);
/* Returns: whole seconds, rounded up. */
guint cubby_recent_get_left_s (const CubbyRecent *self, gint64 now_us);

G_END_DECLS
