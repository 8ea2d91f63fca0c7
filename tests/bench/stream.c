/* SPDX-License-Identifier: Apache-2.0 */
/* Ten thousand kiosks on the stream of one cubby-central: the memory of each, and how long a stock change
 * takes to all of them; against evhttp that does nothing else, in the same run. */
#include "tests/bench/report.h"
#include "tests/bench/stream-bare.h"
#include "tests/bench/stream-readers.h"
#include "tests/bench/stream-service.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define BENCH "stream"
#define READERS 10000
#define ROUNDS 20
#define PAUSE_US 50000
#define BURST 200
#define LIMIT_BYTES 6000.0
#define LIMIT_MS 150.0

typedef struct {
  double memory;         /* bytes a stream */
  BenchSamples *all_ms;  /* of every reader in every round */
  BenchSamples *last_ms; /* of the last reader in each round */
} Figure;

static void
figure_clear (Figure *self)
{
  bench_samples_free (self->all_ms);
  bench_samples_free (self->last_ms);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figure, figure_clear)

/* Each connection is a file, here and there. */
static void
allow_files (guint n)
{
  struct rlimit limit;
  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = MIN (limit.rlim_max, (rlim_t)n + 200);
  if (limit.rlim_cur < (rlim_t)n + 100 || setrlimit (RLIMIT_NOFILE, &limit) < 0)
    bench_fail ("stream: %u connections need as many open files (ulimit -n)", n);
}

static char *
make_post (const char *path, const char *token, const char *body)
{
  static guint number;
  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n"
                          "Idempotency-Key: bench-%u\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          path, token, number++, strlen (body), body);
}

/* The change that makes the stock @count, and the text that the event of it has and no other. */
static char *
make_change (const BenchStreamService *service, char **ret_mark)
{
  static guint count;
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"receive\",\"sku\":\"" BENCH_STREAM_SKU
                       "\",\"location\":\"" BENCH_STREAM_STORE "\",\"quantity\":1,\"reason\":\"bench\"}");
  if (ret_mark != NULL)
    *ret_mark = g_strdup_printf ("\"on_hand\":%u,", count + 1);
  count++;
  return make_post ("/v1/stock/movements", service->admin, body);
}

/* As long as one of ours. */
static char *
make_bare_change (guint round, char **ret_mark)
{
  *ret_mark = g_strdup_printf ("\"on_hand\":%u,", round + 1);
  g_autofree char *body =
      g_strdup_printf ("id: 0a1b2c3d-%u\nevent: change\ndata: "
                       "{\"seq\":%u,\"topic\":\"stock\",\"key\":\"SKU-1@4711\",\"data\":{"
                       "\"sku\":\"SKU-1\",\"location\":\"4711\",%s\"allocated\":0,\"held\":0,\"damaged\":0,"
                       "\"quality_control\":0,"
                       "\"safety_stock\":0,\"incoming\":0,\"available\":%u,\"purchasable\":%u,\"updated_at\":"
                       "\"2026-11-22T03:35:50.000Z\"}}\n\n",
                       round, round, *ret_mark, round, round);
  return make_post ("/", "bare", body);
}

static void
tell_all (BenchReaders *readers, int fd, const char *change, const char *mark, Figure *figure)
{
  usleep (PAUSE_US);
  double begun_ms = bench_wall_ms ();
  bench_send_text (fd, change);
  bench_readers_await (readers, mark, begun_ms, figure->all_ms);
  bench_samples_add (figure->last_ms, bench_wall_ms () - begun_ms);
  bench_read_answer (fd);
}

static char *
make_get (const BenchStreamService *service)
{
  return g_strdup_printf (
      "GET /v1/stream HTTP/1.1\r\nHost: central.example.com\r\nAuthorization: Bearer %s\r\n"
      "User-Agent: cubby-linkd/0.1.0\r\nAccept: text/event-stream\r\n"
      "Cache-Control: no-store\r\n\r\n",
      service->kiosk);
}

static Figure
measure_ours (BenchStreamService *service, guint n)
{
  Figure figure = {.all_ms = bench_samples_new (), .last_ms = bench_samples_new ()};
  g_autofree char *get = make_get (service);
  int fd = bench_connect (service->port);
  gint64 before = bench_get_own_memory (service->pid);
  bench_progress ("stream: %u readers connect to cubby-central", n);
  BenchReaders *readers = bench_readers_open (service->port, n, get);
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *mark = NULL;
    g_autofree char *change = make_change (service, &mark);
    tell_all (readers, fd, change, mark, &figure);
  }
  figure.memory = (double)(bench_get_own_memory (service->pid) - before) / n;
  bench_readers_close (readers);
  close (fd);
  return figure;
}

