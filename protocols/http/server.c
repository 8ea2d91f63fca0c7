/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/server.h"
#include "protocols/http/server-private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define IDLE_S 75
#define MAX_HEADERS (16 << 10)
#define MAX_BODY (64 << 20)
#define FLUSH_ROUNDS 20

GQuark
cubby_http_server_error_quark (void)
{
  return g_quark_from_static_string ("cubby-http-server-error-quark");
}

typedef struct {
  void (*function) (gpointer data);
  gpointer data;
} Call;

static void
on_request (struct evhttp_request *ev, void *data)
{
  cubby_http_server_dispatch (data, ev);
}

static void
on_wake (evutil_socket_t fd, short what, void *data)
{
  CubbyHttpServer *self = data;
  guint64 count;
  if (read (fd, &count, sizeof count) < 0 && errno != EAGAIN)
    g_warning ("eventfd: %s", g_strerror (errno));
  Call *call;
  while ((call = g_async_queue_try_pop (self->calls)) != NULL) {
    call->function (call->data);
    g_free (call);
  }
}

CubbyHttpServer *
cubby_http_server_new (const CubbyHttpRoute *routes, guint n_routes, CubbyHttpGuard guard,
                       CubbyHttpWatch watch, gpointer data)
{
  CubbyHttpServer *self = g_new0 (CubbyHttpServer, 1);
  self->routes = routes;
  self->n_routes = n_routes;
  self->guard = guard;
  self->watch = watch;
  self->data = data;
  self->calls = g_async_queue_new_full (g_free);
  self->timers = g_ptr_array_new ();
  self->base = event_base_new ();
  self->http = evhttp_new (self->base);
  evhttp_set_gencb (self->http, on_request, self);
  evhttp_set_allowed_methods (self->http, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST |
                                              EVHTTP_REQ_PATCH | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE |
                                              EVHTTP_REQ_OPTIONS);
  evhttp_set_max_headers_size (self->http, MAX_HEADERS);
  evhttp_set_max_body_size (self->http, MAX_BODY);
  evhttp_set_timeout (self->http, IDLE_S);

  self->wake_fd = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC);
  self->wake = event_new (self->base, self->wake_fd, EV_READ | EV_PERSIST, on_wake, self);
  event_add (self->wake, NULL);
  return self;
}

static void
timer_free (gpointer data)
{
  struct event *timer = data;
  g_free (event_get_callback_arg (timer));
  event_free (timer);
}

void
cubby_http_server_free (CubbyHttpServer *self)
{
  if (self == NULL)
    return;
  evhttp_free (self->http);
  g_ptr_array_set_free_func (self->timers, timer_free);
  g_ptr_array_unref (self->timers);
  event_free (self->wake);
  event_base_free (self->base);
  close (self->wake_fd);
  g_async_queue_unref (self->calls);
  g_free (self->address);
  g_free (self);
}

/* "ADDR:PORT" or "[ADDR]:PORT" */
static gboolean
split_address (const char *listen, char **ret_host, guint16 *ret_port)
{
  const char *colon = strrchr (listen, ':');
  guint64 port;
  if (colon == NULL || colon == listen ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;
  gboolean brackets = listen[0] == '[' && colon[-1] == ']';
  *ret_host = brackets ? g_strndup (listen + 1, colon - listen - 2) : g_strndup (listen, colon - listen);
  *ret_port = (guint16)port;
  return TRUE;
}

static char *
describe_socket (struct evhttp_bound_socket *bound)
{
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  char text[INET6_ADDRSTRLEN] = "";
  if (getsockname (evhttp_bound_socket_get_fd (bound), (struct sockaddr *)&address, &length) < 0)
    return g_strdup ("");
  if (address.ss_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)&address;
    inet_ntop (AF_INET6, &six->sin6_addr, text, sizeof text);
    return g_strdup_printf ("[%s]:%u", text, ntohs (six->sin6_port));
  }
  const struct sockaddr_in *four = (const struct sockaddr_in *)&address;
  inet_ntop (AF_INET, &four->sin_addr, text, sizeof text);
  return g_strdup_printf ("%s:%u", text, ntohs (four->sin_port));
}

