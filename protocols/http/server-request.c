/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-http"
#include "protocols/http/problem.h"
#include "protocols/http/router.h"
#include "protocols/http/server-private.h"

#include <event2/buffer.h>
#include <string.h>

#define MAX_BODY_USUAL (256 << 10)

static const struct {
  enum evhttp_cmd_type type;
  const char *name;
} methods[] = {
    {EVHTTP_REQ_GET, "GET"},         {EVHTTP_REQ_HEAD, "HEAD"},   {EVHTTP_REQ_POST, "POST"},
    {EVHTTP_REQ_PUT, "PUT"},         {EVHTTP_REQ_PATCH, "PATCH"}, {EVHTTP_REQ_DELETE, "DELETE"},
    {EVHTTP_REQ_OPTIONS, "OPTIONS"},
};

const char *
cubby_http_request_get_method (CubbyHttpRequest *request)
{
  enum evhttp_cmd_type type = evhttp_request_get_command (request->ev);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (methods[i].type == type)
      return methods[i].name;
  return "";
}

const char *
cubby_http_request_get_path (CubbyHttpRequest *request)
{
  const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri (request->ev);
  const char *path = uri != NULL ? evhttp_uri_get_path (uri) : NULL;
  return path != NULL ? path : "";
}

const char *
cubby_http_request_get_parameter (CubbyHttpRequest *request, const char *name)
{
  const char *value = g_hash_table_lookup (request->parameters, name);
  return value != NULL ? value : "";
}

const char *
cubby_http_request_get_query (CubbyHttpRequest *request, const char *name)
{
  if (!request->query_read) {
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri (request->ev);
    const char *text = uri != NULL ? evhttp_uri_get_query (uri) : NULL;
    TAILQ_INIT (&request->query);
    if (text != NULL)
      evhttp_parse_query_str (text, &request->query);
    request->query_read = TRUE;
  }
  const char *value = evhttp_find_header (&request->query, name);
  return value != NULL && g_utf8_validate (value, -1, NULL) ? value : NULL;
}

const char *
cubby_http_request_get_header (CubbyHttpRequest *request, const char *name)
{
  return evhttp_find_header (evhttp_request_get_input_headers (request->ev), name);
}

GBytes *
cubby_http_request_get_body (CubbyHttpRequest *request)
{
  if (request->body != NULL)
    return request->body;
  struct evbuffer *input = evhttp_request_get_input_buffer (request->ev);
  gsize length = evbuffer_get_length (input);
  request->body = g_bytes_new (length > 0 ? evbuffer_pullup (input, -1) : NULL, length);
  return request->body;
}

void
cubby_http_request_set_actor (CubbyHttpRequest *request, gpointer actor, GDestroyNotify free_actor)
{
  request->actor = actor;
  request->free_actor = free_actor;
}

gpointer
cubby_http_request_get_actor (CubbyHttpRequest *request)
{
  return request->actor;
}

void
cubby_http_request_add_header (CubbyHttpRequest *request, const char *name, const char *value)
{
  if (request->ev != NULL)
    evhttp_add_header (evhttp_request_get_output_headers (request->ev), name, value);
}

void
cubby_http_request_free (CubbyHttpRequest *request)
{
  if (request->query_read)
    evhttp_clear_headers (&request->query);
  if (request->free_actor != NULL)
    request->free_actor (request->actor);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_hash_table_unref (request->parameters);
  g_free (request);
}

/* The client has gone before its answer; whoever works on it may still reply into the void. */
static void
on_client_gone (struct evhttp_connection *connection, void *data)
{
  CubbyHttpRequest *request = data;
  struct evhttp_request *ev = g_steal_pointer (&request->ev);
  if (evhttp_request_get_connection (ev) == NULL)
    evhttp_send_reply_end (ev); /* it belongs to us then: this frees it */
}

static void
add_headers (struct evhttp_request *ev, const char *content_type, gsize length)
{
  struct evkeyvalq *headers = evhttp_request_get_output_headers (ev);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  if (content_type != NULL) {
    evhttp_add_header (headers, "Content-Type", content_type);
    evhttp_add_header (headers, "Content-Length", size);
  }
  evhttp_add_header (headers, "X-Content-Type-Options", "nosniff");
}

static void
on_part_sent (const void *data, size_t length, void *part)
{
  g_bytes_unref (part);
}

static void
add_part (struct evbuffer *output, GBytes *part)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (part, &length);
  if (length > 0)
    evbuffer_add_reference (output, data, length, on_part_sent, g_bytes_ref (part));
}

static void
finish_reply (CubbyHttpRequest *request, guint status)
{
  CubbyHttpServer *server = request->server;
  if (server->watch != NULL)
    server->watch (request->ev != NULL ? cubby_http_request_get_method (request) : "",
                   request->route != NULL ? request->route->pattern : "", status,
                   g_get_monotonic_time () - request->started_us, server->data);
  if (request->ev != NULL) {
    evhttp_connection_set_closecb (evhttp_request_get_connection (request->ev), NULL, NULL);
    evhttp_send_reply (request->ev, (int)status, NULL, NULL);
  }
  cubby_http_request_free (request);
}

