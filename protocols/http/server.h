/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CUBBY_HTTP_SERVER_ERROR (cubby_http_server_error_quark ())
GQuark cubby_http_server_error_quark (void);

typedef enum {
  CUBBY_HTTP_SERVER_ERROR_ADDRESS, /* no ADDR:PORT */
  CUBBY_HTTP_SERVER_ERROR_BIND,    /* the port is taken or not allowed */
  CUBBY_HTTP_SERVER_ERROR_TLS,     /* a certificate or key is no good */
} CubbyHttpServerError;

typedef struct _CubbyHttpServer CubbyHttpServer;
typedef struct _CubbyHttpRequest CubbyHttpRequest;
typedef struct _CubbyHttpStream CubbyHttpStream;
typedef struct _CubbyHttpTls CubbyHttpTls;

/**
 * CubbyHttpHandler:
 * @request: answered exactly once, now or later, by one of the reply functions, which end it
 */
typedef void (*CubbyHttpHandler) (CubbyHttpRequest *request, gpointer data);

/**
 * CubbyHttpRoute:
 * @pattern: a path; "{name}" stands for one whole segment or the start of one ("{id}.png")
 * @scope: passed to the guard; 0 is open to everybody
 * @max_body: bytes; 0 is the usual limit
 */
typedef struct {
  const char *method;
  const char *pattern;
  guint scope;
  CubbyHttpHandler handler;
  gsize max_body;
} CubbyHttpRoute;

/* Asked when the head of a request is there, before its body is taken. @scope is the route's, 0 for an open
 * one. Returns: TRUE to go on; FALSE with @error set, which is the answer. */
typedef gboolean (*CubbyHttpGuard) (CubbyHttpRequest *request, guint scope, gpointer data, GError **error);

/* Called when an answer was given, for measuring. */
typedef void (*CubbyHttpWatch) (CubbyHttpRequest *request, guint status, gint64 took_us, gpointer data);

/**
 * CubbyHttpLimits:
 * @connections: at once; who comes beyond is told so
 * @connections_per_address: of one client, or a /64 of IPv6; a trusted proxy may have any number
 * @body_bytes: that have come, of all bodies that are on their way together
 * @head_s: for the head of a request to come, from its first byte
 * @body_s: for its body; large ones get more
 * @idle_s: between requests
 */
typedef struct {
  guint connections;
  guint connections_per_address;
  gsize body_bytes;
  guint head_s;
  guint body_s;
  guint idle_s;
} CubbyHttpLimits;

/**
 * cubby_http_server_new:
 * @routes: (array length=n_routes): first match wins; must outlive the server
 * @guard: (nullable)
 * @data: for handlers, guard and watch
 *
 * An HTTP/1.1 server on one loop in the thread that calls cubby_http_server_run().
 * Everything here is for that thread, except cubby_http_server_invoke() and
 * cubby_http_server_quit().
 */
CubbyHttpServer *cubby_http_server_new (const CubbyHttpRoute *routes, guint n_routes, CubbyHttpGuard guard,
                                        CubbyHttpWatch watch, gpointer data);
void cubby_http_server_free (CubbyHttpServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHttpServer, cubby_http_server_free)

void cubby_http_server_set_limits (CubbyHttpServer *self, const CubbyHttpLimits *limits);
/* @proxies: (transfer full): of cubby_forwarded_read_proxies(): whose X-Forwarded-For is believed */
void cubby_http_server_set_proxies (CubbyHttpServer *self, GPtrArray *proxies);

/* @listen: "ADDR:PORT" or "[ADDR]:PORT", where port 0 takes a free one, or "unix:PATH". @tls: (nullable). */
gboolean cubby_http_server_listen (CubbyHttpServer *self, const char *listen, CubbyHttpTls *tls,
                                   GError **error);
/* The same for an address where only @routes are answered. */
gboolean cubby_http_server_listen_for (CubbyHttpServer *self, const char *listen,
                                       const CubbyHttpRoute *routes, guint n_routes, GError **error);
/* Returns: (transfer full): the @index-th that is listened at: "ADDR:PORT" as bound, or "unix:PATH". */
char *cubby_http_server_get_address (CubbyHttpServer *self, guint index);

/* Files in PEM; TLS 1.2 and 1.3. */
CubbyHttpTls *cubby_http_tls_new (const char *certificate_file, const char *key_file, GError **error);
/* Reads its files again, for connections to come. FALSE leaves it as it is. */
gboolean cubby_http_tls_reload (CubbyHttpTls *self, GError **error);
void cubby_http_tls_unref (CubbyHttpTls *self);

guint cubby_http_server_get_n_connections (CubbyHttpServer *self);
guint64 cubby_http_server_get_n_turned_away (CubbyHttpServer *self);
guint cubby_http_server_get_n_streams (CubbyHttpServer *self);

/* Takes no more connections, closes those that wait, and lets requests that are there come to their answer.
 */
void cubby_http_server_drain (CubbyHttpServer *self);
gboolean cubby_http_server_is_draining (CubbyHttpServer *self);
/* How many requests and streams are still on their way. */
guint cubby_http_server_get_n_busy (CubbyHttpServer *self);

