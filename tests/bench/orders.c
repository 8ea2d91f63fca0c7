/* SPDX-License-Identifier: Apache-2.0 */
/* Durable orders over HTTP: a real cubby-central on SQLite and on PostgreSQL, clients that send the next
 * order when the last one is answered, and the same rows written again without the service. */
#include "tests/bench/orders-bare-pg.h"
#include "tests/bench/orders-bare.h"
#include "tests/bench/orders-client.h"
#include "tests/bench/orders-service.h"
#include "tests/bench/report.h"
#include "tests/rig/postgresql.h"

#define BENCH "orders"
#define LAST_ORDERS 450
#define SECONDS 4
#define SLOW_SYNC_US 2000
#define SLOW_CLIENTS 60
#define LATENCY_FLOOR_MS 0.2 /* what HTTP, JSON and the rules may cost beside the fsync */

/* What one case came to. */
typedef struct {
  double rate;
  double cpu_ms; /* of the service, an order */
} Figure;

static const char *
plural (guint n)
{
  return n == 1 ? "" : "s";
}

static BenchLoadResult
load (BenchService *service, guint n_clients, guint n_skus)
{
  bench_progress ("orders: %u client%s, %u SKUs, for %u s", n_clients, plural (n_clients), n_skus, SECONDS);
  BenchLoadResult result = bench_load_run (&(BenchLoad){.port = service->port,
                                                        .token = service->token,
                                                        .n_clients = n_clients,
                                                        .seconds = SECONDS,
                                                        .n_skus = n_skus});
  if (result.n_refused > 0)
    bench_fail ("orders: %u were refused though there is plenty of everything", result.n_refused);
  return result;
}

static double
get_rate (const BenchLoadResult *result)
{
  return result->n_placed / (result->wall_ms / 1e3);
}

static void
report_latency (BenchService *service, const char *engine, guint n_clients, BenchLoadResult *result)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name = g_strdup_printf ("%s, %u client%s: an order p%.0f", engine, n_clients,
                                             plural (n_clients), percents[i]);
    bench_report_against (BENCH, name, bench_samples_get_percentile (result->order_ms, percents[i]), "ms",
                          service->fsync_ms + LATENCY_FLOOR_MS, "one fdatasync and 0.2 ms");
  }
}

/* While one half of the clients is written, the other half sends: so many orders share a transaction. */
static guint
get_group (guint n_clients)
{
  return (n_clients + 1) / 2;
}

static Figure
measure_spread (BenchService *service, const char *engine, guint n_clients)
{
  double cpu_begun = bench_service_get_cpu_ms (service);
  g_auto (BenchLoadResult) result = load (service, n_clients, BENCH_SHOP_SKUS);
  double cpu_ms = bench_service_get_cpu_ms (service) - cpu_begun;
  report_latency (service, engine, n_clients, &result);
  return (Figure){.rate = get_rate (&result), .cpu_ms = cpu_ms / MAX (result.n_placed, 1)};
}

static void
report_spread (const char *engine, guint n_clients, Figure ours, BenchBareResult peer)
{
  guint group = get_group (n_clients);
  g_autofree char *orders =
      g_strdup_printf ("%s, %u client%s: orders", engine, n_clients, plural (n_clients));
  g_autofree char *cpu =
      g_strdup_printf ("%s, %u client%s: CPU an order", engine, n_clients, plural (n_clients));
  g_autofree char *against =
      g_strdup_printf ("the same rows written bare, %u order%s a transaction", group, plural (group));
  bench_report_against (BENCH, orders, ours.rate, "orders/s", peer.rate, against);
  bench_report_against (BENCH, cpu, ours.cpu_ms, "ms CPU", peer.cpu_ms, against);
}

static void
report_hot (BenchService *service, const char *engine, guint n_clients, double spread_rate)
{
  g_autofree char *name =
      g_strdup_printf ("%s, %u clients, all want the same two SKUs: orders", engine, n_clients);
  g_auto (BenchLoadResult) result = load (service, n_clients, 2);
  bench_report_against (BENCH, name, get_rate (&result), "orders/s", spread_rate, "any SKUs");
}

