/* SPDX-License-Identifier: Apache-2.0 */
/* One request: what it says, and the way from its head to its handler. */
#include "protocols/http/forwarded.h"
#include "protocols/http/problem.h"
#include "protocols/http/router.h"
#include "protocols/http/server-private.h"

#include <string.h>

const char *
cubby_http_request_get_method (CubbyHttpRequest *request)
{
  return request->head.method != NULL ? request->head.method : "";
}

const char *
cubby_http_request_get_path (CubbyHttpRequest *request)
{
  return request->head.path != NULL ? request->head.path : "";
}

const char *
cubby_http_request_get_pattern (CubbyHttpRequest *request)
{
  return request->route != NULL ? request->route->pattern : "";
}

const char *
cubby_http_request_get_id (CubbyHttpRequest *request)
{
  return request->id;
}

const char *
cubby_http_request_get_parameter (CubbyHttpRequest *request, const char *name)
{
  const char *value = request->parameters != NULL ? g_hash_table_lookup (request->parameters, name) : NULL;
  return value != NULL ? value : "";
}

const char *
cubby_http_request_get_query (CubbyHttpRequest *request, const char *name)
{
  if (request->head.query == NULL)
    return NULL;
  if (request->query == NULL)
    request->query = cubby_http_query_parse (request->head.query);
  return g_hash_table_lookup (request->query, name);
}

const char *
cubby_http_request_get_query_text (CubbyHttpRequest *request)
{
  return request->head.query != NULL ? request->head.query : "";
}

const char *
cubby_http_request_get_header (CubbyHttpRequest *request, const char *name)
{
  return cubby_http_head_get (&request->head, name);
}

const char *
cubby_http_request_get_address (CubbyHttpRequest *request)
{
  if (request->address != NULL)
    return request->address;
  g_autofree char *field = cubby_http_head_join (&request->head, "X-Forwarded-For");
  request->address = cubby_forwarded_find (request->connection != NULL ? request->connection->peer : "",
                                           field, request->server->trusted);
  return request->address;
}

GBytes *
cubby_http_request_get_body (CubbyHttpRequest *request)
{
  if (request->body == NULL)
    request->body = g_bytes_new_static ("", 0);
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
cubby_http_request_set_ticket (CubbyHttpRequest *request, gpointer ticket, GDestroyNotify give_back)
{
  request->ticket = ticket;
  request->give_back = give_back;
}

/* -- from the head to the handler */

/* What the client calls it, when that can go into a log as it is; else a number of ours. */
static void
set_id (CubbyHttpRequest *self)
{
  const char *given = cubby_http_head_get (&self->head, "X-Request-ID");
  gsize length = given != NULL ? strspn (given, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-") : 0;
  if (length > 0 && given[length] == '\0' && length < sizeof self->id)
    g_strlcpy (self->id, given, sizeof self->id);
  else
    g_snprintf (self->id, sizeof self->id, "%08x-%x", self->server->boot, ++self->server->n_requests);
}

CubbyHttpRequest *
cubby_http_request_new (CubbyHttpConnection *connection, char *text, gsize length, GError **error)
{
  CubbyHttpRequest *self = g_malloc (sizeof *self);
  memset (self, 0, G_STRUCT_OFFSET (CubbyHttpRequest, head.fields));
  memset ((char *)self + G_STRUCT_OFFSET (CubbyHttpRequest, text), 0,
          sizeof *self - G_STRUCT_OFFSET (CubbyHttpRequest, text));
  self->server = connection->server;
  self->connection = connection;
  self->text = text;
  self->text[length] = '\0';
  self->started_us = g_get_monotonic_time ();
  self->fields = g_string_sized_new (256);
  if (!cubby_http_head_parse (&self->head, text, length, error))
    self->head.keep_alive = FALSE;
  self->head_only = self->head.method != NULL && g_str_equal (self->head.method, "HEAD");
  set_id (self);
  return self;
}

void
cubby_http_request_free (CubbyHttpRequest *request)
{
  if (request->free_actor != NULL)
    request->free_actor (request->actor);
  if (request->give_back != NULL)
    request->give_back (request->ticket);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_clear_pointer (&request->incoming, g_byte_array_unref);
  g_clear_pointer (&request->parameters, g_hash_table_unref);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_string_free (request->fields, TRUE);
  g_free (request->etag);
  g_free (request->address);
  g_free (request->text);
  g_free (request);
}

static gboolean
method_matches (const CubbyHttpRoute *route, const CubbyHttpRequest *request)
{
  return g_str_equal (route->method, request->head.method) ||
         (request->head_only && g_str_equal (route->method, "GET"));
}

static GHashTable *
read_parameters (const char *pattern, const char *path)
{
  if (strchr (pattern, '{') == NULL)
    return NULL;
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  cubby_router_match (pattern, path, table);
  return table;
}

/* Finds the route; @allowed gets the methods of routes that differ in nothing else. */
static const CubbyHttpRoute *
find_route (CubbyHttpRequest *self, GString *allowed)
{
  const CubbyHttpListener *listener = self->connection->listener;
  for (guint i = 0; i < listener->n_routes; i++) {
    const CubbyHttpRoute *route = &listener->routes[i];
    if (!cubby_router_match (route->pattern, self->head.path, NULL))
      continue;
    if (method_matches (route, self)) {
      self->parameters = read_parameters (route->pattern, self->head.path);
      return route;
    }
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", route->method);
  }
  return NULL;
}

/* OPTIONS is answered for every path that there is. */
static void
on_options (CubbyHttpRequest *request, gpointer data)
{
  cubby_http_request_reply (request, 204, NULL, NULL, 0);
}

static const CubbyHttpRoute options_route = {"OPTIONS", "*", 0, on_options, 4 << 10};

gboolean
cubby_http_request_check (CubbyHttpRequest *self, GError **error)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  self->route = find_route (self, allowed);
  gboolean options = g_str_equal (self->head.method, "OPTIONS");
  if (self->route == NULL && options && (allowed->len > 0 || *self->head.path == '*')) {
    self->route = &options_route;
    g_string_append (allowed,
                     allowed->len > 0 ? ", OPTIONS" : "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    cubby_http_request_add_header (self, "Allow", allowed->str);
    return TRUE;
  }
  if (self->route == NULL && allowed->len > 0) {
    cubby_http_request_add_header (self, "Allow", allowed->str);
    cubby_problem_set (error, CUBBY_PROBLEM_METHOD, NULL, "%s is not allowed here; allowed: %s",
                       self->head.method, allowed->str);
    return FALSE;
  }
  if (self->route == NULL) {
    cubby_problem_set (error, CUBBY_PROBLEM_NOT_FOUND, NULL, "There is no %.200s", self->head.path);
    return FALSE;
  }
  CubbyHttpServer *server = self->server;
  return server->guard == NULL || server->guard (self, self->route->scope, server->data, error);
}

void
cubby_http_request_handle (CubbyHttpRequest *self)
{
  self->route->handler (self, self->server->data);
}
