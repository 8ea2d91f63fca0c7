/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "cubby-link-dbus.h"
#include "cubby-locker-dbus.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CubbyPeers:
 *
 * cubby-lockerd and cubby-linkd on the bus, whether they run or not. The proxies follow
 * their owners, so a peer that restarts is found again by itself.
 * CubbyPeers::changed comes when a peer appears, goes, or changes a property.
 */
#define CUBBY_TYPE_PEERS (cubby_peers_get_type ())
G_DECLARE_FINAL_TYPE (CubbyPeers, cubby_peers, CUBBY, PEERS, GObject)

/**
 * cubby_peers_new:
 * @bus: G_BUS_TYPE_SYSTEM, or G_BUS_TYPE_SESSION on a desk
 *
 * Returns: (transfer full) (nullable): NULL with @error when the bus cannot be reached.
 */
CubbyPeers *cubby_peers_new (GBusType bus, GError **error);

CubbyLockerBank *cubby_peers_get_bank (CubbyPeers *self);
CubbyLockerCounter *cubby_peers_get_counter (CubbyPeers *self);
CubbyLink1 *cubby_peers_get_link (CubbyPeers *self);

gboolean cubby_peers_is_online (CubbyPeers *self);

G_END_DECLS
