/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/central-api.h"
#include "app/linkd/link-state.h"
#include "app/linkd/replica.h"

G_BEGIN_DECLS

/**
 * CubbySyncHandlers:
 * @state_changed: the link went up or down
 * @confirmed: the centre was heard, and the replica has all that it said
 * @committed: changes are in the replica
 * @full: there is no room for it on the disk, or there is again; it is tried on and on
 * @failed: the replica cannot be written: nothing works any more
 */
typedef struct {
  void (*state_changed) (CubbyLinkState state, gpointer data);
  void (*confirmed) (gpointer data);
  void (*committed) (gpointer data);
  void (*full) (gboolean full, gpointer data);
  void (*failed) (const GError *error, gpointer data);
} CubbySyncHandlers;

/* Keeps the replica up to date: by cursor until it has caught up, then by the stream; carries out
 * cubby_link_step(). */
typedef struct _CubbySync CubbySync;

CubbySync *cubby_sync_new (CubbyCentralApi *api, CubbyReplica *replica, const CubbySyncHandlers *handlers,
                           gpointer data);
void cubby_sync_free (CubbySync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySync, cubby_sync_free)

void cubby_sync_start (CubbySync *self);
CubbyLinkState cubby_sync_get_state (CubbySync *self);

G_END_DECLS
