/* SPDX-License-Identifier: Apache-2.0 */
/* Durable orders over HTTP: a real cubby-central on SQLite, clients that send the next order when the last
 * one is answered, and the same rows written again without the service. */
#include "tests/bench/orders-bare.h"
#include "tests/bench/orders-client.h"
#include "tests/bench/orders-service.h"
#include "tests/bench/report.h"

#define BENCH "orders"
#define LAST_ORDERS 450
#define SECONDS 4
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
report_latency (BenchService *service, guint n_clients, BenchLoadResult *result)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name =
        g_strdup_printf ("%u client%s: an order p%.0f", n_clients, plural (n_clients), percents[i]);
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
measure_spread (BenchService *service, guint n_clients)
{
  double cpu_begun = bench_service_get_cpu_ms (service);
  g_auto (BenchLoadResult) result = load (service, n_clients, BENCH_SHOP_SKUS);
  double cpu_ms = bench_service_get_cpu_ms (service) - cpu_begun;
  report_latency (service, n_clients, &result);
  return (Figure){.rate = get_rate (&result), .cpu_ms = cpu_ms / MAX (result.n_placed, 1)};
}

static void
report_spread (BenchService *service, BenchBare *bare, const char *before, guint n_clients, Figure ours)
{
  guint group = get_group (n_clients);
  g_autofree char *copy = bench_service_get_path (service, "copy.db");
  g_autofree char *orders = g_strdup_printf ("%u client%s: orders", n_clients, plural (n_clients));
  g_autofree char *cpu = g_strdup_printf ("%u client%s: CPU an order", n_clients, plural (n_clients));
  g_autofree char *against =
      g_strdup_printf ("the same rows written bare, %u order%s a transaction", group, plural (group));
  bench_bare_copy_database (before, copy);
  BenchBareResult peer = bench_bare_write (bare, copy, group);
  bench_report_against (BENCH, orders, ours.rate, "orders/s", peer.rate, against);
  bench_report_against (BENCH, cpu, ours.cpu_ms, "ms CPU", peer.cpu_ms, against);
}

static void
report_hot (BenchService *service, guint n_clients, double spread_rate)
{
  g_autofree char *name = g_strdup_printf ("%u clients, all want the same two SKUs: orders", n_clients);
  g_auto (BenchLoadResult) result = load (service, n_clients, 2);
  bench_report_against (BENCH, name, get_rate (&result), "orders/s", spread_rate, "any SKUs");
}

/* More people than pieces: as many are served as there are pieces. */
static gboolean
sell_out (BenchService *service)
{
  g_auto (BenchLoadResult) result = bench_load_run (&(BenchLoad){.port = service->port,
                                                                 .token = service->token,
                                                                 .n_clients = 64,
                                                                 .n_orders = LAST_ORDERS,
                                                                 .first_sku = BENCH_SHOP_LAST,
                                                                 .n_skus = 1});
  bench_report_against (BENCH, "64 clients, the last pieces: sold", result.n_placed, "orders",
                        BENCH_SHOP_LAST_PIECES, "pieces there were");
  return result.n_placed == BENCH_SHOP_LAST_PIECES &&
         result.n_refused == LAST_ORDERS - BENCH_SHOP_LAST_PIECES;
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  static const guint clients[] = {1, 8, 64};
  Figure figures[G_N_ELEMENTS (clients)];
  BenchService service = {0};
  if (argc != 2)
    bench_fail ("usage: bench-orders CUBBY-CENTRAL");
  bench_service_start (&service, argv[1]);
  g_autofree char *before = bench_service_get_path (&service, "before.db");
  bench_bare_copy_database (service.database, before);
  g_autoptr (BenchBare) bare = bench_bare_new (service.database);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    figures[i] = measure_spread (&service, clients[i]);
  bench_bare_read (bare);
  bench_progress ("orders: the rows of %u orders are written bare", bench_bare_get_n_orders (bare));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    report_spread (&service, bare, before, clients[i], figures[i]);
  for (guint i = 1; i < G_N_ELEMENTS (clients); i++)
    report_hot (&service, clients[i], figures[i].rate);
  gboolean sold_out = sell_out (&service);
  bench_service_stop (&service);
  bench_service_clear (&service);
  if (!sold_out)
    bench_fail ("orders: there were %u pieces, and not so many were sold", BENCH_SHOP_LAST_PIECES);
  return 0;
}
