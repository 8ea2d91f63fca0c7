/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-client.h"

#include "tests/bench/report.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX 65536

typedef struct {
  const BenchLoad *load;
  int *left; /* orders to send, shared */
  double end_ms;
  guint seed;
  BenchLoadResult result;
} Client;

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK)};
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;
  if (fd < 0 || connect (fd, (struct sockaddr *)&address, sizeof address) != 0)
    bench_fail ("orders: the service does not take a connection: %s", g_strerror (errno));
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static char *
make_lines (const BenchLoad *load, GRand *random)
{
  guint one = (guint)g_rand_int_range (random, 0, (gint32)load->n_skus);
  if (load->n_skus == 1)
    return g_strdup_printf ("{\"sku\":\"SKU-%u\",\"quantity\":1}", load->first_sku);
  guint other = (one + (guint)g_rand_int_range (random, 1, (gint32)load->n_skus)) % load->n_skus;
  return g_strdup_printf ("{\"sku\":\"SKU-%u\",\"quantity\":1},{\"sku\":\"SKU-%u\",\"quantity\":1}",
                          load->first_sku + one, load->first_sku + other);
}

static char *
make_request (const BenchLoad *load, GRand *random)
{
  g_autofree char *lines = make_lines (load, random);
  g_autofree char *key = g_uuid_string_random ();
  g_autofree char *body =
      g_strdup_printf ("{\"channel\":\"phone\",\"language\":\"vi\",\"customer\":{\"name\":\"Minh\",\"email\":"
                       "\"minh@example.com\"},"
                       "\"lines\":[%s],\"fulfilment\":{\"method\":\"locker_pickup\",\"location\":\"4711\"},"
                       "\"payment\":{\"method\":\"card\",\"status\":\"paid\"}}",
                       lines);
  return g_strdup_printf (
      "POST /v1/orders HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
      "Idempotency-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\n\r\n%s",
      load->token, key, strlen (body), body);
}

/* The length of the whole answer, once its head is there; 0 until then. */
static gsize
measure_answer (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");
  if (end == NULL)
    return 0;
  const char *length = strcasestr (answer, "\r\nContent-Length:");
  if (length == NULL || length > end)
    bench_fail ("orders: an answer without Content-Length");
  return (gsize)(end + 4 - answer) + g_ascii_strtoull (length + strlen ("\r\nContent-Length:"), NULL, 10);
}

/* Returns: the HTTP status. */
static int
exchange (int fd, const char *request, char *answer)
{
  gsize got = 0, whole = 0;
  if (send (fd, request, strlen (request), MSG_NOSIGNAL) != (gssize)strlen (request))
    bench_fail ("orders: a request could not be sent: %s", g_strerror (errno));
  while (whole == 0 || got < whole) {
    gssize more = recv (fd, answer + got, ANSWER_MAX - got, 0);
    if (more <= 0)
      bench_fail ("orders: the service hung up in an answer");
    got += (gsize)more;
    answer[got] = '\0';
    whole = measure_answer (answer);
  }
  return atoi (answer + strlen ("HTTP/1.1 "));
}

static gboolean
wants_more (Client *self)
{
  if (self->load->seconds > 0)
    return bench_wall_ms () < self->end_ms;
  return g_atomic_int_add (self->left, -1) > 0;
}

static gpointer
run_client (gpointer data)
{
  Client *self = data;
  GRand *random = g_rand_new_with_seed (self->seed);
  g_autofree char *answer = g_malloc (ANSWER_MAX + 1);
  int fd = connect_to (self->load->port);
  while (wants_more (self)) {
    g_autofree char *request = make_request (self->load, random);
    double begun = bench_wall_ms ();
    int status = exchange (fd, request, answer);
    if (status != 201 && status != 409)
      bench_fail ("orders: the service answered %.600s", answer);
    if (status == 201)
      bench_samples_add (self->result.order_ms, bench_wall_ms () - begun);
    self->result.n_placed += status == 201;
    self->result.n_refused += status == 409;
  }
  close (fd);
  g_rand_free (random);
  return NULL;
}

BenchLoadResult
bench_load_run (const BenchLoad *load)
{
  BenchLoadResult all = {.order_ms = bench_samples_new ()};
  g_autofree Client *clients = g_new0 (Client, load->n_clients);
  g_autofree GThread **threads = g_new0 (GThread *, load->n_clients);
  int left = (int)load->n_orders;
  double begun = bench_wall_ms ();
  for (guint i = 0; i < load->n_clients; i++) {
    clients[i] = (Client){.load = load,
                          .left = &left,
                          .end_ms = begun + load->seconds * 1e3,
                          .seed = i + 1,
                          .result.order_ms = bench_samples_new ()};
    threads[i] = g_thread_new ("client", run_client, &clients[i]);
  }
  for (guint i = 0; i < load->n_clients; i++) {
    g_thread_join (threads[i]);
    all.n_placed += clients[i].result.n_placed;
    all.n_refused += clients[i].result.n_refused;
    bench_samples_join (all.order_ms, clients[i].result.order_ms);
    bench_load_result_clear (&clients[i].result);
  }
  all.wall_ms = bench_wall_ms () - begun;
  return all;
}

void
bench_load_result_clear (BenchLoadResult *self)
{
  g_clear_pointer (&self->order_ms, bench_samples_free);
}
