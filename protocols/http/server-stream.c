/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/server-private.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* A reader who has not taken this much is cut off, and comes back with Last-Event-ID. */
#define MAX_BEHIND (1 << 20)

#define WRITE_TIMEOUT_S 60

/* What the kernel keeps for one that reads slowly: many of them must not take the machine's memory. */
#define SEND_BUFFER (128 << 10)

struct _CubbyHttpStream {
  struct evhttp_request *ev;
  gboolean sealed;
  gboolean chunked; /* an HTTP/1.0 reader takes the text as it is */
  void (*taken) (gpointer data);
  void (*closed) (CubbyHttpStream *stream, gpointer data);
  gpointer data;
};

static void
stream_finish (CubbyHttpStream *self)
{
  self->closed (self, self->data);
  g_free (self);
}

static void
on_closed (struct evhttp_connection *connection, void *data)
{
  CubbyHttpStream *self = data;
  struct evhttp_request *ev = self->ev;
  stream_finish (self);
  if (evhttp_request_get_connection (ev) == NULL)
    evhttp_send_reply_end (ev); /* it belongs to us then: this frees it */
}

static void
prepare_connection (struct evhttp_connection *connection)
{
  struct bufferevent *bev = evhttp_connection_get_bufferevent (connection);
  struct timeval write_timeout = {.tv_sec = WRITE_TIMEOUT_S};
  int on = 1;
  int size = SEND_BUFFER;
  bufferevent_set_timeouts (bev, NULL, &write_timeout); /* the reader of a stream says nothing */
  setsockopt (bufferevent_getfd (bev), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt (bufferevent_getfd (bev), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

/* Nobody looks at the headers again, and with thousands of streams they are most of what one takes. */
static void
forget_headers (struct evhttp_request *ev)
{
  evhttp_clear_headers (evhttp_request_get_input_headers (ev));
  evhttp_clear_headers (evhttp_request_get_output_headers (ev));
}

CubbyHttpStream *
cubby_http_request_start_stream (CubbyHttpRequest *request, const char *content_type,
                                 void (*closed) (CubbyHttpStream *stream, gpointer data), gpointer data)
{
  CubbyHttpStream *self = g_new0 (CubbyHttpStream, 1);
  self->ev = request->ev;
  self->sealed = request->server->sealed;
  self->closed = closed;
  self->data = data;
  struct evhttp_connection *connection = evhttp_request_get_connection (self->ev);
  struct evkeyvalq *headers = evhttp_request_get_output_headers (self->ev);
  evhttp_add_header (headers, "Content-Type", content_type);
  evhttp_add_header (headers, "Cache-Control", "no-store");
  evhttp_add_header (headers, "X-Accel-Buffering", "no");
  evhttp_send_reply_start (self->ev, 200, "OK");
  evhttp_connection_set_closecb (connection, on_closed, self);
  prepare_connection (connection);
  cubby_http_request_free (request);
  self->chunked = evhttp_find_header (headers, "Transfer-Encoding") != NULL;
  forget_headers (self->ev);
  return self;
}

/* The bytes of one chunk as they go over the wire: "SIZE\r\nTEXT\r\n". */
struct _CubbyHttpFrame {
  guint n_refs;
  gsize begin; /* of the text */
  gsize length;
  gsize total;
  char bytes[];
};

CubbyHttpFrame *
cubby_http_frame_new (const char *text, gsize length)
{
  char size[24];
  int begin = g_snprintf (size, sizeof size, "%" G_GSIZE_MODIFIER "x\r\n", length);
  gsize total = (gsize)begin + length + 2;
  CubbyHttpFrame *self = g_malloc (sizeof *self + total);
  self->n_refs = 1;
  self->begin = (gsize)begin;
  self->length = length;
  self->total = total;
  memcpy (self->bytes, size, self->begin);
  memcpy (self->bytes + self->begin, text, length);
  memcpy (self->bytes + self->begin + length, "\r\n", 2);
  return self;
}

CubbyHttpFrame *
cubby_http_frame_ref (CubbyHttpFrame *self)
{
  self->n_refs++;
  return self;
}

void
cubby_http_frame_unref (CubbyHttpFrame *self)
{
  if (self != NULL && --self->n_refs == 0)
    g_free (self);
}

static void
on_bytes_sent (const void *bytes, size_t length, void *data)
{
  cubby_http_frame_unref (data);
}

static struct evbuffer *
get_output (CubbyHttpStream *self)
{
  return bufferevent_get_output (
      evhttp_connection_get_bufferevent (evhttp_request_get_connection (self->ev)));
}

/* Straight into the socket when nothing waits before it: no memory, no turn of the loop. What it does not
 * take follows by the usual way, by reference. Returns: how many bytes it took. */
static gsize
write_through (CubbyHttpStream *self, struct evbuffer *output, const char *bytes, gsize length)
{
  struct bufferevent *bev = evhttp_connection_get_bufferevent (evhttp_request_get_connection (self->ev));
  if (evbuffer_get_length (output) > 0 || self->sealed)
    return 0;
  ssize_t n = send (bufferevent_getfd (bev), bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  return n > 0 ? (gsize)n : 0; /* an error is told again by the loop's own write */
}

static void
send_frame (CubbyHttpStream *self, CubbyHttpFrame *frame)
{
  struct evbuffer *output = get_output (self);
  const char *bytes = self->chunked ? frame->bytes : frame->bytes + frame->begin;
  gsize length = self->chunked ? frame->total : frame->length;
  gsize n = write_through (self, output, bytes, length);
  if (n == length)
    return;
  evbuffer_add_reference (output, bytes + n, length - n, on_bytes_sent, cubby_http_frame_ref (frame));
}

gboolean
cubby_http_stream_send (CubbyHttpStream *self, CubbyHttpFrame *frame)
{
  if (evbuffer_get_length (get_output (self)) > MAX_BEHIND) {
    cubby_http_stream_end (self);
    return FALSE;
  }
  send_frame (self, frame);
  return TRUE;
}

/* Stays set in the connection, so what was told once is not told again. */
static void
on_taken (struct evhttp_connection *connection, void *data)
{
  CubbyHttpStream *self = data;
  void (*taken) (gpointer data) = self->taken;
  self->taken = NULL;
  if (taken != NULL)
    taken (self->data);
}

void
cubby_http_stream_send_page (CubbyHttpStream *self, const char *text, gsize length,
                             void (*taken) (gpointer data))
{
  struct evbuffer *chunk = evbuffer_new ();
  self->taken = taken;
  evbuffer_add (chunk, text, length);
  evhttp_send_reply_chunk_with_cb (self->ev, chunk, on_taken, self);
  evbuffer_free (chunk);
}

void
cubby_http_stream_end (CubbyHttpStream *self)
{
  struct evhttp_request *ev = self->ev;
  evhttp_connection_set_closecb (evhttp_request_get_connection (ev), NULL, NULL);
  stream_finish (self);
  evhttp_send_reply_end (ev);
}
