/* SPDX-License-Identifier: Apache-2.0 */
/* Durable orders over HTTP: a real cubby-central on SQLite and on PostgreSQL, clients that send the next
 * order when the last one is answered, and the same rows written again without the service. */
#include "tests/bench/orders-bare-pg.h"
#include "tests/bench/orders-bare.h"
#include "tests/bench/orders-client.h"
#include "tests/bench/orders-peer.h"
#include "tests/bench/orders-service.h"
#include "tests/bench/report.h"
#include "tests/rig/postgresql.h"

#define BENCH "orders"
#define LAST_ORDERS 450
/* Who is compared with whom takes turns, so that others on this machine slow down all alike. */
#define ROUNDS 3
#define SECONDS 1
#define LEARN_ORDERS 20
#define SLOW_SYNC_US 2000
#define SLOW_CLIENTS 60
#define BARE "a bare evhttp, json-glib and one writer, the same rows, in turn with it"
#define LATENCY_FLOOR_MS 0.2 /* what HTTP, JSON and the rules may cost beside the fsync */

/* What the turns of one came to. */
typedef struct {
  guint n_placed;
  double wall_ms;
  double cpu_ms;
  BenchSamples *order_ms;
} Sum;

/* Who answers, and how many ask for how many SKUs. */
typedef struct {
  const char *token;
  guint16 port;
  pid_t pid;
  guint n_clients;
  guint n_skus;
  Sum sum;
} Turn;

static Turn
turn_of_service (BenchService *service, guint n_clients, guint n_skus)
{
  return (Turn){.token = service->token,
                .port = service->port,
                .pid = bench_service_get_pid (service),
                .n_clients = n_clients,
                .n_skus = n_skus,
                .sum.order_ms = bench_samples_new ()};
}

static void
turn_clear (Turn *self)
{
  bench_samples_free (self->sum.order_ms);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Turn, turn_clear)

static guint
get_group (guint n_clients)
{
  return (n_clients + 1) / 2;
}

static const char *
plural (guint n)
{
  return n == 1 ? "" : "s";
}

static void
take_turn (Turn *self)
{
  double cpu_begun = bench_process_cpu_ms (self->pid);
  g_auto (BenchLoadResult) result = bench_load_run (&(BenchLoad){.port = self->port,
                                                                 .token = self->token,
                                                                 .n_clients = self->n_clients,
                                                                 .seconds = SECONDS,
                                                                 .n_skus = self->n_skus});
  if (result.n_refused > 0)
    bench_fail ("orders: %u were refused though there is plenty of everything", result.n_refused);
  self->sum.cpu_ms += bench_process_cpu_ms (self->pid) - cpu_begun;
  self->sum.n_placed += result.n_placed;
  self->sum.wall_ms += result.wall_ms;
  bench_samples_join (self->sum.order_ms, result.order_ms);
}

static void
take_turns (Turn *const *turns, guint n)
{
  for (guint i = 0; i < n; i++)
    bench_progress ("orders: %u client%s, %u SKUs, port %u, %u times for %u s", turns[i]->n_clients,
                    plural (turns[i]->n_clients), turns[i]->n_skus, turns[i]->port, ROUNDS, SECONDS);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n; i++)
      take_turn (turns[i]);
}

static double
get_rate (const Turn *turn)
{
  return turn->sum.n_placed / (turn->sum.wall_ms / 1e3);
}

static double
get_cpu_ms (const Turn *turn)
{
  return turn->sum.cpu_ms / MAX (turn->sum.n_placed, 1);
}

static void
report_latency (BenchService *service, const char *engine, const Turn *turn, const Turn *peer)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name = g_strdup_printf ("%s, %u client%s: an order p%.0f", engine, turn->n_clients,
                                             plural (turn->n_clients), percents[i]);
    double took_ms = bench_samples_get_percentile (turn->sum.order_ms, percents[i]);
    bench_report_against (BENCH, name, took_ms, "ms", service->fsync_ms + LATENCY_FLOOR_MS,
                          "one fdatasync and 0.2 ms");
    bench_report_against (BENCH, name, took_ms, "ms",
                          bench_samples_get_percentile (peer->sum.order_ms, percents[i]), BARE);
  }
}

static void
report_spread (const char *engine, const Turn *turn, double peer_rate, double peer_cpu_ms,
               const char *against)
{
  g_autofree char *orders =
      g_strdup_printf ("%s, %u client%s: orders", engine, turn->n_clients, plural (turn->n_clients));
  g_autofree char *cpu =
      g_strdup_printf ("%s, %u client%s: CPU an order", engine, turn->n_clients, plural (turn->n_clients));
  bench_report_against (BENCH, orders, get_rate (turn), "orders/s", peer_rate, against);
  bench_report_against (BENCH, cpu, get_cpu_ms (turn), "ms CPU", peer_cpu_ms, against);
}

static void
report_hot (const char *engine, const Turn *hot, const Turn *spread)
{
  g_autofree char *name = g_strdup_printf ("%s, %u client%s, all want the same two SKUs: orders", engine,
                                           hot->n_clients, plural (hot->n_clients));
  bench_report_against (BENCH, name, get_rate (hot), "orders/s", get_rate (spread), "any SKUs");
}

