/* SPDX-License-Identifier: Apache-2.0 */
/* One connection: heads and bodies come in, one request after the other is answered. The body of a request is
 * taken only when its route and its key are known to be right. */
#include "protocols/http/forwarded.h"
#include "protocols/http/problem.h"
#include "protocols/http/server-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What may wait to be read of a connection whose request is still at work. */
#define READ_AHEAD (64 << 10)
/* Of answers that wait to be taken: beyond this no request is read, until they are all on their way. */
#define MAX_UNTAKEN (64 << 10)
#define BODY_BEGIN (4 << 10)
/* A slow body gets a second more for each of these. */
#define BODY_BYTES_A_SECOND (16 << 10)
#define LINGER_S 5
#define STALLED_S 60

static gint64
seconds_from_now (guint64 seconds)
{
  return g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
}

/* -- writing */

gsize
cubby_http_connection_get_pending (CubbyHttpConnection *self)
{
  return evbuffer_get_length (bufferevent_get_output (self->bev));
}

static gsize
send_now (CubbyHttpConnection *self, struct iovec *parts, guint n_parts)
{
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = n_parts};
  if (!self->plain || cubby_http_connection_get_pending (self) > 0)
    return 0;
  ssize_t n = sendmsg (bufferevent_getfd (self->bev), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  return n > 0 ? (gsize)n : 0; /* an error comes again when the loop reads */
}

gsize
cubby_http_connection_send_now (CubbyHttpConnection *self, const char *bytes, gsize length)
{
  struct iovec part = {.iov_base = (char *)bytes, .iov_len = length};
  return send_now (self, &part, 1);
}

void
cubby_http_connection_write (CubbyHttpConnection *self, struct iovec *parts, guint n_parts)
{
  gsize sent = send_now (self, parts, n_parts);
  struct evbuffer *output = bufferevent_get_output (self->bev);
  for (guint i = 0; i < n_parts; i++) {
    gsize skip = MIN (sent, parts[i].iov_len);
    sent -= skip;
    if (parts[i].iov_len > skip)
      evbuffer_add (output, (const char *)parts[i].iov_base + skip, parts[i].iov_len - skip);
  }
}

static void
write_text (CubbyHttpConnection *self, const char *text)
{
  struct iovec part = {.iov_base = (char *)text, .iov_len = strlen (text)};
  cubby_http_connection_write (self, &part, 1);
}

/* -- the end */

static void
unlink_connection (CubbyHttpConnection *self)
{
  CubbyHttpServer *server = self->server;
  guint left = GPOINTER_TO_UINT (g_hash_table_lookup (server->addresses, self->network)) - 1;
  if (left == 0)
    g_hash_table_remove (server->addresses, self->network);
  else
    g_hash_table_replace (server->addresses, g_strdup (self->network), GUINT_TO_POINTER (left));
  if (self->previous != NULL)
    self->previous->next = self->next;
  else
    server->connections = self->next;
  if (self->next != NULL)
    self->next->previous = self->previous;
  server->n_connections--;
}

static void
release_body (CubbyHttpConnection *self)
{
  self->server->body_bytes -= self->body_held;
  self->body_held = 0;
}

void
cubby_http_connection_free (CubbyHttpConnection *self)
{
  unlink_connection (self);
  release_body (self);
  if (self->stream != NULL) {
    self->server->n_streams--;
    cubby_http_stream_closed (self->stream);
  }
  if (self->request != NULL && self->state == CUBBY_HTTP_CONNECTION_BUSY)
    self->request->connection = NULL; /* whoever works on it may still reply into the void */
  else if (self->request != NULL)
    cubby_http_request_free (self->request);
  bufferevent_free (self->bev);
  g_free (self->peer);
  g_free (self->network);
  g_free (self);
}

/* The answer is out: says so, and lets the client read it before the socket is torn down under it. */
static void
linger (CubbyHttpConnection *self)
{
  self->state = CUBBY_HTTP_CONNECTION_LINGER;
  self->deadline_us = seconds_from_now (LINGER_S);
  if (!self->plain)
    cubby_http_tls_finish (self->bev);
  shutdown (bufferevent_getfd (self->bev), SHUT_WR);
}

static void
finish (CubbyHttpConnection *self)
{
  self->state = CUBBY_HTTP_CONNECTION_LAST;
  self->deadline_us = 0; /* as long as it takes the answer; who does not take it is noticed */
  if (cubby_http_connection_get_pending (self) == 0)
    linger (self);
}

/* -- requests */

