/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the server share; nobody else includes it. */
#pragma once

#include "app/common/thread-queue.h"
#include "protocols/http/http-chunks.h"
#include "protocols/http/http-head.h"
#include "protocols/http/server.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <sys/uio.h>

#define CUBBY_HTTP_BODY_USUAL (256 << 10)

typedef struct _CubbyHttpConnection CubbyHttpConnection;

/* One address that is listened at, and what is answered there. */
typedef struct {
  CubbyHttpServer *server;
  struct evconnlistener *ev;
  const CubbyHttpRoute *routes;
  guint n_routes;
  CubbyHttpTls *tls; /* (nullable) */
  char *path;        /* (nullable): of a unix socket */
  char *address;
} CubbyHttpListener;

struct _CubbyHttpServer {
  struct event_base *base;
  const CubbyHttpRoute *routes;
  guint n_routes;
  CubbyHttpGuard guard;
  CubbyHttpWatch watch;
  gpointer data;
  CubbyHttpLimits limits;
  GPtrArray *trusted;   /* of GInetAddressMask: proxies whose X-Forwarded-For is believed */
  GPtrArray *listeners; /* of CubbyHttpListener; the first is the one that get_address() tells */
  GPtrArray *timers;
  struct event *sweep;

  CubbyHttpConnection *connections; /* a list, newest first */
  guint n_connections;
  guint n_streams;
  guint64 n_turned_away; /* connections beyond the limits */
  GHashTable *addresses; /* network -> how many connections */
  gsize body_bytes;      /* that have come, of bodies that are on their way */
  gboolean draining;

  char date[40]; /* the header Date, for date_s */
  gint64 date_s;
  guint32 boot; /* begins the ids of requests */
  guint32 n_requests;

  int wake_fd;
  struct event *wake;
  CubbyThreadQueue *calls; /* of functions to be called in the loop */
};

struct _CubbyHttpRequest {
  CubbyHttpServer *server;
  CubbyHttpConnection *connection; /* NULL when the client has gone */
  const CubbyHttpRoute *route;
  CubbyHttpHead head;
  char *text;             /* what the head points into */
  GHashTable *parameters; /* (nullable) */
  GHashTable *query;      /* (nullable): read when asked for */
  GByteArray *incoming;   /* (nullable): the body while it comes */
  GBytes *body;
  GString *fields; /* of the answer, with their CRLF */
  char *etag;      /* (nullable): of the answer */
  char id[48];
  char *address; /* (nullable): whose it is, told when asked for */
  gpointer actor;
  GDestroyNotify free_actor;
  gpointer ticket;
  GDestroyNotify give_back;
  gint64 started_us;
  gboolean head_only; /* HEAD */
  gboolean coded;     /* the answer is in a coding already */
};

typedef enum {
  CUBBY_HTTP_CONNECTION_HEAD,   /* a request is awaited, or has begun */
  CUBBY_HTTP_CONNECTION_BODY,   /* of a request that is wanted */
  CUBBY_HTTP_CONNECTION_BUSY,   /* somebody works on the answer */
  CUBBY_HTTP_CONNECTION_STREAM, /* the answer goes on */
  CUBBY_HTTP_CONNECTION_LAST,   /* the last answer is going out */
  CUBBY_HTTP_CONNECTION_LINGER, /* it is out; what still comes is thrown away */
  CUBBY_HTTP_N_CONNECTION_STATES,
} CubbyHttpConnectionState;

/**
 * CubbyHttpConnection:
 * @deadline_us: when it is given up, of the monotonic clock; 0 is never
 * @pending: bytes that waited to be written when it was looked at last
 */
struct _CubbyHttpConnection {
  CubbyHttpServer *server;
  CubbyHttpListener *listener;
  struct bufferevent *bev;
  CubbyHttpConnection *next;
  CubbyHttpConnection *previous;
  CubbyHttpConnectionState state;
  CubbyHttpRequest *request; /* (nullable) */
  CubbyHttpStream *stream;   /* (nullable) */
  char *peer;                /* its address, without the port; "unix" */
  char *network;             /* what it is counted by */
  gint64 deadline_us;
  gint64 stalled_us;
  gsize pending;
  CubbyHttpChunks chunks;
  gsize body_left;
  gsize body_max;
  gsize body_held;    /* of it has come */
  gboolean plain;     /* without TLS */
  gboolean advancing; /* in its loop over what has come */
  gboolean begun;     /* a request */
  gboolean ended;     /* nothing more comes; what has come may still want answers */
};

/* -- server-connection.c */

/* Takes @fd. */
void cubby_http_connection_accept (CubbyHttpListener *listener, int fd, const char *peer);
void cubby_http_connection_free (CubbyHttpConnection *self);
/* Sends at once what the socket takes, the rest when it does. */
void cubby_http_connection_write (CubbyHttpConnection *self, struct iovec *parts, guint n_parts);
/* Returns: how much of it the socket took. */
gsize cubby_http_connection_send_now (CubbyHttpConnection *self, const char *bytes, gsize length);
gsize cubby_http_connection_get_pending (CubbyHttpConnection *self);
/* Its request has its answer. @close: it was the last. */
void cubby_http_connection_answered (CubbyHttpConnection *self, gboolean close);
void cubby_http_connection_start_stream (CubbyHttpConnection *self, CubbyHttpStream *stream);
/* For who took too long, or takes nothing any more. */
void cubby_http_connection_sweep (CubbyHttpConnection *self, gint64 now_us);

/* -- server-request.c */

/* @text: (transfer full): a whole head, with room for a NUL after it. */
CubbyHttpRequest *cubby_http_request_new (CubbyHttpConnection *connection, char *text, gsize length,
                                          GError **error);
/* Finds the route and asks the guard; nothing of the body has been read. */
gboolean cubby_http_request_check (CubbyHttpRequest *self, GError **error);
void cubby_http_request_handle (CubbyHttpRequest *self);
/* Ends @request without an answer to its client. */
void cubby_http_request_free (CubbyHttpRequest *request);
/* Appends the status line and the header fields. */
void cubby_http_request_write_head (CubbyHttpRequest *self, GString *text, guint status, gboolean close);

/* -- server-stream.c */

void cubby_http_stream_closed (CubbyHttpStream *stream);
void cubby_http_stream_written (CubbyHttpStream *stream);

/* -- server-tls.c */

struct bufferevent *cubby_http_tls_accept (CubbyHttpTls *self, struct event_base *base, int fd);
/* Tells the other side that nothing more comes. */
void cubby_http_tls_finish (struct bufferevent *bev);
CubbyHttpTls *cubby_http_tls_ref (CubbyHttpTls *self);

/* -- server-listen.c */

void cubby_http_listener_free (gpointer listener);
/* Nobody waits in its queue: who comes now is refused at once, and goes elsewhere. */
void cubby_http_listener_close (CubbyHttpListener *self);
gboolean cubby_http_server_listen_with (CubbyHttpServer *self, const char *listen, CubbyHttpTls *tls,
                                        const CubbyHttpRoute *routes, guint n_routes, GError **error);
