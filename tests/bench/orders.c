/* SPDX-License-Identifier: Apache-2.0 */
/* Durable orders over HTTP: a real cubby-central on SQLite, clients that send the next order when the last
 * one is answered, and the same rows written again without the service. */
#include "tests/bench/orders-bare.h"
#include "tests/bench/orders-client.h"
#include "tests/bench/report.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define BENCH "orders"
#define TEXTS(words) "{\"vi\":\"" words "\",\"th\":\"" words "\",\"en\":\"" words "\"}"
#define N_SKUS 2000
#define PLENTY 1000000
#define LAST_SKU N_SKUS /* of which there are few */
#define LAST_PIECES 300
#define LAST_ORDERS 450
#define SECONDS 4
#define LATENCY_FLOOR_MS 0.2 /* what HTTP, JSON and the rules may cost beside the fsync */

typedef struct {
  const char *program;
  char *folder;
  char *database; /* the file */
  char *uri;
  char *token;
  GSubprocess *service;
  guint16 port;
  double fsync_ms;
} Fixture;

static char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
spawn (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  bench_check (error, argv[0]);
  return process;
}

/* Returns: what it wrote on standard output. */
static char *
run (Fixture *fixture, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  g_ptr_array_add (argv, (gpointer)fixture->program);
  for (const char *const *argument = arguments; *argument != NULL; argument++)
    g_ptr_array_add (argv, (gpointer)*argument);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process = spawn ((const char *const *)argv->pdata);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  bench_check (error, arguments[0]);
  if (!g_subprocess_get_successful (process))
    bench_fail ("orders: cubby-central %s failed", arguments[0]);
  return g_strstrip (text);
}

static void
add_product (GString *products, GString *stock, guint number)
{
  const char *comma = number > 0 ? "," : "";
  char code[14];
  guint sum = 0;
  g_snprintf (code, sizeof code, "0893%09u", number);
  for (guint i = 0; i < 13; i++)
    sum += (guint)(code[i] - '0') * (i % 2 == 0 ? 3 : 1);
  g_string_append_printf (
      products,
      "%s{\"id\":\"p-%u\",\"category\":\"c\",\"brand\":\"Cubby\",\"name\":" TEXTS (
          "Áo thun") ","
                     "\"description\":" TEXTS (
                         "Áo thun dài tay") ",\"picture\":\"/media/p.svg\",\"popularity\":%u,\"keywords\":[],"
                                            "\"variants\":[{\"sku\":\"SKU-%u\",\"gtin\":\"%s%u\",\"options\":"
                                            "{},\"price\":{"
                                            "\"amount\":199000,"
                                            "\"currency\":\"VND\"},\"weight_g\":200,\"parcel_size\":\"S\"}]}",
      comma, number, number + 1, number, code, (10 - sum % 10) % 10);
  g_string_append_printf (stock, "%s{\"sku\":\"SKU-%u\",\"location\":\"4711\",\"on_hand\":%u}", comma, number,
                          number == LAST_SKU ? LAST_PIECES : PLENTY);
}

static void
write_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text, -1, &error);
  bench_check (error, path);
}

static void
write_range (const char *path)
{
  g_autoptr (GString) products = g_string_new (NULL);
  g_autoptr (GString) stock = g_string_new (NULL);
  for (guint i = 0; i <= LAST_SKU; i++)
    add_product (products, stock, i);
  g_autofree char *text = g_strdup_printf (
      "{\"categories\":[{\"id\":\"c\",\"name\":" TEXTS (
          "All") ",\"position\":1,\"picture\":\"/media/"
                 "c.svg\"}],"
                 "\"locations\":[{\"id\":\"4711\",\"kind\":\"store\",\"name\":\"Bench\",\"gln\":"
                 "\"8939999047111\","
                 "\"address\":\"1\",\"lockers\":true}],\"options\":[],\"products\":[%s],\"stock\":[%s]}",
      products->str, stock->str);
  write_text (path, text);
}

static void
start_service (Fixture *fixture, const char *config)
{
  g_autoptr (GError) error = NULL;
  const char *const argv[] = {fixture->program, "--database", fixture->uri, "--listen",
                              "127.0.0.1:0",    "--config",   config,       NULL};
  fixture->service = spawn (argv);
  g_autoptr (GDataInputStream) out =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->service));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  bench_check (error, "cubby-central");
  if (line == NULL || strrchr (line, ':') == NULL)
    bench_fail ("orders: cubby-central does not say where it listens");
  fixture->port = (guint16)atoi (strrchr (line, ':') + 1);
}

static void
set_up (Fixture *fixture, const char *program)
{
  g_autoptr (GError) error = NULL;
  fixture->program = program;
  fixture->folder = g_dir_make_tmp ("cubby-orders-XXXXXX", &error);
  bench_check (error, "a directory");
  fixture->database = in_folder (fixture, "central.db");
  fixture->uri = g_strconcat ("sqlite:", fixture->database, NULL);
  g_autofree char *range = in_folder (fixture, "range.json");
  g_autofree char *key = in_folder (fixture, "pass.key");
  g_autofree char *config = in_folder (fixture, "central.conf");
  g_autofree char *config_text = g_strdup_printf ("[pass]\nkey-file=%s\n", key);
  write_range (range);
  write_text (config, config_text);
  g_free (run (fixture, (const char *const[]){"pass-key", "generate", key, NULL}));
  bench_progress ("orders: %u products are imported", N_SKUS + 1);
  g_free (run (fixture, (const char *const[]){"import", range, "--database", fixture->uri, NULL}));
  fixture->token = run (fixture, (const char *const[]){"key", "add", "--scope", "channel", "--name", "bench",
                                                       "--database", fixture->uri, NULL});
  fixture->fsync_ms = bench_measure_fsync_ms (fixture->folder);
  bench_report (BENCH, "one fdatasync of 4 KiB, median", fixture->fsync_ms, "ms");
  start_service (fixture, config);
}