gboolean
cubby_http_server_listen (CubbyHttpServer *self, const char *listen, GError **error)
{
  g_autofree char *host = NULL;
  guint16 port = 0;
  if (!split_address (listen, &host, &port)) {
    g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_ADDRESS,
                 "listen %s: write ADDR:PORT, such as 127.0.0.1:8080 or [::1]:8080", listen);
    return FALSE;
  }
  errno = 0;
  struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle (self->http, host, port);
  if (bound == NULL) {
    int saved = errno;
    g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_BIND,
                 "listen %s: %s; stop what is there, or give --listen another port", listen,
                 saved == EADDRINUSE ? "the port is taken by another program"
                 : saved != 0        ? g_strerror (saved)
                                     : "there is no such address here");
    return FALSE;
  }
  g_free (self->address);
  self->address = describe_socket (bound);
  return TRUE;
}

char *
cubby_http_server_get_address (CubbyHttpServer *self)
{
  return g_strdup (self->address);
}

void
cubby_http_server_run (CubbyHttpServer *self)
{
  signal (SIGPIPE, SIG_IGN); /* a client that went away is told by the write */
  event_base_dispatch (self->base);
}

void
cubby_http_server_flush (CubbyHttpServer *self)
{
  for (guint i = 0; i < FLUSH_ROUNDS; i++)
    event_base_loop (self->base, EVLOOP_NONBLOCK);
}

void
cubby_http_server_invoke (CubbyHttpServer *self, void (*function) (gpointer data), gpointer data)
{
  Call *call = g_new0 (Call, 1);
  call->function = function;
  call->data = data;
  g_async_queue_push (self->calls, call);
  guint64 one = 1;
  if (write (self->wake_fd, &one, sizeof one) < 0)
    g_warning ("eventfd: %s", g_strerror (errno));
}

static void
stop_loop (gpointer data)
{
  event_base_loopbreak (data);
}

void
cubby_http_server_quit (CubbyHttpServer *self)
{
  cubby_http_server_invoke (self, stop_loop, self->base);
}

static void
on_timer (evutil_socket_t fd, short what, void *data)
{
  const Call *call = data;
  call->function (call->data);
}

void
cubby_http_server_add_timer (CubbyHttpServer *self, guint interval_ms, void (*function) (gpointer data),
                             gpointer data)
{
  Call *call = g_new0 (Call, 1);
  call->function = function;
  call->data = data;
  struct timeval interval = {.tv_sec = interval_ms / 1000, .tv_usec = (interval_ms % 1000) * 1000};
  struct event *timer = event_new (self->base, -1, EV_PERSIST, on_timer, call);
  event_add (timer, &interval);
  g_ptr_array_add (self->timers, timer);
}

struct _CubbyHttpAlarm {
  struct event *event;
  void (*function) (gpointer data);
  gpointer data;
};

static void
on_alarm (evutil_socket_t fd, short what, void *data)
{
  const CubbyHttpAlarm *self = data;
  self->function (self->data);
}

CubbyHttpAlarm *
cubby_http_alarm_new (CubbyHttpServer *server, void (*function) (gpointer data), gpointer data)
{
  CubbyHttpAlarm *self = g_new0 (CubbyHttpAlarm, 1);
  self->function = function;
  self->data = data;
  self->event = event_new (server->base, -1, 0, on_alarm, self);
  return self;
}

void
cubby_http_alarm_free (CubbyHttpAlarm *self)
{
  if (self == NULL)
    return;
  event_free (self->event);
  g_free (self);
}

void
cubby_http_alarm_set (CubbyHttpAlarm *self, guint delay_ms)
{
  /* with a time of 0 it would come before the sockets are looked at */
  struct timeval delay = {.tv_sec = delay_ms / 1000, .tv_usec = MAX ((delay_ms % 1000) * 1000, 1)};
  event_add (self->event, &delay);
}
