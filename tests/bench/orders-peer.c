/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-peer.h"

#include "tests/bench/orders-peer-store.h"
#include "tests/bench/report.h"

#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_BATCH 256

static const BenchPeerStore *const stores[] = {&bench_peer_sqlite, &bench_peer_pg};

typedef struct {
  BenchTemplateOrder order;
  struct evhttp_request *request;
} Job;

typedef struct {
  const BenchTemplate *template;
  const char *uri;
  GAsyncQueue *jobs;
  GAsyncQueue *written; /* of GPtrArray of Job */
  int wake_fd;
} Server;

/* -- the writer's thread */

static GPtrArray *
take_batch (Server *self)
{
  GPtrArray *jobs = g_ptr_array_new ();
  for (Job *job = g_async_queue_pop (self->jobs); job != NULL;
       job = jobs->len < MAX_BATCH ? g_async_queue_try_pop (self->jobs) : NULL)
    g_ptr_array_add (jobs, job);
  return jobs;
}

static gpointer
write_orders (gpointer data)
{
  Server *self = data;
  const BenchPeerStore *engine = NULL;
  guint64 number = 0, one = 1;
  GRand *random = g_rand_new_with_seed (1);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    if (g_str_has_prefix (self->uri, stores[i]->scheme))
      engine = stores[i];
  if (engine == NULL)
    bench_fail ("orders: there is no bare program for %s", self->uri);
  gpointer store = engine->open (self->uri, self->template);
  while (TRUE) {
    GPtrArray *jobs = take_batch (self);
    for (guint i = 0; i < jobs->len; i++)
      bench_template_make_ids (self->template, &((Job *)g_ptr_array_index (jobs, i))->order, number++,
                               random);
    engine->write (store, (const BenchTemplateOrder *const *)(gpointer)jobs->pdata, jobs->len);
    g_async_queue_push (self->written, jobs);
    if (write (self->wake_fd, &one, sizeof one) != (ssize_t)sizeof one)
      bench_fail ("orders: the bare program cannot answer");
  }
  return NULL;
}

/* -- the loop's thread */

static void
job_free (Job *self)
{
  for (guint i = 0; i < BENCH_TEMPLATE_LINES_MAX; i++)
    g_free (self->order.skus[i]);
  g_free (self->order.key);
  g_free (self);
}

static void
on_written (evutil_socket_t fd, short what, void *data)
{
  Server *self = data;
  guint64 count;
  GPtrArray *jobs;
  if (read (fd, &count, sizeof count) < 0)
    return;
  while ((jobs = g_async_queue_try_pop (self->written)) != NULL) {
    for (guint i = 0; i < jobs->len; i++) {
      Job *job = g_ptr_array_index (jobs, i);
      evhttp_add_header (evhttp_request_get_output_headers (job->request), "Content-Type",
                         "application/json");
      evbuffer_add (evhttp_request_get_output_buffer (job->request), self->template->answer,
                    strlen (self->template->answer));
      evhttp_send_reply (job->request, 201, "Created", NULL);
      job_free (job);
    }
    g_ptr_array_unref (jobs);
  }
}

/* Everything that an order is made of has to be there. */
static gboolean
read_order (Server *self, const char *text, gsize size, BenchTemplateOrder *order)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize)size, NULL))
    return FALSE;
  JsonObject *body = json_node_get_object (json_parser_get_root (parser));
  JsonObject *fulfilment = json_object_get_object_member (body, "fulfilment");
  JsonObject *customer = json_object_get_object_member (body, "customer");
  JsonObject *payment = json_object_get_object_member (body, "payment");
  JsonArray *lines = json_object_get_array_member (body, "lines");
  if (json_object_get_string_member (body, "channel") == NULL || customer == NULL || payment == NULL ||
      json_object_get_string_member (fulfilment, "location") == NULL ||
      json_array_get_length (lines) != self->template->skus->len)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (lines); i++) {
    JsonObject *line = json_array_get_object_element (lines, i);
    if (json_object_get_int_member (line, "quantity") != 1)
      return FALSE;
    order->skus[i] = g_strdup (json_object_get_string_member (line, "sku"));
  }
  return TRUE;
}

static void
on_order (struct evhttp_request *request, void *data)
{
  Server *self = data;
  struct evbuffer *input = evhttp_request_get_input_buffer (request);
  gsize size = evbuffer_get_length (input);
  const char *key = evhttp_find_header (evhttp_request_get_input_headers (request), "Idempotency-Key");
  Job *job = g_new0 (Job, 1);
  job->request = request;
  job->order.key = g_strdup (key);
  if (key != NULL && read_order (self, (const char *)evbuffer_pullup (input, -1), size, &job->order)) {
    g_async_queue_push (self->jobs, job);
    return;
  }
  job_free (job);
  evhttp_send_reply (request, 400, "Bad Request", NULL);
}

static G_GNUC_NORETURN void
serve (int ready, const char *uri, const BenchTemplate *template)
{
  struct sockaddr_in address = {0};
  socklen_t size = sizeof address;
  Server self = {.template = template,
                 .uri = uri,
                 .jobs = g_async_queue_new (),
                 .written = g_async_queue_new (),
                 .wake_fd = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC)};
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  struct event_base *base = event_base_new ();
  struct evhttp *http = evhttp_new (base);
  struct event *wake = event_new (base, self.wake_fd, EV_READ | EV_PERSIST, on_written, &self);
  event_add (wake, NULL);
  evhttp_set_gencb (http, on_order, &self);
  struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle (http, "127.0.0.1", 0);
  if (bound == NULL)
    _exit (1);
  getsockname (evhttp_bound_socket_get_fd (bound), (struct sockaddr *)&address, &size);
  guint16 port = ntohs (address.sin_port);
  g_thread_new ("writer", write_orders, &self);
  if (write (ready, &port, sizeof port) != (ssize_t)sizeof port)
    _exit (1);
  event_base_dispatch (base);
  _exit (0);
}

void
bench_peer_start (BenchPeer *self, const char *uri, const BenchTemplate *template)
{
  int ends[2];
  if (pipe (ends) < 0)
    bench_fail ("orders: no pipe");
  self->pid = fork ();
  if (self->pid == 0)
    serve (ends[1], uri, template);
  close (ends[1]);
  if (self->pid < 0 || read (ends[0], &self->port, sizeof self->port) != (ssize_t)sizeof self->port)
    bench_fail ("orders: the bare program does not start");
  close (ends[0]);
}

void
bench_peer_stop (BenchPeer *self)
{
  kill (self->pid, SIGKILL);
  waitpid (self->pid, NULL, 0);
}
