/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/service.h"
#include "app/central/central.h"
#include "app/central/code-seal.h"
#include "app/central/database.h"
#include "app/central/housekeeping.h"
#include "app/central/outbox-worker.h"
#include "app/central/watchdog.h"
#include "app/common/sd-notify.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HOUSEKEEPING_MS 30000
#define KEYS_MS 1000 /* a key that was stolen signs nothing from the next second on */

CubbyStore
cubby_central_get_reader (CubbyCentral *central, CubbyHttpRequest *request)
{
  const CubbyApiKey *key = cubby_http_request_get_actor (request);
  return (CubbyStore){
      .sql = central->reader,
      .settings = central->settings,
      .keys = central->keys,
      .now_ms = g_get_real_time () / 1000,
      .actor = key != NULL ? key->id : "anybody",
  };
}

static void
free_key (gpointer data)
{
  cubby_api_key_free (data);
}

/* The guard of every route with a scope: a known key of one of its scopes. */
static gboolean
check_key (CubbyHttpRequest *request, guint scope, gpointer data, GError **error)
{
  CubbyCentral *central = data;
  if (scope == 0)
    return TRUE;
  const char *header = cubby_http_request_get_header (request, "Authorization");
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_UNAUTHORIZED, NULL, "Send a header Authorization: Bearer KEY.");
    return FALSE;
  }
  CubbyApiKey *key = cubby_api_key_find (central->reader, header + 7, error);
  if (key == NULL) {
    cubby_central_explain (request, error);
    return FALSE;
  }
  cubby_http_request_set_actor (request, key, free_key);
  cubby_key_watch_note (central->watch, key);
  if (key->scope & scope)
    return TRUE;
  g_autofree char *has = cubby_scope_list (key->scope);
  g_autofree char *needs = cubby_scope_list (scope);
  cubby_problem_set (error, CUBBY_PROBLEM_FORBIDDEN, NULL, "The key has the scope %s; this needs one of: %s.",
                     has, needs);
  return FALSE;
}

static void
watch_answer (CubbyHttpRequest *request, guint status, gint64 took_us, gpointer data)
{
  CubbyCentral *central = data;
  cubby_metrics_count (central->metrics, cubby_http_request_get_method (request),
                       cubby_http_request_get_pattern (request), status, took_us);
}

static void
on_committed (gboolean failed, gpointer data)
{
  CubbyCentral *central = data;
  if (failed && !central->failed) {
    central->failed = TRUE;
    cubby_http_server_quit (central->server); /* the manager starts us again, on what is durable */
  }
  if (central->stream != NULL)
    cubby_stream_pump (central->stream);
  if (central->outbox != NULL)
    cubby_outbox_worker_poke (central->outbox);
}

static void
on_housekeeping_time (gpointer data)
{
  CubbyCentral *central = data;
  cubby_housekeeping_push (central->writer);
  cubby_key_watch_flush (central->watch);
}

static void
on_keys_time (gpointer data)
{
  CubbyCentral *central = data;
  g_autoptr (GError) error = NULL;
  if (central->keys != NULL && !cubby_key_ring_refresh (central->keys, &error) && !central->keys_warned)
    g_warning ("pass keys: %s", error->message);
  central->keys_warned = error != NULL;
  cubby_key_watch_look (central->watch);
}

static gpointer
wait_for_signal (gpointer data)
{
  CubbyCentral *central = data;
  sigset_t set;
  int number = 0;
  sigemptyset (&set);
  sigaddset (&set, SIGTERM);
  sigaddset (&set, SIGINT);
  sigwait (&set, &number);
  cubby_http_server_quit (central->server);
  return NULL;
}

/* Before any thread starts, so that all of them leave the signals to the one that waits. */
static void
block_signals (void)
{
  sigset_t set;
  sigemptyset (&set);
  sigaddset (&set, SIGTERM);
  sigaddset (&set, SIGINT);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
}

static void
serve (CubbyCentral *central)
{
  g_autofree char *address = cubby_http_server_get_address (central->server, 0);
  printf ("listening http://%s\n", address);
  fflush (stdout);
  cubby_sd_notify ("READY=1");
  GThread *signals = g_thread_new ("signals", wait_for_signal, central);
  CubbyWatchdog *watchdog = cubby_watchdog_start (central->server);
  cubby_http_server_run (central->server);
  cubby_watchdog_stop (watchdog);
  cubby_sd_notify ("STOPPING=1");
  kill (getpid (), SIGTERM); /* for the thread, when it was not a signal that ended us */
  g_thread_join (signals);
}

static CubbyKeyRing *
load_keys (const CubbyCentralSettings *settings, GError **error)
{
  return settings->pass_key_file != NULL ? cubby_key_ring_load (settings->pass_key_file, error) : NULL;
}

gboolean
cubby_service_run (const CubbyServiceOptions *options, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CubbyKeyRing) keys = load_keys (options->settings, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  block_signals ();
  g_autoptr (CubbySql) sql = cubby_database_open_server (options->database, error);
  if (sql == NULL || !cubby_code_seal_prepare (sql, keys, error))
    return FALSE;
  g_autoptr (CubbySql) reader = cubby_sql_open (options->database, CUBBY_SQL_READER, error);
  if (reader == NULL)
    return FALSE;

  CubbyCentral central = {.settings = options->settings, .keys = keys, .reader = reader};
  g_autoptr (CubbyHttpServer) server =
      cubby_http_server_new (cubby_central_routes, cubby_central_n_routes, check_key, watch_answer, &central);
  if (!cubby_http_server_listen (server, options->listen, NULL, error))
    return FALSE;
  central.server = server;
  central.metrics = cubby_metrics_new ();
  central.in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  central.writer =
      cubby_writer_new (g_steal_pointer (&sql), options->settings, keys, server, on_committed, &central);
  central.stream = cubby_stream_new (reader, server);
  central.watch = cubby_key_watch_new (reader, central.stream, central.writer);
  central.snapshots = cubby_snapshots_new (reader, server);
  central.outbox =
      cubby_outbox_worker_new (options->database, options->settings, keys, central.writer, error);
  cubby_http_server_add_timer (server, KEYS_MS, on_keys_time, &central);
  gboolean started = central.outbox != NULL;
  cubby_http_server_add_timer (server, HOUSEKEEPING_MS, on_housekeeping_time, &central);
  if (started) {
    cubby_housekeeping_push (central.writer); /* what became due while nobody was at work */
    serve (&central);
  }

  if (started)
    cubby_outbox_worker_stop (central.outbox);
  cubby_writer_stop (central.writer);
  g_clear_pointer (&central.watch, cubby_key_watch_free);
  g_clear_pointer (&central.stream, cubby_stream_free);
  cubby_http_server_flush (server);
  g_clear_pointer (&central.snapshots, cubby_snapshots_free);
  g_clear_pointer (&central.outbox, cubby_outbox_worker_free);
  g_clear_pointer (&central.writer, cubby_writer_free);
  g_clear_pointer (&server, cubby_http_server_free);
  g_hash_table_unref (central.in_flight);
  cubby_metrics_free (central.metrics);
  if (!started)
    return FALSE;
  if (!central.failed)
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
               "the database could not be written; see the log");
  return FALSE;
}
