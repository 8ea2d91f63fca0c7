/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/orders-service.h"

#include "tests/bench/report.h"
#include "tests/bench/samples.h"
#include "tests/rig/child.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define BENCH "orders"
#define TEXTS(words) "{\"vi\":\"" words "\",\"th\":\"" words "\",\"en\":\"" words "\"}"
#define PLENTY 1000000

char *
bench_service_get_path (BenchService *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static GSubprocess *
spawn (const char *const *argv, guint sync_us)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("%u", sync_us);
  g_autoptr (GSubprocessLauncher) launcher = test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  if (sync_us > 0) {
    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", BENCH_SLOW_SYNC, TRUE);
    g_subprocess_launcher_setenv (launcher, "BENCH_SYNC_US", text, TRUE);
  }
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  bench_check (error, argv[0]);
  return process;
}

/* Returns: what it wrote on standard output. */
static char *
run (BenchService *self, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  g_ptr_array_add (argv, (gpointer)self->program);
  for (const char *const *argument = arguments; *argument != NULL; argument++)
    g_ptr_array_add (argv, (gpointer)*argument);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process = spawn ((const char *const *)argv->pdata, 0);
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
                          number == BENCH_SHOP_LAST ? BENCH_SHOP_LAST_PIECES : PLENTY);
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
  for (guint i = 0; i <= BENCH_SHOP_LAST; i++)
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
start_service (BenchService *self, const char *config)
{
  g_autoptr (GError) error = NULL;
  const char *const argv[] = {self->program, "--database", self->uri, "--listen",
                              "127.0.0.1:0", "--config",   config,    NULL};
  self->process = spawn (argv, self->sync_us);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  bench_check (error, "cubby-central");
  if (line == NULL || strrchr (line, ':') == NULL)
    bench_fail ("orders: cubby-central does not say where it listens");
  self->port = (guint16)atoi (strrchr (line, ':') + 1);
}

void
bench_service_fill (BenchService *self, const char *uri)
{
  g_autofree char *range = bench_service_get_path (self, "range.json");
  g_free (run (self, (const char *const[]){"import", range, "--database", uri, NULL}));
}

void
bench_service_start (BenchService *self, const char *program, const char *uri)
{
  g_autoptr (GError) error = NULL;
  self->program = program;
  self->folder = g_dir_make_tmp ("cubby-orders-XXXXXX", &error);
  bench_check (error, "a directory");
  self->database = bench_service_get_path (self, "central.db");
  self->uri = uri != NULL ? g_strdup (uri) : g_strconcat ("sqlite:", self->database, NULL);
  g_autofree char *range = bench_service_get_path (self, "range.json");
  g_autofree char *key = bench_service_get_path (self, "pass.key");
  g_autofree char *config = bench_service_get_path (self, "central.conf");
  g_autofree char *config_text = g_strdup_printf ("[pass]\nkey-file=%s\n", key);
  write_range (range);
  write_text (config, config_text);
  g_free (run (self, (const char *const[]){"pass-key", "generate", key, NULL}));
  bench_progress ("orders: %u products are imported", BENCH_SHOP_SKUS + 1);
  bench_service_fill (self, self->uri);
  self->token = run (self, (const char *const[]){"key", "add", "--scope", "channel", "--name", "bench",
                                                 "--database", self->uri, NULL});
  self->fsync_ms = bench_measure_fsync_ms (self->folder);
  bench_report (BENCH, "one fdatasync of 4 KiB, median", self->fsync_ms, "ms");
  start_service (self, config);
}

void
bench_service_stop (BenchService *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  if (!g_subprocess_get_successful (self->process))
    bench_fail ("orders: cubby-central did not end well");
  g_clear_object (&self->process);
  g_free (run (self, (const char *const[]){"check", "--database", self->uri, NULL}));
}

void
bench_service_clear (BenchService *self)
{
  g_autoptr (GDir) directory = g_dir_open (self->folder, 0, NULL);
  for (const char *name = g_dir_read_name (directory); name != NULL; name = g_dir_read_name (directory)) {
    g_autofree char *path = bench_service_get_path (self, name);
    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->database);
  g_free (self->uri);
  g_free (self->token);
}

pid_t
bench_service_get_pid (BenchService *self)
{
  return atoi (g_subprocess_get_identifier (self->process));
}