static void
await_request (CubbyHttpConnection *self)
{
  self->state = CUBBY_HTTP_CONNECTION_HEAD;
  self->begun = FALSE;
  self->deadline_us = seconds_from_now (self->server->limits.idle_s);
}

/* Answers a request that is not taken up; what else the client sends is not looked at. */
static void
refuse (CubbyHttpConnection *self, const GError *error)
{
  CubbyHttpRequest *request = self->request;
  if (request->head.content_length > 0 || request->head.chunked)
    request->head.keep_alive = FALSE;
  self->state = CUBBY_HTTP_CONNECTION_BUSY;
  cubby_http_request_reply_error (request, error);
}

static void
handle (CubbyHttpConnection *self)
{
  self->state = CUBBY_HTTP_CONNECTION_BUSY;
  self->deadline_us = 0;
  cubby_http_request_handle (self->request);
}

/* Returns: FALSE when all that is there of bodies, and @more, is too much. */
static gboolean
has_room_for_body (CubbyHttpConnection *self, gsize more, GError **error)
{
  if (self->server->body_bytes + more <= self->server->limits.body_bytes)
    return TRUE;
  cubby_http_request_add_header (self->request, "Retry-After", "2");
  cubby_problem_set (error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
                     "Too many large bodies are on their way; send it again in a moment.");
  return FALSE;
}

/* What is announced takes no room, for it need not come; what would not fit even now is not begun. */
static gboolean
admit_body (CubbyHttpConnection *self, GError **error)
{
  const CubbyHttpHead *head = &self->request->head;
  gsize max = self->request->route->max_body > 0 ? self->request->route->max_body : CUBBY_HTTP_BODY_USUAL;
  if (head->content_length > (gint64)max) {
    cubby_problem_set (error, CUBBY_PROBLEM_TOO_LARGE, NULL,
                       "The body may have %" G_GSIZE_FORMAT " bytes here.", max);
    return FALSE;
  }
  if (!has_room_for_body (self, (gsize)head->content_length, error))
    return FALSE;
  self->body_max = head->chunked ? max : (gsize)head->content_length;
  self->body_left = (gsize)head->content_length;
  self->chunks = (CubbyHttpChunks){0};
  return TRUE;
}

static void
await_body (CubbyHttpConnection *self)
{
  self->state = CUBBY_HTTP_CONNECTION_BODY;
  self->deadline_us = seconds_from_now (self->server->limits.body_s + self->body_max / BODY_BYTES_A_SECOND);
  self->request->incoming = g_byte_array_sized_new ((guint)MIN (self->body_left, BODY_BEGIN));
  if (self->request->head.expects_continue && evbuffer_get_length (bufferevent_get_input (self->bev)) == 0)
    write_text (self, "HTTP/1.1 100 Continue\r\n\r\n");
}

static void
take_head (CubbyHttpConnection *self, struct evbuffer *input, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *text = g_malloc (length + 1);
  evbuffer_remove (input, text, length);
  self->request = cubby_http_request_new (self, text, length, &error);
  gboolean good = error == NULL && cubby_http_request_check (self->request, &error);
  gboolean has_body = self->request->head.content_length > 0 || self->request->head.chunked;
  if (!good || (has_body && !admit_body (self, &error)))
    refuse (self, error);
  else if (has_body)
    await_body (self);
  else
    handle (self);
}

/* An answer for who sent no request that could have one. */
static void
refuse_bytes (CubbyHttpConnection *self, const GError *error)
{
  self->request = cubby_http_request_new (self, g_strdup (""), 0, NULL);
  refuse (self, error);
}

static gsize
skip_empty_lines (struct evbuffer *input)
{
  char two[2];
  while (evbuffer_copyout (input, two, 2) == 2 && two[0] == '\r' && two[1] == '\n')
    evbuffer_drain (input, 2);
  return evbuffer_get_length (input);
}

/* -- what has come, by state. Returns: whether to look again */

static gboolean
read_head (CubbyHttpConnection *self, struct evbuffer *input)
{
  g_autoptr (GError) error = NULL;
  if (cubby_http_connection_get_pending (self) > MAX_UNTAKEN)
    return FALSE;
  gsize length = skip_empty_lines (input);
  if (length == 0)
    return FALSE;
  if (!self->begun)
    self->deadline_us = seconds_from_now (self->server->limits.head_s);
  self->begun = TRUE;
  gsize looked = MIN (length, CUBBY_HTTP_HEAD_BYTES);
  const char *data = (const char *)evbuffer_pullup (input, (ev_ssize_t)looked);
  const char *end = memmem (data, looked, "\r\n\r\n", 4);
  if (end != NULL) {
    take_head (self, input, (gsize)(end - data) + 4);
    return TRUE;
  }
  if (looked == CUBBY_HTTP_HEAD_BYTES)
    cubby_problem_set (&error, CUBBY_PROBLEM_HEAD_TOO_LARGE, NULL, "The head of a request may have %d bytes.",
                       CUBBY_HTTP_HEAD_BYTES);
  else
    cubby_http_head_check_start (data, looked, &error);
  if (error != NULL)
    refuse_bytes (self, error);
  return FALSE;
}

