/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/linkd/central-api.h"
#include "app/linkd/parcel-store.h"

G_BEGIN_DECLS

/**
 * CubbyOutbox:
 *
 * Between lockerd and the centre: what happened at the doors goes up, in order and at least once (the centre
 * counts by kiosk and sequence), and is acknowledged to lockerd when it is safe there; expected parcels go
 * down, all of them when lockerd (re)appears on the bus.
 */
typedef struct _CubbyOutbox CubbyOutbox;

CubbyOutbox *cubby_outbox_new (CubbyCentralApi *api, CubbyParcelStore *parcels, GDBusConnection *bus);
void cubby_outbox_free (CubbyOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyOutbox, cubby_outbox_free)

/* There are parcels that lockerd was not told of. */
void cubby_outbox_tell_parcels (CubbyOutbox *self);
/* The parcels begin anew: tell all of them. */
void cubby_outbox_forget_told (CubbyOutbox *self);
/* The centre is back: deliver now what waits. */
void cubby_outbox_deliver_now (CubbyOutbox *self);

G_END_DECLS
