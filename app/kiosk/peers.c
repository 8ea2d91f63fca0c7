/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/peers.h"

#include "protocols/dbus/names.h"

struct _CubbyPeers {
  GObject parent_instance;
  CubbyLockerBank *bank;
  CubbyLockerCounter *counter;
  CubbyLink1 *link;
};

G_DEFINE_FINAL_TYPE (CubbyPeers, cubby_peers, G_TYPE_OBJECT)

static guint changed_signal;

static void
on_changed (CubbyPeers *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
watch (CubbyPeers *self, gpointer proxy)
{
  g_signal_connect_object (proxy, "notify::g-name-owner", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (proxy, "g-properties-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
cubby_peers_dispose (GObject *object)
{
  CubbyPeers *self = CUBBY_PEERS (object);
  g_clear_object (&self->bank);
  g_clear_object (&self->counter);
  g_clear_object (&self->link);
  G_OBJECT_CLASS (cubby_peers_parent_class)->dispose (object);
}

static void
cubby_peers_class_init (CubbyPeersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cubby_peers_dispose;
  changed_signal =
      g_signal_new ("changed", CUBBY_TYPE_PEERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cubby_peers_init (CubbyPeers *self)
{
}

CubbyPeers *
cubby_peers_new (GBusType bus, GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (bus, NULL, error);
  if (connection == NULL) {
    g_prefix_error (error,
                    "the %s bus cannot be reached%s: ", bus == G_BUS_TYPE_SESSION ? "session" : "system",
                    bus == G_BUS_TYPE_SESSION ? "" : " (on a desk, --session names the other one)");
    return NULL;
  }
  const GDBusProxyFlags flags =
      G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START | G_DBUS_PROXY_FLAGS_GET_INVALIDATED_PROPERTIES;
  g_autoptr (CubbyPeers) self = g_object_new (CUBBY_TYPE_PEERS, NULL);
  self->bank = cubby_locker_bank_proxy_new_sync (connection, flags, CUBBY_LOCKER_BUS_NAME, CUBBY_LOCKER_PATH,
                                                 NULL, error);
  if (self->bank == NULL)
    return NULL;
  self->counter = cubby_locker_counter_proxy_new_sync (connection, flags, CUBBY_LOCKER_BUS_NAME,
                                                       CUBBY_LOCKER_PATH, NULL, error);
  if (self->counter == NULL)
    return NULL;
  self->link =
      cubby_link1_proxy_new_sync (connection, flags, CUBBY_LINK_BUS_NAME, CUBBY_LINK_PATH, NULL, error);
  if (self->link == NULL)
    return NULL;
  watch (self, self->bank);
  watch (self, self->link);
  return g_steal_pointer (&self);
}

CubbyLockerBank *
cubby_peers_get_bank (CubbyPeers *self)
{
  return self->bank;
}

CubbyLockerCounter *
cubby_peers_get_counter (CubbyPeers *self)
{
  return self->counter;
}

CubbyLink1 *
cubby_peers_get_link (CubbyPeers *self)
{
  return self->link;
}

gboolean
cubby_peers_is_online (CubbyPeers *self)
{
  g_return_val_if_fail (CUBBY_IS_PEERS (self), FALSE);
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->link));
  return owner != NULL && g_strcmp0 (cubby_link1_get_state (self->link), "online") == 0;
}
