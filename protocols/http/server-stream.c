/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/server-private.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* A reader who has not taken this much is cut off, and comes back with Last-Event-ID. */
#define MAX_BEHIND (1 << 20)

#define WRITE_TIMEOUT_S 60

struct _CubbyHttpStream {
  struct evhttp_request *ev;
  struct evbuffer *chunk;
  void (*closed) (CubbyHttpStream *stream, gpointer data);
  gpointer data;
};

static void
stream_finish (CubbyHttpStream *self)
{
  self->closed (self, self->data);
  evbuffer_free (self->chunk);
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
  bufferevent_set_timeouts (bev, NULL, &write_timeout); /* the reader of a stream says nothing */
  setsockopt (bufferevent_getfd (bev), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

CubbyHttpStream *
cubby_http_request_start_stream (CubbyHttpRequest *request, const char *content_type,
                                 void (*closed) (CubbyHttpStream *stream, gpointer data), gpointer data)
{
  CubbyHttpStream *self = g_new0 (CubbyHttpStream, 1);
  self->ev = request->ev;
  self->chunk = evbuffer_new ();
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
  return self;
}

void
cubby_http_stream_send (CubbyHttpStream *self, const char *text, gsize length)
{
  struct evhttp_connection *connection = evhttp_request_get_connection (self->ev);
  struct evbuffer *output = bufferevent_get_output (evhttp_connection_get_bufferevent (connection));
  if (evbuffer_get_length (output) > MAX_BEHIND) {
    cubby_http_stream_end (self);
    return;
  }
  evbuffer_add (self->chunk, text, length);
  evhttp_send_reply_chunk (self->ev, self->chunk);
}

void
cubby_http_stream_end (CubbyHttpStream *self)
{
  struct evhttp_request *ev = self->ev;
  evhttp_connection_set_closecb (evhttp_request_get_connection (ev), NULL, NULL);
  stream_finish (self);
  evhttp_send_reply_end (ev);
}
