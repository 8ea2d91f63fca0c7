/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/stream-service.h"

#include "tests/bench/report.h"
#include "tests/rig/child.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char range[] =
    "{\"categories\":[{\"id\":\"c\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"}}],"
    "\"locations\":[{\"id\":\"" BENCH_STREAM_STORE
    "\",\"kind\":\"store\",\"name\":\"Bench\",\"lockers\":true}],"
    "\"products\":[{\"id\":\"p\",\"category\":\"c\",\"name\":{\"vi\":\"a\",\"th\":\"b\",\"en\":\"c\"},"
    "\"variants\":[{\"sku\":\"" BENCH_STREAM_SKU "\",\"gtin\":\"9521234543213\","
    "\"price\":{\"amount\":1,\"currency\":\"VND\"},\"parcel_size\":\"S\"}]}],\"stock\":[]}";

/* All of the bench's kiosks are behind one address. */
static const char settings[] = "[limits]\nconnections-per-address=1000000\nconnections=1000000\n"
                               "streams=1000000\nstreams-per-key=1000000\n";

static GSubprocess *
spawn (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = test_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GSubprocess *process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  bench_check (error, argv[0]);
  return process;
}

/* Returns: (transfer full): what the command wrote. */
static char *
run (BenchStreamService *self, const char *a, const char *b, const char *c, const char *d, const char *e)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  const char *const argv[] = {self->program, "--database", self->uri, a, b, c, d, e, NULL};
  g_autoptr (GSubprocess) process = spawn (argv);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  bench_check (error, a);
  if (!g_subprocess_get_successful (process))
    bench_fail ("stream: cubby-central %s failed", a);
  return g_strstrip (text);
}

static char *
add_key (BenchStreamService *self, const char *scope, const char *store)
{
  g_autofree char *option = g_strconcat ("--scope=", scope, NULL);
  return run (self, "key", "add", option, "--name=bench", store);
}

static void
start (BenchStreamService *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *config = g_build_filename (self->folder, "central.conf", NULL);
  const char *const argv[] = {self->program, "--database", self->uri, "--listen",
                              "127.0.0.1:0", "--config",   config,    NULL};
  g_file_set_contents (config, settings, -1, &error);
  bench_check (error, config);
  self->process = spawn (argv);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  bench_check (error, "cubby-central");
  if (line == NULL || strrchr (line, ':') == NULL)
    bench_fail ("stream: cubby-central does not say where it listens");
  self->port = (guint16)atoi (strrchr (line, ':') + 1);
  self->pid = atoi (g_subprocess_get_identifier (self->process));
}

void
bench_stream_service_start (BenchStreamService *self, const char *program)
{
  g_autoptr (GError) error = NULL;
  self->program = program;
  self->folder = g_dir_make_tmp ("cubby-stream-XXXXXX", &error);
  bench_check (error, "a directory");
  self->uri = g_strdup_printf ("sqlite:%s/central.db", self->folder);
  g_autofree char *path = g_build_filename (self->folder, "range.json", NULL);
  g_file_set_contents (path, range, -1, &error);
  bench_check (error, path);
  g_free (run (self, "import", path, NULL, NULL, NULL));
  self->admin = add_key (self, "admin", NULL);
  self->kiosk = add_key (self, "kiosk", "--store=" BENCH_STREAM_STORE);
  start (self);
}

void
bench_stream_service_stop (BenchStreamService *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  if (!g_subprocess_get_successful (self->process))
    bench_fail ("stream: cubby-central did not end well");
  g_clear_object (&self->process);
  g_autoptr (GDir) directory = g_dir_open (self->folder, 0, NULL);
  for (const char *name = g_dir_read_name (directory); name != NULL; name = g_dir_read_name (directory)) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self->admin);
  g_free (self->kiosk);
}

gint64
bench_get_own_memory (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int)pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    bench_fail ("stream: %s cannot be read", path);
  const char *line = strstr (text, "RssAnon:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("RssAnon:"), NULL, 10) * 1024 : 0;
}
