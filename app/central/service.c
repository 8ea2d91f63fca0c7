/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/service.h"
#include "app/central/central.h"
#include "app/central/code-seal.h"
#include "app/central/database.h"
#include "app/central/drain.h"
#include "app/central/feed-ear.h"
#include "app/central/housekeeping.h"
#include "app/central/outbox-worker.h"
#include "app/central/outbox.h"
#include "app/central/request-log.h"
#include "app/central/shelf.h"
#include "app/central/watchdog.h"
#include "app/common/sd-notify.h"
#include "protocols/http/forwarded.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define HOUSEKEEPING_MS 30000
#define PRICES_MS 2000
#define KEYS_MS 250 /* a key that was stolen signs nothing more from then on */

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
    return cubby_gate_check (central->gate, request, NULL, error);
  const char *header = cubby_http_request_get_header (request, "Authorization");
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0) {
    cubby_problem_set (error, CUBBY_PROBLEM_UNAUTHORIZED, NULL, "Send a header Authorization: Bearer KEY.");
    return FALSE;
  }
  CubbyApiKey *key =
      cubby_key_cache_find (central->key_cache, central->reader, header + 7, g_get_monotonic_time (), error);
  if (key == NULL) {
    cubby_central_explain (request, error);
    return FALSE;
  }
  cubby_http_request_set_actor (request, key, free_key);
  cubby_key_watch_note (central->watch, key);
  if (!cubby_gate_check (central->gate, request, key, error))
    return FALSE;
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
  cubby_request_log (central->settings->serving.log, request, status, took_us);
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

/* Another process on the same database has written. */
static void
on_feed_heard (gpointer data)
{
  CubbyCentral *central = data;
  cubby_stream_pump (central->stream);
}

static void
on_housekeeping_time (gpointer data)
{
  CubbyCentral *central = data;
  cubby_housekeeping_push (central->writer);
  cubby_key_watch_flush (central->watch);
}

