/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/server.h"
#include "protocols/http/server-private.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define SWEEP_MS 500
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
on_wake (evutil_socket_t fd, short what, void *data)
{
  CubbyHttpServer *self = data;
  guint64 count;
  if (read (fd, &count, sizeof count) < 0 && errno != EAGAIN)
    g_warning ("eventfd: %s", g_strerror (errno));
  Call *call;
  while ((call = cubby_thread_queue_try_pop (self->calls)) != NULL) {
    call->function (call->data);
    g_free (call);
  }
}

/* For a desk, and what is not set. */
static const CubbyHttpLimits usual_limits = {
    .connections = 20000,
    .connections_per_address = 200,
    .body_bytes = 256 << 20,
    .head_s = 10,
    .body_s = 30,
    .idle_s = 75,
};

static void
on_sweep (evutil_socket_t fd, short what, void *data)
{
  CubbyHttpServer *self = data;
  gint64 now_us = g_get_monotonic_time ();
  CubbyHttpConnection *next = NULL;
  for (CubbyHttpConnection *connection = self->connections; connection != NULL; connection = next) {
    next = connection->next;
    cubby_http_connection_sweep (connection, now_us);
  }
  for (guint i = 0; i < self->listeners->len && !self->draining; i++) {
    CubbyHttpListener *listener = g_ptr_array_index (self->listeners, i);
    evconnlistener_enable (listener->ev);
  }
}

CubbyHttpServer *
cubby_http_server_new (const CubbyHttpRoute *routes, guint n_routes, CubbyHttpGuard guard,
                       CubbyHttpWatch watch, gpointer data)
{
  CubbyHttpServer *self = g_new0 (CubbyHttpServer, 1);
  struct timeval sweep = {.tv_sec = 0, .tv_usec = SWEEP_MS * 1000};
  self->routes = routes;
  self->n_routes = n_routes;
  self->guard = guard;
  self->watch = watch;
  self->data = data;
  self->limits = usual_limits;
  self->boot = g_random_int ();
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->listeners = g_ptr_array_new_with_free_func (cubby_http_listener_free);
  self->calls = cubby_thread_queue_new (g_free);
  self->timers = g_ptr_array_new ();
  self->base = event_base_new ();
  self->sweep = event_new (self->base, -1, EV_PERSIST, on_sweep, self);
  event_add (self->sweep, &sweep);

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
  while (self->connections != NULL)
    cubby_http_connection_free (self->connections);
  g_ptr_array_unref (self->listeners);
  g_ptr_array_set_free_func (self->timers, timer_free);
  g_ptr_array_unref (self->timers);
  g_clear_pointer (&self->trusted, g_ptr_array_unref);
  g_hash_table_unref (self->addresses);
  event_free (self->sweep);
  event_free (self->wake);
  event_base_free (self->base);
  close (self->wake_fd);
  cubby_thread_queue_free (self->calls);
  g_free (self);
}

void
cubby_http_server_set_limits (CubbyHttpServer *self, const CubbyHttpLimits *limits)
{
  self->limits = *limits;
}

void
cubby_http_server_set_proxies (CubbyHttpServer *self, GPtrArray *proxies)
{
  g_clear_pointer (&self->trusted, g_ptr_array_unref);
  self->trusted = proxies;
}

gboolean
cubby_http_server_listen (CubbyHttpServer *self, const char *listen, CubbyHttpTls *tls, GError **error)
{
  return cubby_http_server_listen_with (self, listen, tls, self->routes, self->n_routes, error);
}

gboolean
cubby_http_server_listen_for (CubbyHttpServer *self, const char *listen, const CubbyHttpRoute *routes,
                              guint n_routes, GError **error)
{
  return cubby_http_server_listen_with (self, listen, NULL, routes, n_routes, error);
}

char *
cubby_http_server_get_address (CubbyHttpServer *self, guint index)
{
  const CubbyHttpListener *listener = g_ptr_array_index (self->listeners, index);
  return g_strdup (listener->address);
}

guint
cubby_http_server_get_n_connections (CubbyHttpServer *self)
{
  return self->n_connections;
}

guint64
cubby_http_server_get_n_turned_away (CubbyHttpServer *self)
{
  return self->n_turned_away;
}

guint
cubby_http_server_get_n_streams (CubbyHttpServer *self)
{
  return self->n_streams;
}

void
cubby_http_server_drain (CubbyHttpServer *self)
{
  self->draining = TRUE;
  for (guint i = 0; i < self->listeners->len; i++)
    cubby_http_listener_close (g_ptr_array_index (self->listeners, i));
}

gboolean
cubby_http_server_is_draining (CubbyHttpServer *self)
{
  return self->draining;
}

guint
cubby_http_server_get_n_busy (CubbyHttpServer *self)
{
  guint count = 0;
  for (CubbyHttpConnection *one = self->connections; one != NULL; one = one->next)
    if (one->begun && one->state != CUBBY_HTTP_CONNECTION_LINGER)
      count++;
  return count;
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
  for (guint i = 0; i < self->timers->len; i++) /* whom they belong to may be gone already */
    event_del (g_ptr_array_index (self->timers, i));
  for (guint i = 0; i < FLUSH_ROUNDS; i++)
    event_base_loop (self->base, EVLOOP_NONBLOCK);
}

void
cubby_http_server_invoke (CubbyHttpServer *self, void (*function) (gpointer data), gpointer data)
{
  Call *call = g_new0 (Call, 1);
  call->function = function;
  call->data = data;
  cubby_thread_queue_push (self->calls, call);
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

struct _CubbyHttpEar {
  struct event *event;
  void (*function) (gpointer data);
  gpointer data;
};

static void
on_readable (evutil_socket_t fd, short what, void *data)
{
  const CubbyHttpEar *self = data;
  self->function (self->data);
}

CubbyHttpEar *
cubby_http_ear_new (CubbyHttpServer *server, int fd, void (*function) (gpointer data), gpointer data)
{
  CubbyHttpEar *self = g_new0 (CubbyHttpEar, 1);
  self->function = function;
  self->data = data;
  self->event = event_new (server->base, fd, EV_READ | EV_PERSIST, on_readable, self);
  event_add (self->event, NULL);
  return self;
}

void
cubby_http_ear_free (CubbyHttpEar *self)
{
  if (self == NULL)
    return;
  event_free (self->event);
  g_free (self);
}
