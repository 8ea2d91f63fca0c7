/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-port.h"

#include "hardware/sim/sim-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

struct _CubbySimPort {
  CubbySimBank *bank;
  guint bus;
  char *where;
  guint16 number;
  GSocketService *service; /* TCP */
  GPtrArray *wires;        /* of CubbySimWire */
  char *link;              /* pty */
  int slave_fd;            /* kept open, or the master reports a hang-up whenever nobody else has it */
  gulong cable;
};

static void
wire_release (gpointer data)
{
  cubby_sim_wire_close (data);
  cubby_sim_wire_unref (data);
}

static void
wire_closed (CubbySimWire *wire, gpointer data)
{
  CubbySimPort *self = data;
  g_ptr_array_remove_fast (self->wires, wire);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  CubbySimPort *self = data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_socket_set_option (socket, 6 /* IPPROTO_TCP */, 1 /* TCP_NODELAY */, 1, NULL);
  int fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 3);
  if (fd >= 0)
    g_ptr_array_add (self->wires, cubby_sim_wire_new (self->bank, self->bus, &cubby_sim_framing_tcp, fd,
                                                      wire_closed, self));
  return TRUE;
}

static gboolean
port_listen (CubbySimPort *self, const char *address, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (address, 502, error);
  if (connectable == NULL)
    return FALSE;
  const char *host = g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable));
  g_autoptr (GInetAddress) ip = g_inet_address_new_from_string (host);
  if (ip == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not an IP address", host);
    return FALSE;
  }
  g_autoptr (GSocketAddress) wanted =
      g_inet_socket_address_new (ip, g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
  g_autoptr (GSocketAddress) got = NULL;
  self->service = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
    return FALSE;
  self->number = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
  g_free (self->where);
  self->where = g_strdup_printf ("tcp:%s:%u", host, self->number);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return TRUE;
}

static gboolean
fail_errno (GError **error, const char *what)
{
  int saved = errno;
  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (saved), "%s: %s", what, g_strerror (saved));
  return FALSE;
}

/* An old link may be replaced; anything else at that path belongs to somebody. */
static gboolean
port_link (CubbySimPort *self, const char *path, const char *terminal, GError **error)
{
  GStatBuf status;
  if (g_lstat (path, &status) == 0 && S_ISLNK (status.st_mode))
    g_unlink (path);
  if (symlink (terminal, path) != 0)
    return fail_errno (error, path);
  self->link = g_strdup (path);
  return TRUE;
}

static gboolean
port_open_pty (CubbySimPort *self, const char *path, GError **error)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (master < 0)
    return fail_errno (error, "cannot make a pseudo terminal");
  const char *terminal = grantpt (master) == 0 && unlockpt (master) == 0 ? ptsname (master) : NULL;
  self->slave_fd = terminal != NULL ? open (terminal, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  struct termios settings;
  if (self->slave_fd < 0 || tcgetattr (self->slave_fd, &settings) != 0) {
    fail_errno (error, "cannot make a pseudo terminal");
    close (master);
    return FALSE;
  }
  cfmakeraw (&settings);
  tcsetattr (self->slave_fd, TCSANOW, &settings);
  if (!port_link (self, path, terminal, error)) {
    close (master);
    return FALSE;
  }
  g_ptr_array_add (self->wires, cubby_sim_wire_new (self->bank, self->bus, &cubby_sim_framing_rtu, master,
                                                    wire_closed, self));
  g_free (self->where);
  self->where = g_strconcat ("pty:", path, NULL);
  return TRUE;
}

static gboolean
port_open (CubbySimPort *self, const char *where, GError **error)
{
  if (g_str_has_prefix (where, "tcp:"))
    return port_listen (self, where + strlen ("tcp:"), error);
  if (g_str_has_prefix (where, "pty:"))
    return port_open_pty (self, where + strlen ("pty:"), error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "it is neither tcp:ADDR:PORT nor pty:PATH");
  return FALSE;
}

static void
port_close (CubbySimPort *self)
{
  g_ptr_array_set_size (self->wires, 0);
  if (self->service != NULL) {
    g_signal_handlers_disconnect_by_data (self->service, self);
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    g_clear_object (&self->service);
  }
  if (self->link != NULL)
    g_unlink (self->link);
  g_clear_pointer (&self->link, g_free);
  if (self->slave_fd >= 0)
    close (self->slave_fd);
  self->slave_fd = -1;
}

/* An adapter that is out takes its device with it, and has it again where it was when it is back. */
static void
cable_cb (CubbySimBank *bank, guint bus, int cable, gpointer data)
{
  CubbySimPort *self = data;
  g_autoptr (GError) error = NULL;
  gboolean open = self->service != NULL || self->slave_fd >= 0;
  if (bus != self->bus || open == (cable != CUBBY_SIM_CABLE_UNPLUGGED))
    return;
  g_autofree char *where = g_strdup (self->where);
  if (open)
    port_close (self);
  else if (!port_open (self, where, &error))
    g_warning ("cannot listen at %s again: %s", where, error->message);
}

CubbySimPort *
cubby_sim_port_new (CubbySimBank *bank, guint bus, const char *where, GError **error)
{
  g_autoptr (CubbySimPort) self = g_new0 (CubbySimPort, 1);
  self->bank = g_object_ref (bank);
  self->bus = bus;
  self->slave_fd = -1;
  self->wires = g_ptr_array_new_with_free_func (wire_release);
  if (port_open (self, where, error)) {
    self->cable = g_signal_connect (bank, "cable", G_CALLBACK (cable_cb), self);
    return g_steal_pointer (&self);
  }
  g_prefix_error (error, "cannot listen at %s: ", where);
  return NULL;
}

void
cubby_sim_port_hang_up (CubbySimPort *self)
{
  g_ptr_array_set_size (self->wires, 0);
}

void
cubby_sim_port_free (CubbySimPort *self)
{
  port_close (self);
  g_clear_signal_handler (&self->cable, self->bank);
  g_ptr_array_unref (self->wires);
  g_free (self->where);
  g_object_unref (self->bank);
  g_free (self);
}

const char *
cubby_sim_port_get_where (CubbySimPort *self)
{
  return self->where;
}

guint16
cubby_sim_port_get_number (CubbySimPort *self)
{
  return self->number;
}