/* More people than pieces: as many are served as there are pieces. */
static void
sell_out (BenchService *service, const char *engine)
{
  g_autofree char *name = g_strdup_printf ("%s, 64 clients, the last pieces: sold", engine);
  g_auto (BenchLoadResult) result = bench_load_run (&(BenchLoad){.port = service->port,
                                                                 .token = service->token,
                                                                 .n_clients = 64,
                                                                 .n_orders = LAST_ORDERS,
                                                                 .first_sku = BENCH_SHOP_LAST,
                                                                 .n_skus = 1});
  bench_report_against (BENCH, name, result.n_placed, "orders", BENCH_SHOP_LAST_PIECES, "pieces there were");
  if (result.n_placed != BENCH_SHOP_LAST_PIECES || result.n_refused != LAST_ORDERS - BENCH_SHOP_LAST_PIECES)
    bench_fail ("orders: there were %u pieces, and not so many were sold", BENCH_SHOP_LAST_PIECES);
}

static const guint clients[] = {1, 8, 64};

static void
finish (BenchService *service, const char *engine, const Figure *figures)
{
  for (guint i = 1; i < G_N_ELEMENTS (clients); i++)
    report_hot (service, engine, clients[i], figures[i].rate);
  sell_out (service, engine);
  bench_service_stop (service);
  bench_service_clear (service);
}

static void
run_sqlite (const char *program)
{
  Figure figures[G_N_ELEMENTS (clients)];
  BenchService service = {0};
  bench_service_start (&service, program, NULL);
  g_autofree char *before = bench_service_get_path (&service, "before.db");
  g_autofree char *copy = bench_service_get_path (&service, "copy.db");
  bench_bare_copy_database (service.database, before);
  g_autoptr (BenchBare) bare = bench_bare_new (service.database);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    figures[i] = measure_spread (&service, "SQLite", clients[i]);
  bench_bare_read (bare);
  bench_progress ("orders: the rows of %u orders are written bare", bench_bare_get_n_orders (bare));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++) {
    bench_bare_copy_database (before, copy);
    report_spread ("SQLite", clients[i], figures[i], bench_bare_write (bare, copy, get_group (clients[i])));
  }
  finish (&service, "SQLite", figures);
}

static void
run_postgresql (const char *program)
{
  Figure figures[G_N_ELEMENTS (clients)];
  BenchService service = {0};
  g_autofree char *uri = test_postgresql_lease ();
  g_autofree char *other = test_postgresql_lease ();
  bench_service_start (&service, program, uri);
  bench_service_fill (&service, other);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    figures[i] = measure_spread (&service, "PostgreSQL", clients[i]);
  g_autoptr (BenchBarePg) bare = bench_bare_pg_new (uri);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    report_spread ("PostgreSQL", clients[i], figures[i],
                   bench_bare_pg_write (bare, other, get_group (clients[i])));
  finish (&service, "PostgreSQL", figures);
}

/* A disk on which nothing is durable before 2 ms: only orders that share a commit are fast. */
static void
run_slow_disk (const char *program)
{
  BenchService service = {.sync_us = SLOW_SYNC_US};
  bench_service_start (&service, program, NULL);
  g_auto (BenchLoadResult) serial = load (&service, 1, BENCH_SHOP_SKUS);
  g_auto (BenchLoadResult) result = load (&service, SLOW_CLIENTS, BENCH_SHOP_SKUS);
  bench_report_against (BENCH, "SQLite, 60 clients, every fsync takes 2 ms longer: orders",
                        get_rate (&result), "orders/s", get_rate (&serial), "1 client on that disk");
  bench_service_stop (&service);
  bench_service_clear (&service);
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  if (argc != 2)
    bench_fail ("usage: bench-orders CUBBY-CENTRAL");
  run_sqlite (argv[1]);
  run_postgresql (argv[1]);
  run_slow_disk (argv[1]);
  return 0;
}
