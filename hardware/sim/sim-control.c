/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-control.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define COMMAND_MAX 1024

struct _CubbySimControl {
  CubbySimBank *bank;
  char *path;
  GSocketService *service;
  GPtrArray *callers; /* of Caller, which the array owns */
  void (*quit) (gpointer data);
  gpointer quit_data;
};

typedef struct {
  CubbySimControl *control; /* NULL once the control is gone */
  GSocketConnection *connection;
  GDataInputStream *lines;
  gulong watching;
} Caller;

static void caller_read (Caller *caller);

static void
caller_free (Caller *caller)
{
  g_object_unref (caller->lines);
  g_object_unref (caller->connection);
  g_free (caller);
}

static void
caller_leave (Caller *caller)
{
  CubbySimControl *self = caller->control;
  if (self == NULL)
    return;
  caller->control = NULL;
  if (caller->watching != 0)
    g_signal_handler_disconnect (self->bank, caller->watching);
  g_ptr_array_remove_fast (self->callers, caller);
}

static void
caller_say (Caller *caller, const char *text)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (caller->connection));
  /* A few lines into a local socket: they fit, or the caller does not read and loses them. */
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (out), text, strlen (text), NULL,
                                              NULL);
}

static void
event_cb (CubbySimBank *bank, const char *event, gpointer data)
{
  g_autofree char *line = g_strconcat (event, "\n", NULL);
  caller_say (data, line);
}

static void
caller_hear (Caller *caller, const char *line)
{
  CubbySimControl *self = caller->control;
  if (g_str_equal (line, "watch")) {
    if (caller->watching == 0)
      caller->watching = g_signal_connect (self->bank, "event", G_CALLBACK (event_cb), caller);
    caller_say (caller, "ok\n");
  } else if (g_str_equal (line, "quit")) {
    caller_say (caller, "ok\n");
    self->quit (self->quit_data);
  } else {
    g_autoptr (GString) reply = g_string_new (NULL);
    cubby_sim_command (self->bank, line, reply);
    caller_say (caller, reply->str);
  }
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Caller *caller = data;
  gsize length = 0;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, &length, NULL);
  if (line == NULL || length > COMMAND_MAX)
    caller_leave (caller);
  else if (caller->control != NULL)
    caller_hear (caller, g_strstrip (line));
  if (caller->control != NULL)
    caller_read (caller);
  else
    caller_free (caller);
}

static void
caller_read (Caller *caller)
{
  g_data_input_stream_read_line_async (caller->lines, G_PRIORITY_DEFAULT, NULL, line_cb, caller);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  CubbySimControl *self = data;
  Caller *caller = g_new0 (Caller, 1);
  caller->control = self;
  caller->connection = g_object_ref (connection);
  caller->lines = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_ptr_array_add (self->callers, caller);
  caller_read (caller);
  return TRUE;
}

/* A socket that nobody listens at is what a simulator that was killed leaves behind. */
static void
remove_stale (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  GStatBuf status;
  if (connection == NULL && g_lstat (path, &status) == 0 && S_ISSOCK (status.st_mode))
    g_unlink (path);
}

CubbySimControl *
cubby_sim_control_new (CubbySimBank *bank, const char *path, void (*quit) (gpointer data), gpointer data,
                       GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketService) service = g_socket_service_new ();
  remove_stale (path);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error)) {
    g_prefix_error (error, "cannot make the control socket %s: ", path);
    return NULL;
  }
  CubbySimControl *self = g_new0 (CubbySimControl, 1);
  self->bank = g_object_ref (bank);
  self->path = g_strdup (path);
  self->service = g_steal_pointer (&service);
  self->callers = g_ptr_array_new ();
  self->quit = quit;
  self->quit_data = data;
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  return self;
}

void
cubby_sim_control_free (CubbySimControl *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (self->callers->len > 0) {
    Caller *caller = g_ptr_array_index (self->callers, 0);
    caller_leave (caller);
    /* Its read ends, and line_cb() frees it. */
    g_socket_shutdown (g_socket_connection_get_socket (caller->connection), TRUE, TRUE, NULL);
  }
  g_ptr_array_unref (self->callers);
  g_unlink (self->path);
  g_object_unref (self->service);
  g_object_unref (self->bank);
  g_free (self->path);
  g_free (self);
}