static void
stop_service (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->service, SIGTERM);
  g_subprocess_wait (fixture->service, NULL, NULL);
  if (!g_subprocess_get_successful (fixture->service))
    bench_fail ("orders: cubby-central did not end well");
  g_clear_object (&fixture->service);
}

static void
tear_down (Fixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (directory); name != NULL; name = g_dir_read_name (directory)) {
    g_autofree char *path = in_folder (fixture, name);
    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
  g_free (fixture->uri);
  g_free (fixture->token);
}

static const char *
plural (guint n)
{
  return n == 1 ? "" : "s";
}

static BenchLoadResult
load (Fixture *fixture, guint n_clients, guint n_skus)
{
  bench_progress ("orders: %u client%s, %u SKUs, for %u s", n_clients, plural (n_clients), n_skus, SECONDS);
  BenchLoadResult result = bench_load_run (&(BenchLoad){.port = fixture->port,
                                                        .token = fixture->token,
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
report_latency (Fixture *fixture, guint n_clients, BenchLoadResult *result)
{
  static const double percents[] = {50, 99};
  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *name =
        g_strdup_printf ("%u client%s: an order p%.0f", n_clients, plural (n_clients), percents[i]);
    bench_report_against (BENCH, name, bench_samples_get_percentile (result->order_ms, percents[i]), "ms",
                          fixture->fsync_ms + LATENCY_FLOOR_MS, "one fdatasync and 0.2 ms");
  }
}

/* While one half of the clients is written, the other half sends: so many orders share a transaction. */
static guint
get_group (guint n_clients)
{
  return (n_clients + 1) / 2;
}

static void
report_rate (Fixture *fixture, BenchBare *bare, const char *before, guint n_clients, double rate)
{
  guint group = get_group (n_clients);
  g_autofree char *copy = in_folder (fixture, "copy.db");
  g_autofree char *name = g_strdup_printf ("%u client%s: orders", n_clients, plural (n_clients));
  g_autofree char *against =
      g_strdup_printf ("the same rows written bare, %u order%s a transaction", group, plural (group));
  bench_bare_copy_database (before, copy);
  bench_report_against (BENCH, name, rate, "orders/s", bench_bare_write (bare, copy, group), against);
}

static void
report_hot (Fixture *fixture, guint n_clients, double spread_rate)
{
  g_autofree char *name = g_strdup_printf ("%u clients, all want the same two SKUs: orders", n_clients);
  g_auto (BenchLoadResult) result = load (fixture, n_clients, 2);
  bench_report_against (BENCH, name, get_rate (&result), "orders/s", spread_rate, "any SKUs");
}

/* More people than pieces: as many are served as there are pieces. */
static gboolean
sell_out (Fixture *fixture)
{
  g_auto (BenchLoadResult) result = bench_load_run (&(BenchLoad){.port = fixture->port,
                                                                 .token = fixture->token,
                                                                 .n_clients = 64,
                                                                 .n_orders = LAST_ORDERS,
                                                                 .first_sku = LAST_SKU,
                                                                 .n_skus = 1});
  bench_report_against (BENCH, "64 clients, the last pieces: sold", result.n_placed, "orders", LAST_PIECES,
                        "pieces there were");
  return result.n_placed == LAST_PIECES && result.n_refused == LAST_ORDERS - LAST_PIECES;
}

int
main (int argc, char **argv)
{
  bench_begin (BENCH);
  static const guint clients[] = {1, 8, 64};
  double rates[G_N_ELEMENTS (clients)];
  Fixture fixture = {0};
  if (argc != 2)
    bench_fail ("usage: bench-orders CUBBY-CENTRAL");
  set_up (&fixture, argv[1]);
  g_autofree char *before = in_folder (&fixture, "before.db");
  bench_bare_copy_database (fixture.database, before);
  g_autoptr (BenchBare) bare = bench_bare_new (fixture.database);
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++) {
    g_auto (BenchLoadResult) result = load (&fixture, clients[i], N_SKUS);
    rates[i] = get_rate (&result);
    report_latency (&fixture, clients[i], &result);
  }
  bench_bare_read (bare);
  bench_progress ("orders: the rows of %u orders are written bare", bench_bare_get_n_orders (bare));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    report_rate (&fixture, bare, before, clients[i], rates[i]);
  for (guint i = 1; i < G_N_ELEMENTS (clients); i++)
    report_hot (&fixture, clients[i], rates[i]);
  gboolean sold_out = sell_out (&fixture);
  stop_service (&fixture);
  g_free (run (&fixture, (const char *const[]){"check", "--database", fixture.uri, NULL}));
  tear_down (&fixture);
  if (!sold_out)
    bench_fail ("orders: there were %u pieces, and not so many were sold", LAST_PIECES);
  return 0;
}
