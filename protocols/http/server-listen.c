/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that are listened at, and who comes. */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/forwarded.h"
#include "protocols/http/problem.h"
#include "protocols/http/server-private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024
#define UNIX "unix:"

/* "ADDR:PORT" or "[ADDR]:PORT" */
static gboolean
split_address (const char *listen, char **ret_host, char **ret_port)
{
  const char *colon = strrchr (listen, ':');
  guint64 port;
  if (colon == NULL || colon == listen ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;
  gboolean brackets = listen[0] == '[' && colon[-1] == ']';
  *ret_host = brackets ? g_strndup (listen + 1, colon - listen - 2) : g_strndup (listen, colon - listen);
  *ret_port = g_strdup (colon + 1);
  return TRUE;
}

static int
fail_bind (const char *listen, int saved, GError **error)
{
  g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_BIND,
               "listen %s: %s; stop what is there, or give --listen another port", listen,
               saved == EADDRINUSE ? "the port is taken by another program"
               : saved != 0        ? g_strerror (saved)
                                   : "there is no such address here");
  return -1;
}

static int
bind_socket (const char *listen, int family, const struct sockaddr *address, socklen_t length, GError **error)
{
  int on = 1;
  int fd = socket (family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return fail_bind (listen, errno, error);
  if (family != AF_UNIX)
    setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind (fd, address, length) == 0)
    return fd;
  int saved = errno;
  close (fd);
  return fail_bind (listen, saved, error);
}

static int
open_internet (const char *listen, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  struct addrinfo hints = {
      .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
  struct addrinfo *found = NULL;
  if (!split_address (listen, &host, &port)) {
    g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_ADDRESS,
                 "listen %s: write ADDR:PORT, such as 127.0.0.1:8080 or [::1]:8080, or unix:PATH", listen);
    return -1;
  }
  if (getaddrinfo (host, port, &hints, &found) != 0 || found == NULL)
    return fail_bind (listen, 0, error);
  int fd = bind_socket (listen, found->ai_family, found->ai_addr, found->ai_addrlen, error);
  freeaddrinfo (found);
  return fd;
}

/* A socket that a killed process left behind is in the way; one that somebody listens at is not ours. */
static void
remove_stale (const struct sockaddr_un *address)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct stat info;
  if (fd >= 0 && lstat (address->sun_path, &info) == 0 && S_ISSOCK (info.st_mode) &&
      connect (fd, (const struct sockaddr *)address, sizeof *address) < 0 && errno == ECONNREFUSED)
    unlink (address->sun_path);
  if (fd >= 0)
    close (fd);
}

static int
open_unix (const char *listen, const char *path, GError **error)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (*path == '\0' || strlen (path) >= sizeof address.sun_path) {
    g_set_error (error, CUBBY_HTTP_SERVER_ERROR, CUBBY_HTTP_SERVER_ERROR_ADDRESS,
                 "listen %s: the path of a socket may have %u bytes", listen,
                 (guint)sizeof address.sun_path - 1);
    return -1;
  }
  memcpy (address.sun_path, path, strlen (path));
  remove_stale (&address);
  int fd = bind_socket (listen, AF_UNIX, (const struct sockaddr *)&address, sizeof address, error);
  if (fd >= 0)
    chmod (path, 0660); /* the proxy is of its group */
  return fd;
}

static char *
describe_socket (int fd)
{
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  char text[INET6_ADDRSTRLEN] = "";
  if (getsockname (fd, (struct sockaddr *)&address, &length) < 0)
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

static void
describe_peer (const struct sockaddr *address, char text[INET6_ADDRSTRLEN])
{
  const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
  g_strlcpy (text, "unix", INET6_ADDRSTRLEN);
  if (address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, INET6_ADDRSTRLEN);
  else if (address->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED (&six->sin6_addr))
    inet_ntop (AF_INET, six->sin6_addr.s6_addr + 12, text, INET6_ADDRSTRLEN);
  else if (address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &six->sin6_addr, text, INET6_ADDRSTRLEN);
}

/* A proxy stands for many. */
static gboolean
has_room (CubbyHttpServer *server, const char *peer)
{
  const CubbyHttpLimits *limits = &server->limits;
  if (server->n_connections >= limits->connections)
    return FALSE;
  g_autofree char *network = cubby_forwarded_get_network (peer);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (server->addresses, network));
  return count < limits->connections_per_address || cubby_forwarded_is_proxy (peer, server->trusted);
}

static void
turn_away (int fd)
{
  g_autoptr (GError) error = NULL;
  cubby_problem_set (&error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "Too many connections are open; close some.");
  g_autofree char *json = cubby_problem_to_json (error);
  g_autofree char *text =
      g_strdup_printf ("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
                       "Content-Length: %u\r\nConnection: close\r\nRetry-After: 5\r\n\r\n%s",
                       (guint)strlen (json), json);
  if (send (fd, text, strlen (text), MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
    shutdown (fd, SHUT_WR);
}

static void
on_accept (struct evconnlistener *ev, evutil_socket_t fd, struct sockaddr *address, int length, void *data)
{
  CubbyHttpListener *self = data;
  char peer[INET6_ADDRSTRLEN];
  describe_peer (address, peer);
  if (has_room (self->server, peer)) {
    cubby_http_connection_accept (self, fd, peer);
    return;
  }
  self->server->n_turned_away++;
  if (self->tls == NULL)
    turn_away (fd);
  close (fd);
}

/* Without a file descriptor to be had the loop would turn for nothing; the next sweep tries again. */
static void
on_accept_error (struct evconnlistener *ev, void *data)
{
  g_warning ("a connection could not be taken: %s", g_strerror (errno));
  evconnlistener_disable (ev);
}

void
cubby_http_listener_close (CubbyHttpListener *self)
{
  if (self->ev != NULL && self->path != NULL)
    unlink (self->path);
  g_clear_pointer (&self->ev, evconnlistener_free);
}

void
cubby_http_listener_free (gpointer data)
{
  CubbyHttpListener *self = data;
  cubby_http_listener_close (self);
  cubby_http_tls_unref (self->tls);
  g_free (self->path);
  g_free (self->address);
  g_free (self);
}

gboolean
cubby_http_server_listen_with (CubbyHttpServer *self, const char *listen, CubbyHttpTls *tls,
                               const CubbyHttpRoute *routes, guint n_routes, GError **error)
{
  const char *path = g_str_has_prefix (listen, UNIX) ? listen + strlen (UNIX) : NULL;
  int fd = path != NULL ? open_unix (listen, path, error) : open_internet (listen, error);
  if (fd < 0)
    return FALSE;
  CubbyHttpListener *listener = g_new0 (CubbyHttpListener, 1);
  listener->server = self;
  listener->routes = routes;
  listener->n_routes = n_routes;
  listener->tls = tls != NULL ? cubby_http_tls_ref (tls) : NULL;
  listener->path = g_strdup (path);
  listener->address = path != NULL ? g_strdup (listen) : describe_socket (fd);
  listener->ev = evconnlistener_new (self->base, on_accept, listener,
                                     LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, BACKLOG, fd);
  evconnlistener_set_error_cb (listener->ev, on_accept_error);
  g_ptr_array_add (self->listeners, listener);
  return TRUE;
}