static void
fail_body (CubbyHttpConnection *self)
{
  g_autoptr (GError) error = NULL;
  if (cubby_http_chunks_is_too_long (&self->chunks))
    cubby_problem_set (&error, CUBBY_PROBLEM_TOO_LARGE, NULL,
                       "The body may have %" G_GSIZE_FORMAT " bytes here.", self->body_max);
  else
    cubby_problem_set (&error, CUBBY_PROBLEM_MALFORMED, NULL, "The chunks of the body cannot be read.");
  refuse (self, error);
}

/* Returns: FALSE when the body is broken. */
static gboolean
take_piece (CubbyHttpConnection *self, const char *data, gsize length, gsize *ret_taken, gboolean *ret_end)
{
  GByteArray *body = self->request->incoming;
  if (!self->request->head.chunked) {
    *ret_taken = MIN (length, self->body_left);
    g_byte_array_append (body, (const guint8 *)data, (guint)*ret_taken);
    self->body_left -= *ret_taken;
    *ret_end = self->body_left == 0;
    return TRUE;
  }
  CubbyHttpChunksResult result =
      cubby_http_chunks_take (&self->chunks, data, length, body, self->body_max, ret_taken);
  *ret_end = result == CUBBY_HTTP_CHUNKS_END;
  return result != CUBBY_HTTP_CHUNKS_BROKEN;
}

static gboolean
count_body (CubbyHttpConnection *self)
{
  g_autoptr (GError) error = NULL;
  gsize more = self->request->incoming->len - self->body_held;
  if (!has_room_for_body (self, more, &error)) {
    refuse (self, error);
    return FALSE;
  }
  self->body_held += more;
  self->server->body_bytes += more;
  return TRUE;
}

static gboolean
read_body (CubbyHttpConnection *self, struct evbuffer *input)
{
  struct evbuffer_iovec part;
  gboolean end = FALSE;
  while (!end && evbuffer_peek (input, -1, NULL, &part, 1) > 0 && part.iov_len > 0) {
    gsize taken = 0;
    gboolean good = take_piece (self, part.iov_base, part.iov_len, &taken, &end);
    evbuffer_drain (input, taken);
    if (!good) {
      fail_body (self);
      return FALSE;
    }
    if (!count_body (self))
      return FALSE;
  }
  if (!end)
    return FALSE;
  release_body (self);
  self->request->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->request->incoming));
  handle (self);
  return TRUE;
}

/* The next request waits until this one has its answer. */
static gboolean
leave (CubbyHttpConnection *self, struct evbuffer *input)
{
  return FALSE;
}

static gboolean
throw_away (CubbyHttpConnection *self, struct evbuffer *input)
{
  evbuffer_drain (input, evbuffer_get_length (input));
  return FALSE;
}

static gboolean (*const readers[CUBBY_HTTP_N_CONNECTION_STATES]) (CubbyHttpConnection *self,
                                                                  struct evbuffer *input) = {
    [CUBBY_HTTP_CONNECTION_HEAD] = read_head,  [CUBBY_HTTP_CONNECTION_BODY] = read_body,
    [CUBBY_HTTP_CONNECTION_BUSY] = leave,      [CUBBY_HTTP_CONNECTION_STREAM] = throw_away,
    [CUBBY_HTTP_CONNECTION_LAST] = throw_away, [CUBBY_HTTP_CONNECTION_LINGER] = throw_away,
};

static void
advance (CubbyHttpConnection *self)
{
  struct evbuffer *input = bufferevent_get_input (self->bev);
  self->advancing = TRUE;
  while (readers[self->state](self, input))
    ;
  self->advancing = FALSE;
  gboolean waits = cubby_http_connection_get_pending (self) > MAX_UNTAKEN;
  if (self->ended && self->state == CUBBY_HTTP_CONNECTION_HEAD && !waits)
    finish (self); /* there is no whole request any more */
}

void
cubby_http_connection_answered (CubbyHttpConnection *self, gboolean close)
{
  self->request = NULL;
  release_body (self);
  if (close) {
    finish (self);
    return;
  }
  await_request (self);
  if (!self->advancing && (self->ended || evbuffer_get_length (bufferevent_get_input (self->bev)) > 0))
    advance (self);
}