/* Serves until cubby_http_server_quit(). */
void cubby_http_server_run (CubbyHttpServer *self);
void cubby_http_server_quit (CubbyHttpServer *self);
/* After cubby_http_server_run(): makes the calls that still wait and lets their answers go out. */
void cubby_http_server_flush (CubbyHttpServer *self);
/* Calls @function in the server's thread, in order. From any thread. */
void cubby_http_server_invoke (CubbyHttpServer *self, void (*function) (gpointer data), gpointer data);
/* Calls @function there every @interval_ms while the server lives. */
void cubby_http_server_add_timer (CubbyHttpServer *self, guint interval_ms, void (*function) (gpointer data),
                                  gpointer data);

/**
 * CubbyHttpEar:
 *
 * Calls a function in the server's thread whenever there is something to read from a file descriptor, which
 * is another's. To be freed before both.
 */
typedef struct _CubbyHttpEar CubbyHttpEar;

CubbyHttpEar *cubby_http_ear_new (CubbyHttpServer *server, int fd, void (*function) (gpointer data),
                                  gpointer data);
void cubby_http_ear_free (CubbyHttpEar *self);

/**
 * CubbyHttpAlarm:
 *
 * Calls a function in the server's thread, once each time that it is set. To be freed before the server.
 */
typedef struct _CubbyHttpAlarm CubbyHttpAlarm;

CubbyHttpAlarm *cubby_http_alarm_new (CubbyHttpServer *server, void (*function) (gpointer data),
                                      gpointer data);
void cubby_http_alarm_free (CubbyHttpAlarm *self);
/* Sets it, anew if it is set. With 0 it comes after all that waits at the sockets now. */
void cubby_http_alarm_set (CubbyHttpAlarm *self, guint delay_ms);

const char *cubby_http_request_get_method (CubbyHttpRequest *request);
const char *cubby_http_request_get_path (CubbyHttpRequest *request);
const char *cubby_http_request_get_pattern (CubbyHttpRequest *request);
/* What the answer and the log call it: the client's X-Request-ID, or a number. */
const char *cubby_http_request_get_id (CubbyHttpRequest *request);
/* Whose it is: the client's address, told by the socket or by trusted proxies; "unix" without one. */
const char *cubby_http_request_get_address (CubbyHttpRequest *request);
/* The value that stands for {@name} in the pattern, decoded; "" for one the pattern has not. */
const char *cubby_http_request_get_parameter (CubbyHttpRequest *request, const char *name);
const char *cubby_http_request_get_query (CubbyHttpRequest *request, const char *name);
/* What follows the "?" as it came; "" when there is none. */
const char *cubby_http_request_get_query_text (CubbyHttpRequest *request);
const char *cubby_http_request_get_header (CubbyHttpRequest *request, const char *name);
/* Returns: (transfer none): the body; empty when there is none. */
GBytes *cubby_http_request_get_body (CubbyHttpRequest *request);
/* For the guard to tell the handler who asks. */
void cubby_http_request_set_actor (CubbyHttpRequest *request, gpointer actor, GDestroyNotify free_actor);
gpointer cubby_http_request_get_actor (CubbyHttpRequest *request);

/* Something that is given back when the request has its answer or, when that is a stream, when it ends. */
void cubby_http_request_set_ticket (CubbyHttpRequest *request, gpointer ticket, GDestroyNotify give_back);

/* Before the reply. */
void cubby_http_request_add_header (CubbyHttpRequest *request, const char *name, const char *value);

/* @content_type: NULL for an answer without a body, such as 304 */
void cubby_http_request_reply (CubbyHttpRequest *request, guint status, const char *content_type,
                               const void *body, gsize length);
/* @parts: (array length=n_parts): follow each other in the body, which refers to them until the reader has
 * them; however large they are, nothing is copied for each reader. */
void cubby_http_request_reply_parts (CubbyHttpRequest *request, guint status, const char *content_type,
                                     GBytes *const *parts, guint n_parts);
void cubby_http_request_reply_json (CubbyHttpRequest *request, guint status, const char *json);
void cubby_http_request_reply_error (CubbyHttpRequest *request, const GError *error);

/**
 * cubby_http_request_start_stream:
 * @closed: called once when the stream has ended, whoever ended it; @stream is gone after it
 *
 * Answers 200 with a body that goes on. A reader who falls too far behind is cut off.
 */
CubbyHttpStream *cubby_http_request_start_stream (CubbyHttpRequest *request, const char *content_type,
                                                  void (*closed) (CubbyHttpStream *stream, gpointer data),
                                                  gpointer data);
/**
 * CubbyHttpFrame:
 *
 * A piece of text that many streams send: its bytes are kept once, however many have not taken them yet.
 */
typedef struct _CubbyHttpFrame CubbyHttpFrame;

CubbyHttpFrame *cubby_http_frame_new (const char *text, gsize length);
CubbyHttpFrame *cubby_http_frame_ref (CubbyHttpFrame *self);
void cubby_http_frame_unref (CubbyHttpFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyHttpFrame, cubby_http_frame_unref)

/* Returns: FALSE when the reader was too far behind and was cut off; @stream is gone then. */
gboolean cubby_http_stream_send (CubbyHttpStream *stream, CubbyHttpFrame *frame);
/**
 * cubby_http_stream_send_page:
 * @taken: called with the stream's data when the reader has room for more; not before this returns
 *
 * For one reader that catches up: the next page is made when this one is on its way.
 */
void cubby_http_stream_send_page (CubbyHttpStream *stream, const char *text, gsize length,
                                  void (*taken) (gpointer data));
void cubby_http_stream_end (CubbyHttpStream *stream);

G_END_DECLS
