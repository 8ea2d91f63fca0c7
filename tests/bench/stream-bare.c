/* SPDX-License-Identifier: Apache-2.0 */
/* What evhttp does by itself: a loop over the connections, a chunk each. */
#include "tests/bench/stream-bare.h"

#include "tests/bench/report.h"

#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  GPtrArray *streams; /* of struct evhttp_request */
} Bare;

static void
on_gone (struct evhttp_connection *connection, void *data)
{
  Bare *bare = data;
  for (guint i = 0; i < bare->streams->len; i++)
    if (evhttp_request_get_connection (bare->streams->pdata[i]) == connection) {
      g_ptr_array_remove_index_fast (bare->streams, i);
      return;
    }
}

static void
send_to_all (Bare *bare, struct evhttp_request *request)
{
  struct evbuffer *input = evhttp_request_get_input_buffer (request);
  size_t length = evbuffer_get_length (input);
  const unsigned char *text = evbuffer_pullup (input, -1);
  for (guint i = 0; i < bare->streams->len; i++) {
    struct evbuffer *chunk = evbuffer_new ();
    evbuffer_add (chunk, text, length);
    evhttp_send_reply_chunk (bare->streams->pdata[i], chunk);
    evbuffer_free (chunk);
  }
}

static void
on_request (struct evhttp_request *request, void *data)
{
  Bare *bare = data;
  if (evhttp_request_get_command (request) == EVHTTP_REQ_POST) {
    send_to_all (bare, request);
    evhttp_send_reply (request, 200, "OK", NULL);
    return;
  }
  evhttp_add_header (evhttp_request_get_output_headers (request), "Content-Type", "text/event-stream");
  evhttp_connection_set_closecb (evhttp_request_get_connection (request), on_gone, bare);
  evhttp_send_reply_start (request, 200, "OK");
  g_ptr_array_add (bare->streams, request);
}

static void
serve (int ready)
{
  Bare bare = {.streams = g_ptr_array_new ()};
  struct sockaddr_in address = {0};
  socklen_t size = sizeof address;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGPIPE, SIG_IGN);
  struct event_base *base = event_base_new ();
  struct evhttp *http = evhttp_new (base);
  evhttp_set_gencb (http, on_request, &bare);
  struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle (http, "127.0.0.1", 0);
  if (bound == NULL)
    _exit (1);
  getsockname (evhttp_bound_socket_get_fd (bound), (struct sockaddr *)&address, &size);
  guint16 port = ntohs (address.sin_port);
  if (write (ready, &port, sizeof port) != (ssize_t)sizeof port)
    _exit (1);
  event_base_dispatch (base);
  _exit (0);
}

pid_t
bench_bare_stream_start (guint16 *ret_port)
{
  int ends[2];
  if (pipe (ends) < 0)
    bench_fail ("stream: no pipe");
  pid_t pid = fork ();
  if (pid == 0)
    serve (ends[1]);
  close (ends[1]);
  if (pid < 0 || read (ends[0], ret_port, sizeof *ret_port) != (ssize_t)sizeof *ret_port)
    bench_fail ("stream: the bare evhttp does not start");
  close (ends[0]);
  return pid;
}