void
cubby_http_connection_start_stream (CubbyHttpConnection *self, CubbyHttpStream *stream)
{
  self->request = NULL;
  self->stream = stream;
  self->state = CUBBY_HTTP_CONNECTION_STREAM;
  self->deadline_us = 0;
  self->server->n_streams++;
}

/* -- events */

static void
on_readable (struct bufferevent *bev, void *data)
{
  advance (data);
}

static void
on_written (struct bufferevent *bev, void *data)
{
  CubbyHttpConnection *self = data;
  if (self->state == CUBBY_HTTP_CONNECTION_LAST)
    linger (self);
  else if (self->state == CUBBY_HTTP_CONNECTION_STREAM)
    cubby_http_stream_written (self->stream);
  else if (self->state == CUBBY_HTTP_CONNECTION_HEAD)
    advance (self);
}

static void
on_event (struct bufferevent *bev, short what, void *data)
{
  CubbyHttpConnection *self = data;
  gboolean over = (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR | BEV_EVENT_TIMEOUT)) != 0;
  gboolean half = (what & BEV_EVENT_EOF) != 0 && cubby_http_connection_get_pending (self) > 0;
  if (half && self->state == CUBBY_HTTP_CONNECTION_HEAD) {
    self->ended = TRUE; /* it asks no more, and still gets the answers to all that it asked */
    advance (self);
  } else if (over && !(half && self->state == CUBBY_HTTP_CONNECTION_LAST)) {
    cubby_http_connection_free (self);
  }
}

static void
time_out_request (CubbyHttpConnection *self)
{
  g_autoptr (GError) error = NULL;
  cubby_problem_set (&error, CUBBY_PROBLEM_TIMEOUT, NULL, "The request did not come to its end in time.");
  if (self->request == NULL)
    refuse_bytes (self, error);
  else
    refuse (self, error);
}

void
cubby_http_connection_sweep (CubbyHttpConnection *self, gint64 now_us)
{
  gsize pending = cubby_http_connection_get_pending (self);
  if (pending == 0 || pending < self->pending)
    self->stalled_us = now_us;
  self->pending = pending;
  if (pending > 0 && self->state == CUBBY_HTTP_CONNECTION_HEAD && !self->begun)
    self->deadline_us = seconds_from_now (self->server->limits.idle_s); /* it still reads */
  gboolean coming = self->begun && self->state <= CUBBY_HTTP_CONNECTION_BODY;
  gboolean idle = !self->begun && self->state == CUBBY_HTTP_CONNECTION_HEAD;
  if (now_us - self->stalled_us > STALLED_S * G_USEC_PER_SEC || (idle && self->server->draining))
    cubby_http_connection_free (self);
  else if (self->deadline_us == 0 || now_us < self->deadline_us)
    return;
  else if (coming)
    time_out_request (self);
  else
    cubby_http_connection_free (self);
}

/* -- the beginning */

static void
link_connection (CubbyHttpConnection *self)
{
  CubbyHttpServer *server = self->server;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (server->addresses, self->network));
  g_hash_table_replace (server->addresses, g_strdup (self->network), GUINT_TO_POINTER (count + 1));
  self->next = server->connections;
  if (self->next != NULL)
    self->next->previous = self;
  server->connections = self;
  server->n_connections++;
}

void
cubby_http_connection_accept (CubbyHttpListener *listener, int fd, const char *peer)
{
  CubbyHttpServer *server = listener->server;
  struct bufferevent *bev = listener->tls != NULL
                                ? cubby_http_tls_accept (listener->tls, server->base, fd)
                                : bufferevent_socket_new (server->base, fd, BEV_OPT_CLOSE_ON_FREE);
  int on = 1;
  if (bev == NULL) {
    close (fd);
    return;
  }
  CubbyHttpConnection *self = g_new0 (CubbyHttpConnection, 1);
  self->server = server;
  self->listener = listener;
  self->bev = bev;
  self->peer = g_strdup (peer);
  self->network = cubby_forwarded_get_network (peer);
  self->plain = listener->tls == NULL;
  self->stalled_us = g_get_monotonic_time ();
  await_request (self);
  link_connection (self);
  if (listener->path == NULL)
    setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  bufferevent_setwatermark (bev, EV_READ, 0, READ_AHEAD);
  bufferevent_setcb (bev, on_readable, on_written, on_event, self);
  bufferevent_enable (bev, EV_READ | EV_WRITE);
}