void
cubby_http_request_reply (CubbyHttpRequest *request, guint status, const char *content_type, const void *body,
                          gsize length)
{
  struct evhttp_request *ev = request->ev;
  if (ev != NULL) {
    add_headers (ev, content_type, length);
    if (evhttp_request_get_command (ev) != EVHTTP_REQ_HEAD)
      evbuffer_add (evhttp_request_get_output_buffer (ev), body, length);
  }
  finish_reply (request, status);
}

void
cubby_http_request_reply_parts (CubbyHttpRequest *request, guint status, const char *content_type,
                                GBytes *const *parts, guint n_parts)
{
  struct evhttp_request *ev = request->ev;
  gsize length = 0;
  for (guint i = 0; i < n_parts; i++)
    length += g_bytes_get_size (parts[i]);
  if (ev != NULL) {
    add_headers (ev, content_type, length);
    for (guint i = 0; i < n_parts && evhttp_request_get_command (ev) != EVHTTP_REQ_HEAD; i++)
      add_part (evhttp_request_get_output_buffer (ev), parts[i]);
  }
  finish_reply (request, status);
}

void
cubby_http_request_reply_json (CubbyHttpRequest *request, guint status, const char *json)
{
  cubby_http_request_reply (request, status, "application/json", json, strlen (json));
}

void
cubby_http_request_reply_error (CubbyHttpRequest *request, const GError *error)
{
  guint status = cubby_problem_get_status (error);
  if (status >= 500)
    g_warning ("%s %s: %s", request->ev != NULL ? cubby_http_request_get_method (request) : "-",
               request->route != NULL ? request->route->pattern : "-", error->message);
  if (status == 401)
    cubby_http_request_add_header (request, "WWW-Authenticate", "Bearer");
  g_autofree char *json = cubby_problem_to_json (error);
  cubby_http_request_reply (request, status, "application/problem+json", json, strlen (json));
}

static gboolean
method_matches (const CubbyHttpRoute *route, const char *method)
{
  return g_str_equal (route->method, method) ||
         (g_str_equal (method, "HEAD") && g_str_equal (route->method, "GET"));
}

/* Finds the route; @allowed gets the methods of routes that differ in nothing else. */
static const CubbyHttpRoute *
find_route (CubbyHttpRequest *request, const char *method, const char *path, GString *allowed)
{
  CubbyHttpServer *server = request->server;
  for (guint i = 0; i < server->n_routes; i++) {
    const CubbyHttpRoute *route = &server->routes[i];
    gboolean same_method = method_matches (route, method);
    g_hash_table_remove_all (request->parameters);
    if (!cubby_router_match (route->pattern, path, request->parameters))
      continue;
    if (same_method)
      return route;
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", route->method);
  }
  return NULL;
}

static gboolean
check (CubbyHttpRequest *request, const char *method, const char *path, GError **error)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  request->route = find_route (request, method, path, allowed);
  if (request->route == NULL && allowed->len > 0) {
    cubby_http_request_add_header (request, "Allow", allowed->str);
    cubby_problem_set (error, CUBBY_PROBLEM_METHOD, NULL, "%s is not allowed here; allowed: %s", method,
                       allowed->str);
    return FALSE;
  }
  if (request->route == NULL) {
    g_autofree char *shown = g_strndup (path, 200);
    g_autofree char *valid = g_utf8_make_valid (shown, -1);
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no %s", valid);
    return FALSE;
  }
  gsize max = request->route->max_body > 0 ? request->route->max_body : MAX_BODY_USUAL;
  if (g_bytes_get_size (cubby_http_request_get_body (request)) > max) {
    cubby_problem_set (error, CUBBY_PROBLEM_TOO_LARGE, NULL,
                       "The body may have %" G_GSIZE_FORMAT " bytes here.", max);
    return FALSE;
  }
  CubbyHttpServer *server = request->server;
  return request->route->scope == 0 || server->guard == NULL ||
         server->guard (request, request->route->scope, server->data, error);
}

void
cubby_http_server_dispatch (CubbyHttpServer *server, struct evhttp_request *ev)
{
  CubbyHttpRequest *request = g_new0 (CubbyHttpRequest, 1);
  request->server = server;
  request->ev = ev;
  request->started_us = g_get_monotonic_time ();
  request->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  evhttp_connection_set_closecb (evhttp_request_get_connection (ev), on_client_gone, request);

  g_autoptr (GError) error = NULL;
  const char *method = cubby_http_request_get_method (request);
  if (check (request, method, cubby_http_request_get_path (request), &error))
    request->route->handler (request, server->data);
  else
    cubby_http_request_reply_error (request, error);
}
