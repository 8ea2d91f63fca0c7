/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that go on, thousands at once. */
#include "protocols/http/server-private.h"

#include <string.h>
#include <sys/socket.h>

/* A reader who has not taken this much is cut off, and comes back with Last-Event-ID. */
#define MAX_BEHIND (1 << 20)

/* What the kernel keeps for one that reads slowly: many of them must not take the machine's memory. */
#define SEND_BUFFER (128 << 10)

struct _CubbyHttpStream {
  CubbyHttpConnection *connection;
  gboolean chunked; /* an HTTP/1.0 reader takes the text as it is, to the end of the connection */
  gboolean close;   /* when it ends */
  void (*taken) (gpointer data);
  void (*closed) (CubbyHttpStream *stream, gpointer data);
  gpointer data;
  gpointer ticket;
  GDestroyNotify give_back;
};

static void
send_head (CubbyHttpStream *self, CubbyHttpRequest *request, const char *content_type)
{
  g_autoptr (GString) head = g_string_sized_new (512);
  cubby_http_request_add_header (request, "Content-Type", content_type);
  cubby_http_request_add_header (request, "Cache-Control", "no-store");
  cubby_http_request_add_header (request, "X-Accel-Buffering", "no");
  if (self->chunked)
    cubby_http_request_add_header (request, "Transfer-Encoding", "chunked");
  cubby_http_request_write_head (request, head, 200, self->close);
  g_string_append (head, "\r\n");
  struct iovec part = {.iov_base = head->str, .iov_len = head->len};
  cubby_http_connection_write (self->connection, &part, 1);
}

CubbyHttpStream *
cubby_http_request_start_stream (CubbyHttpRequest *request, const char *content_type,
                                 void (*closed) (CubbyHttpStream *stream, gpointer data), gpointer data)
{
  CubbyHttpStream *self = g_new0 (CubbyHttpStream, 1);
  int size = SEND_BUFFER;
  self->connection = request->connection;
  self->chunked = request->head.minor == 1;
  self->close = !request->head.keep_alive || !self->chunked;
  self->closed = closed;
  self->data = data;
  self->ticket = request->ticket;
  self->give_back = request->give_back;
  request->give_back = NULL;
  send_head (self, request, content_type);
  setsockopt (bufferevent_getfd (self->connection->bev), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  cubby_http_connection_start_stream (self->connection, self);
  cubby_http_request_free (request);
  return self;
}

void
cubby_http_stream_closed (CubbyHttpStream *self)
{
  self->closed (self, self->data);
  if (self->give_back != NULL)
    self->give_back (self->ticket);
  g_free (self);
}

void
cubby_http_stream_written (CubbyHttpStream *self)
{
  void (*taken) (gpointer data) = self->taken;
  self->taken = NULL; /* what was told once is not told again */
  if (taken != NULL)
    taken (self->data);
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

gboolean
cubby_http_stream_send (CubbyHttpStream *self, CubbyHttpFrame *frame)
{
  CubbyHttpConnection *connection = self->connection;
  const char *bytes = self->chunked ? frame->bytes : frame->bytes + frame->begin;
  gsize length = self->chunked ? frame->total : frame->length;
  if (cubby_http_connection_get_pending (connection) > MAX_BEHIND) {
    cubby_http_stream_end (self);
    connection->deadline_us = 1; /* what waits for it is let go by the next sweep */
    return FALSE;
  }
  gsize n = cubby_http_connection_send_now (connection, bytes, length);
  if (n < length)
    evbuffer_add_reference (bufferevent_get_output (connection->bev), bytes + n, length - n, on_bytes_sent,
                            cubby_http_frame_ref (frame));
  return TRUE;
}

void
cubby_http_stream_send_page (CubbyHttpStream *self, const char *text, gsize length,
                             void (*taken) (gpointer data))
{
  struct evbuffer *output = bufferevent_get_output (self->connection->bev);
  self->taken = taken;
  if (self->chunked)
    evbuffer_add_printf (output, "%" G_GSIZE_MODIFIER "x\r\n", length);
  evbuffer_add (output, text, length);
  if (self->chunked)
    evbuffer_add (output, "\r\n", 2);
}

void
cubby_http_stream_end (CubbyHttpStream *self)
{
  static char last[] = "0\r\n\r\n";
  CubbyHttpConnection *connection = self->connection;
  gboolean close = self->close || connection->server->draining;
  struct iovec part = {.iov_base = last, .iov_len = sizeof last - 1};
  if (self->chunked)
    cubby_http_connection_write (connection, &part, 1);
  connection->stream = NULL;
  connection->server->n_streams--;
  cubby_http_stream_closed (self);
  cubby_http_connection_answered (connection, close);
}