static Figure
measure_bare (guint n)
{
  Figure figure = {.all_ms = bench_samples_new (), .last_ms = bench_samples_new ()};
  guint16 port = 0;
  pid_t pid = bench_bare_stream_start (&port);
  int fd = bench_connect (port);
  gint64 before = bench_get_own_memory (pid);
  bench_progress ("stream: %u readers connect to a bare evhttp", n);
  BenchReaders *readers =
      bench_readers_open (port, n,
                          "GET /v1/stream HTTP/1.1\r\nHost: central.example.com\r\n"
                          "User-Agent: cubby-linkd/0.1.0\r\nAccept: text/event-stream\r\n\r\n");
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *mark = NULL;
    g_autofree char *change = make_bare_change (i, &mark);
    tell_all (readers, fd, change, mark, &figure);
  }
  figure.memory = (double)(bench_get_own_memory (pid) - before) / n;
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  bench_readers_close (readers);
  close (fd);
  return figure;
}

static void
report_times (guint n, Figure *ours, Figure *bare)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name =
        g_strdup_printf ("%u streams: a stock change, from the request to a reader, p%.0f", n, percents[i]);
    bench_report_against (BENCH, name, bench_samples_get_percentile (ours->all_ms, percents[i]), "ms",
                          bench_samples_get_percentile (bare->all_ms, percents[i]),
                          "a bare evhttp that sends the same bytes");
  }
  g_autofree char *limit = g_strdup_printf ("%u streams: a stock change, p99, of the limit", n);
  g_autofree char *last =
      g_strdup_printf ("%u streams: a stock change, until the last reader has it, median", n);
  bench_report_against (BENCH, limit, bench_samples_get_percentile (ours->all_ms, 99), "ms", LIMIT_MS,
                        "150 ms");
  bench_report_against (BENCH, last, bench_samples_get_percentile (ours->last_ms, 50), "ms",
                        bench_samples_get_percentile (bare->last_ms, 50), "a bare evhttp");
}

static void
report_memory (guint n, const Figure *ours, const Figure *bare)
{
  g_autofree char *name = g_strdup_printf ("%u streams: memory of a stream", n);
  g_autofree char *limit = g_strdup_printf ("%u streams: memory of a stream, of the limit", n);
  bench_report_against (BENCH, name, ours->memory, "bytes", bare->memory, "a bare evhttp");
  bench_report_against (BENCH, limit, ours->memory, "bytes", LIMIT_BYTES, "6,000 bytes");
}

/* Nobody reads every one of many changes of one thing: the newest is what counts. */
static void
measure_burst (BenchStreamService *service, guint n)
{
  g_autofree char *get = make_get (service);
  g_autofree char *mark = NULL;
  int fd = bench_connect (service->port);
  BenchReaders *readers = bench_readers_open (service->port, n, get);
  guint64 before = bench_readers_get_bytes (readers);
  bench_progress ("stream: %u changes one after the other", BURST);
  double begun_ms = bench_wall_ms ();
  for (guint i = 0; i < BURST; i++) {
    g_clear_pointer (&mark, g_free);
    g_autofree char *change = make_change (service, &mark);
    bench_send_text (fd, change);
    bench_read_answer (fd);
  }
  double written_ms = bench_wall_ms () - begun_ms;
  bench_readers_await (readers, mark, begun_ms, NULL);
  double read_ms = bench_wall_ms () - begun_ms;
  g_autofree char *time =
      g_strdup_printf ("%u streams: %u changes of one thing, until all have the last", n, BURST);
  g_autofree char *size = g_strdup_printf ("%u streams: %u changes of one thing, bytes a reader", n, BURST);
  bench_report_against (BENCH, time, read_ms, "ms", written_ms, "the answers to the requests");
  bench_report (BENCH, size, (double)(bench_readers_get_bytes (readers) - before) / n, "bytes");
  bench_readers_close (readers);
  close (fd);
}

int
main (int argc, char **argv)
{
  BenchStreamService service = {0};
  guint64 n = READERS;
  bench_begin (BENCH);
  if (argc < 2 || argc > 3 || (argc == 3 && !g_ascii_string_to_unsigned (argv[2], 10, 1, 100000, &n, NULL)))
    bench_fail ("usage: bench-stream CUBBY-CENTRAL [STREAMS]");
  allow_files ((guint)n);
  g_auto (Figure) bare = measure_bare ((guint)n);
  bench_stream_service_start (&service, argv[1]);
  g_auto (Figure) ours = measure_ours (&service, (guint)n);
  report_memory ((guint)n, &ours, &bare);
  report_times ((guint)n, &ours, &bare);
  measure_burst (&service, (guint)n);
  bench_stream_service_stop (&service);
  return 0;
}
