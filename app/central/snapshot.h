/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"
#include "protocols/sql/sql.h"

G_BEGIN_DECLS

/**
 * CubbySnapshots:
 *
 * GET /v1/snapshot: what a new replica begins with, as gzip members of JSON lines. The range and stock are
 * read in a thread of their own, at most once for many changes, and their bytes are kept once for all who
 * load them; a kiosk's parcels follow as a member of its own.
 *
 * Everything is as of one sequence number: what changes while it is read has a higher one, and comes by the
 * feed.
 */
typedef struct _CubbySnapshots CubbySnapshots;

CubbySnapshots *cubby_snapshots_new (const char *database, CubbySql *reader, CubbyHttpServer *server);
/* Waits for the thread; who still waits is answered 503. */
void cubby_snapshots_free (CubbySnapshots *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbySnapshots, cubby_snapshots_free)

/* Answers @request, now or when a snapshot is made; @for_store: (nullable): whose kiosk asks. */
void cubby_snapshots_reply (CubbySnapshots *self, CubbyHttpRequest *request, const char *for_store);

G_END_DECLS
