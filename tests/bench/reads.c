/* SPDX-License-Identifier: Apache-2.0 */
/* Reads over HTTP: a product, a stock level, a search; each against an evhttp that answers as many bytes
 * without looking anything up. */
#include "tests/bench/orders-service.h"
#include "tests/bench/report.h"
#include "tests/bench/samples.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define BENCH "reads"
#define N_CLIENTS 16
#define SECONDS 2
#define ANSWER_MAX (1 << 20)

static const struct {
  const char *name;
  const char *path; /* a star at its end: the number of a SKU */
} cases[] = {
    {"product", "/v1/products/SKU-*"},
    {"stock", "/v1/stock?location=4711&sku=SKU-*"},
    {"search", "/v1/products?q=ao&limit=20"},
};

/* -- the peer */

static void
on_bare_request (struct evhttp_request *request, void *data)
{
  const GBytes *body = data;
  gsize length = 0;
  gconstpointer text = g_bytes_get_data ((GBytes *)body, &length);
  struct evbuffer *output = evhttp_request_get_output_buffer (request);
  evhttp_add_header (evhttp_request_get_output_headers (request), "Content-Type", "application/json");
  evbuffer_add (output, text, length);
  evhttp_send_reply (request, 200, "OK", NULL);
}

static void
serve_bare (int ready, gsize length)
{
  struct sockaddr_in address = {0};
  socklen_t size = sizeof address;
  g_autofree char *text = g_strnfill (length, 'x');
  GBytes *body = g_bytes_new (text, length);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  struct event_base *base = event_base_new ();
  struct evhttp *http = evhttp_new (base);
  evhttp_set_gencb (http, on_bare_request, body);
  struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle (http, "127.0.0.1", 0);
  if (bound == NULL)
    _exit (1);
  getsockname (evhttp_bound_socket_get_fd (bound), (struct sockaddr *)&address, &size);
  guint16 port = ntohs (address.sin_port);
  if (write (ready, &port, sizeof port) != (ssize_t)sizeof port)
    _exit (1);
  event_base_dispatch (base);
  _exit (0);
}

static pid_t
start_bare (gsize length, guint16 *ret_port)
{
  int ends[2];
  if (pipe (ends) < 0)
    bench_fail (BENCH ": no pipe");
  pid_t pid = fork ();
  if (pid == 0)
    serve_bare (ends[1], length);
  close (ends[1]);
  if (pid < 0 || read (ends[0], ret_port, sizeof *ret_port) != (ssize_t)sizeof *ret_port)
    bench_fail (BENCH ": the bare evhttp does not start");
  close (ends[0]);
  return pid;
}

/* -- the clients: one thread, each connection with one request under way */

typedef struct {
  int fd;
  char *buffer;
  gsize have;
  double sent_ms;
} Client;

typedef struct {
  guint16 port;
  const char *token;
  const char *path;
  guint next_sku;
  guint n_answers;
  gsize body_length; /* of the last answer */
  BenchSamples *took_ms;
} Load;

static void
client_connect (Client *client, guint16 port)
{
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  client->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  client->buffer = g_malloc (ANSWER_MAX);
  if (client->fd < 0 || connect (client->fd, (const struct sockaddr *)&address, sizeof address) < 0)
    bench_fail (BENCH ": no connection: %s", g_strerror (errno));
}

static void
make_path (const Load *load, char *path, gsize size)
{
  gsize length = strlen (load->path);
  if (load->path[length - 1] == '*')
    g_snprintf (path, size, "%.*s%u", (int)length - 1, load->path, load->next_sku);
  else
    g_strlcpy (path, load->path, size);
}

static void
client_ask (Client *client, Load *load)
{
  char path[200];
  char text[600];
  make_path (load, path, sizeof path);
  load->next_sku = (load->next_sku + 7) % BENCH_SHOP_SKUS;
  int length =
      g_snprintf (text, sizeof text, "GET %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n",
                  path, load->token);
  client->have = 0;
  client->sent_ms = bench_wall_ms ();
  if (send (client->fd, text, (gsize)length, MSG_NOSIGNAL) != length)
    bench_fail (BENCH ": %s", g_strerror (errno));
}

