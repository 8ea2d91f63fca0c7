/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/common/settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CubbyLinkd:
 *
 * The wiring: the replica is synchronised (sync), told of on the bus (bus-service), its pictures fetched
 * (pictures), its parcels handed to lockerd, whose events go up (outbox).
 */
typedef struct _CubbyLinkd CubbyLinkd;

/* @failed: called once when nothing can go on; the program ends then. */
CubbyLinkd *cubby_linkd_new (const CubbySettings *settings, GDBusConnection *bus,
                             void (*failed) (const GError *error, gpointer data), gpointer data,
                             GError **error);
void cubby_linkd_free (CubbyLinkd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLinkd, cubby_linkd_free)

void cubby_linkd_start (CubbyLinkd *self);

G_END_DECLS
