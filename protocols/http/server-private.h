/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "protocols/http/server.h"

#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <sys/queue.h>

struct _CubbyHttpServer {
  struct event_base *base;
  struct evhttp *http;
  const CubbyHttpRoute *routes;
  guint n_routes;
  CubbyHttpGuard guard;
  CubbyHttpWatch watch;
  gpointer data;
  char *address;
  gboolean sealed; /* by TLS: what is written to a socket goes through its bufferevent */
  GPtrArray *timers;

  int wake_fd;
  struct event *wake;
  GAsyncQueue *calls; /* of functions to be called in the loop */
};

struct _CubbyHttpRequest {
  CubbyHttpServer *server;
  struct evhttp_request *ev; /* NULL when the client has gone */
  const CubbyHttpRoute *route;
  GHashTable *parameters;
  struct evkeyvalq query;
  gboolean query_read;
  GBytes *body;
  gpointer actor;
  GDestroyNotify free_actor;
  gint64 started_us;
};

/* Finds the route, asks the guard and calls the handler; takes @ev. */
void cubby_http_server_dispatch (CubbyHttpServer *server, struct evhttp_request *ev);
/* Ends @request without an answer to its client. */
void cubby_http_request_free (CubbyHttpRequest *request);