/* Prices change with the clock: a kiosk is told within seconds, not with the next housekeeping. */
static void
on_prices_time (gpointer data)
{
  CubbyCentral *central = data;
  CubbyStore store = {.sql = central->reader, .now_ms = g_get_real_time () / 1000};
  if (cubby_shelf_is_due (&store))
    cubby_housekeeping_push (central->writer);
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

static void
on_hang_up (gpointer data)
{
  CubbyCentral *central = data;
  g_autoptr (GError) error = NULL;
  if (central->tls == NULL)
    return;
  if (cubby_http_tls_reload (central->tls, &error))
    g_message ("the certificate was read again");
  else
    g_warning ("the certificate stays as it was: %s", error->message);
}

static void
list_signals (sigset_t *set)
{
  sigemptyset (set);
  sigaddset (set, SIGTERM);
  sigaddset (set, SIGINT);
  sigaddset (set, SIGHUP);
  sigaddset (set, SIGUSR2); /* ours, to end the thread */
}

static gpointer
wait_for_signals (gpointer data)
{
  CubbyCentral *central = data;
  sigset_t set;
  int number = 0;
  list_signals (&set);
  while (sigwait (&set, &number) == 0 && number != SIGUSR2)
    cubby_http_server_invoke (central->server, number == SIGHUP ? on_hang_up : cubby_drain_begin, central);
  return NULL;
}

/* Before any thread starts, so that all of them leave the signals to the one that waits. */
static void
block_signals (void)
{
  sigset_t set;
  list_signals (&set);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
}

/* A connection is a descriptor. */
static void
raise_limit (void)
{
  struct rlimit limit;
  if (getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static void
tell_addresses (CubbyCentral *central)
{
  g_autofree char *address = cubby_http_server_get_address (central->server, 0);
  gboolean is_unix = g_str_has_prefix (address, "unix:");
  printf ("listening %s%s\n", is_unix ? "" : central->tls != NULL ? "https://" : "http://", address);
  if (central->settings->serving.metrics_listen != NULL) {
    g_autofree char *metrics = cubby_http_server_get_address (central->server, 1);
    printf ("metrics http://%s\n", metrics);
  }
  fflush (stdout);
}

static void
serve (CubbyCentral *central)
{
  tell_addresses (central);
  cubby_sd_notify ("READY=1");
  GThread *signals = g_thread_new ("signals", wait_for_signals, central);
  CubbyWatchdog *watchdog = cubby_watchdog_start (central->server);
  cubby_http_server_run (central->server);
  cubby_watchdog_stop (watchdog);
  cubby_sd_notify ("STOPPING=1");
  kill (getpid (), SIGUSR2);
  g_thread_join (signals);
}

static gboolean
listen (CubbyCentral *central, const char *address, GError **error)
{
  const CubbyServingSettings *serving = &central->settings->serving;
  CubbyHttpServer *server = central->server;
  cubby_http_server_set_limits (server, &serving->http);
  cubby_http_server_set_proxies (server, cubby_forwarded_read_proxies (serving->proxies, NULL));
  if (serving->certificate != NULL)
    central->tls = cubby_http_tls_new (serving->certificate, serving->key, error);
  if (serving->certificate != NULL && central->tls == NULL)
    return FALSE;
  return cubby_http_server_listen (server, address, central->tls, error) &&
         (serving->metrics_listen == NULL ||
          cubby_http_server_listen_for (server, serving->metrics_listen, cubby_central_metrics_routes,
                                        cubby_central_n_metrics_routes, error));
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
  raise_limit ();
  g_autoptr (CubbySql) sql = cubby_database_open_server (options->database, error);
  if (sql == NULL || !cubby_code_seal_prepare (sql, keys, error) ||
      !cubby_outbox_free_claims (sql, g_get_real_time () / 1000, error))
    return FALSE;
  g_autoptr (CubbySql) reader = cubby_sql_open (options->database, CUBBY_SQL_READER, error);
  if (reader == NULL)
    return FALSE;

  CubbyCentral central = {.settings = options->settings, .keys = keys, .reader = reader};
  g_autoptr (CubbyHttpServer) server =
      cubby_http_server_new (cubby_central_routes, cubby_central_n_routes, check_key, watch_answer, &central);
  central.server = server;
  if (!listen (&central, options->listen, error)) {
    cubby_http_tls_unref (central.tls);
    return FALSE;
  }
  central.gate = cubby_gate_new (&options->settings->serving);
  central.cache = cubby_read_cache_new (reader);
  central.metrics = cubby_metrics_new ();
  central.in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  central.writer =
      cubby_writer_new (g_steal_pointer (&sql), options->settings, keys, server, on_committed, &central);
  central.stream = cubby_stream_new (reader, server);
  central.key_cache = cubby_key_cache_new ();
  central.watch = cubby_key_watch_new (reader, central.stream, central.writer);
  central.snapshots = cubby_snapshots_new (options->database, reader, server);
  g_autoptr (CubbyFeedEar) ear = cubby_feed_ear_new (options->database, server, on_feed_heard, &central);
  central.outbox =
      cubby_outbox_worker_new (options->database, options->settings, keys, central.writer, error);
  cubby_http_server_add_timer (server, KEYS_MS, on_keys_time, &central);
  gboolean started = central.outbox != NULL;
  cubby_http_server_add_timer (server, HOUSEKEEPING_MS, on_housekeeping_time, &central);
  cubby_http_server_add_timer (server, PRICES_MS, on_prices_time, &central);
  if (started) {
    cubby_housekeeping_push (central.writer); /* what became due while nobody was at work */
    serve (&central);
  }

  if (started)
    cubby_outbox_worker_stop (central.outbox);
  cubby_writer_stop (central.writer);
  g_clear_pointer (&ear, cubby_feed_ear_free);
  g_clear_pointer (&central.watch, cubby_key_watch_free);
  g_clear_pointer (&central.stream, cubby_stream_free);
  cubby_http_server_flush (server);
  g_clear_pointer (&central.snapshots, cubby_snapshots_free);
  g_clear_pointer (&central.outbox, cubby_outbox_worker_free);
  g_clear_pointer (&central.writer, cubby_writer_free);
  g_clear_pointer (&server, cubby_http_server_free);
  g_clear_pointer (&central.key_cache, cubby_key_cache_free);
  g_hash_table_unref (central.in_flight);
  cubby_metrics_free (central.metrics);
  cubby_gate_free (central.gate);
  cubby_read_cache_free (central.cache);
  cubby_http_tls_unref (central.tls);
  if (!started)
    return FALSE;
  if (!central.failed)
    return TRUE;
  g_set_error (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED,
               "the database could not be written; see the log");
  return FALSE;
}