/* While one half of the clients is written, the other half sends: so many orders share a transaction. */
static void
report_rows (const char *engine, const Turn *turn, BenchBareResult peer)
{
  guint group = get_group (turn->n_clients);
  g_autofree char *against =
      g_strdup_printf ("the same rows written bare, %u order%s a transaction", group, plural (group));
  report_spread (engine, turn, peer.rate, peer.cpu_ms, against);
}

/* The service and the bare program in turn, with any SKUs; the service also with two. */
static void
measure (BenchService *service, const BenchPeer *peer, const char *engine, Turn *spread)
{
  g_auto (Turn) hot = turn_of_service (service, spread->n_clients, 2);
  g_auto (Turn) bare = turn_of_service (service, spread->n_clients, BENCH_SHOP_SKUS);
  bare.port = peer->port;
  bare.pid = peer->pid;
  take_turns ((Turn *const[]){spread, &bare, &hot}, 3);
  report_spread (engine, spread, get_rate (&bare), get_cpu_ms (&bare), BARE);
  report_latency (service, engine, spread, &bare);
  report_hot (engine, &hot, spread);
}

/* So that there is an order to learn from. */
static void
place_some (BenchService *service)
{
  g_auto (BenchLoadResult) result = bench_load_run (&(BenchLoad){.port = service->port,
                                                                 .token = service->token,
                                                                 .n_clients = 1,
                                                                 .n_orders = LEARN_ORDERS,
                                                                 .n_skus = BENCH_SHOP_SKUS});
  if (result.n_placed != LEARN_ORDERS)
    bench_fail ("orders: the service took %u of %u orders", result.n_placed, LEARN_ORDERS);
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
finish (BenchService *service, const char *engine, Turn *turns)
{
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    turn_clear (&turns[i]);
  sell_out (service, engine);
  bench_service_stop (service);
  bench_service_clear (service);
}

/* Each number of clients: the service, and the bare program with a shop of its own. */
static void
measure_all (BenchService *service, const char *engine, const char *peer_uri, Turn *turns)
{
  BenchPeer peer;
  place_some (service);
  g_autoptr (BenchTemplate) template = bench_template_read (service->uri);
  bench_peer_start (&peer, peer_uri, template);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++) {
    turns[i] = turn_of_service (service, clients[i], BENCH_SHOP_SKUS);
    measure (service, &peer, engine, &turns[i]);
  }
  bench_peer_stop (&peer);
}

static void
run_sqlite (const char *program)
{
  Turn turns[G_N_ELEMENTS (clients)];
  BenchService service = {0};
  bench_service_start (&service, program, NULL);
  g_autofree char *before = bench_service_get_path (&service, "before.db");
  g_autofree char *copy = bench_service_get_path (&service, "copy.db");
  g_autofree char *of_peer = bench_service_get_path (&service, "peer.db");
  g_autofree char *peer_uri = g_strconcat ("sqlite:", of_peer, NULL);
  bench_bare_copy_database (service.database, before);
  bench_bare_copy_database (before, of_peer);
  g_autoptr (BenchBare) bare = bench_bare_new (service.database);
  measure_all (&service, "SQLite", peer_uri, turns);
  bench_bare_read (bare);
  bench_progress ("orders: the rows of %u orders are written bare", bench_bare_get_n_orders (bare));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++) {
    bench_bare_copy_database (before, copy);
    report_rows ("SQLite", &turns[i], bench_bare_write (bare, copy, get_group (clients[i])));
  }
  finish (&service, "SQLite", turns);
}

static void
run_postgresql (const char *program)
{
  Turn turns[G_N_ELEMENTS (clients)];
  BenchService service = {0};
  g_autofree char *uri = test_postgresql_lease ();
  g_autofree char *other = test_postgresql_lease ();
  bench_service_start (&service, program, uri);
  bench_service_fill (&service, other);
  measure_all (&service, "PostgreSQL", other, turns);
  g_autoptr (BenchBarePg) bare = bench_bare_pg_new (uri);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    report_rows ("PostgreSQL", &turns[i], bench_bare_pg_write (bare, other, get_group (clients[i])));
  finish (&service, "PostgreSQL", turns);
}

/* A disk on which nothing is durable before 2 ms: only orders that share a commit are fast. */
static void
run_slow_disk (const char *program)
{
  BenchService service = {.sync_us = SLOW_SYNC_US};
  bench_service_start (&service, program, NULL);
  g_auto (Turn) serial = turn_of_service (&service, 1, BENCH_SHOP_SKUS);
  g_auto (Turn) many = turn_of_service (&service, SLOW_CLIENTS, BENCH_SHOP_SKUS);
  take_turns ((Turn *const[]){&serial, &many}, 2);
  bench_report_against (BENCH, "SQLite, 60 clients, every fsync takes 2 ms longer: orders", get_rate (&many),
                        "orders/s", get_rate (&serial), "1 client on that disk");
  bench_service_stop (&service);
  bench_service_clear (&service);
}

static const struct {
  const char *name;
  void (*run) (const char *program);
} parts[] = {
    {"sqlite", run_sqlite},
    {"postgresql", run_postgresql},
    {"slow-disk", run_slow_disk},
};

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  if (argc < 2)
    bench_fail ("usage: bench-orders CUBBY-CENTRAL [sqlite|postgresql|slow-disk]…");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (argc == 2 || g_strv_contains ((const char *const *)argv + 2, parts[i].name))
      parts[i].run (argv[1]);
  return 0;
}