/* Returns: whether the answer is whole. */
static gboolean
client_read (Client *client, Load *load)
{
  ssize_t n = recv (client->fd, client->buffer + client->have, ANSWER_MAX - 1 - client->have, 0);
  if (n <= 0)
    bench_fail (BENCH ": the connection ended");
  client->have += (gsize)n;
  client->buffer[client->have] = '\0';
  const char *body = strstr (client->buffer, "\r\n\r\n");
  const char *length = body != NULL ? strcasestr (client->buffer, "\r\nContent-Length: ") : NULL;
  if (length == NULL)
    return FALSE;
  if (!g_str_has_prefix (client->buffer, "HTTP/1.1 200"))
    bench_fail (BENCH ": %.300s", client->buffer);
  load->body_length = (gsize)atol (length + strlen ("\r\nContent-Length: "));
  return client->have >= (gsize)(body - client->buffer) + 4 + load->body_length;
}

static void
run_load (Load *load, double seconds)
{
  Client clients[N_CLIENTS];
  struct pollfd polls[N_CLIENTS];
  double end_ms = bench_wall_ms () + seconds * 1000;
  for (guint i = 0; i < N_CLIENTS; i++) {
    client_connect (&clients[i], load->port);
    client_ask (&clients[i], load);
    polls[i] = (struct pollfd){.fd = clients[i].fd, .events = POLLIN};
  }
  while (bench_wall_ms () < end_ms) {
    if (poll (polls, N_CLIENTS, 1000) <= 0)
      bench_fail (BENCH ": no answer in a second");
    for (guint i = 0; i < N_CLIENTS; i++) {
      if (polls[i].revents == 0 || !client_read (&clients[i], load))
        continue;
      bench_samples_add (load->took_ms, bench_wall_ms () - clients[i].sent_ms);
      load->n_answers++;
      client_ask (&clients[i], load);
    }
  }
  for (guint i = 0; i < N_CLIENTS; i++) {
    close (clients[i].fd);
    g_free (clients[i].buffer);
  }
}

static double
measure (guint16 port, const char *token, const char *path, gsize *ret_length, double *ret_p99_ms)
{
  Load load = {.port = port, .token = token, .path = path, .took_ms = bench_samples_new ()};
  run_load (&load, 0.3); /* so that both are warm */
  bench_samples_free (load.took_ms);
  load.took_ms = bench_samples_new ();
  load.n_answers = 0;
  double start_ms = bench_wall_ms ();
  run_load (&load, SECONDS);
  double rate = load.n_answers / ((bench_wall_ms () - start_ms) / 1000);
  *ret_length = load.body_length;
  *ret_p99_ms = bench_samples_get_percentile (load.took_ms, 99);
  bench_samples_free (load.took_ms);
  return rate;
}

static void
run_case (const BenchService *service, const char *name, const char *path)
{
  gsize length = 0;
  gsize same = 0;
  double p99_ms, bare_p99_ms;
  guint16 bare_port = 0;
  double rate = measure (service->port, service->token, path, &length, &p99_ms);
  pid_t bare = start_bare (length, &bare_port);
  double bare_rate = measure (bare_port, service->token, path, &same, &bare_p99_ms);
  kill (bare, SIGKILL);
  waitpid (bare, NULL, 0);
  g_autofree char *rate_name = g_strdup_printf ("%s, answers of %" G_GSIZE_FORMAT " bytes", name, length);
  g_autofree char *p99_name = g_strdup_printf ("%s, p99", name);
  bench_report_against (BENCH, rate_name, rate, "1/s", bare_rate, "bare evhttp, as many bytes");
  bench_report_against (BENCH, p99_name, p99_ms, "ms", bare_p99_ms, "bare evhttp, as many bytes");
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  if (argc != 2)
    bench_fail ("usage: bench-reads CUBBY-CENTRAL");
  BenchService service = {0};
  bench_service_start (&service, argv[1], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    bench_progress ("%s …", cases[i].name);
    run_case (&service, cases[i].name, cases[i].path);
  }
  bench_service_stop (&service);
  bench_service_clear (&service);
  return 0;
}
