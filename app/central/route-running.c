/* SPDX-License-Identifier: Apache-2.0 */
/* For who watches over the service: is it alive, may it be sent requests, what does it do. */
#include "app/central/central.h"
#include "app/central/route-range.h"
#include "app/central/schema.h"

void
cubby_route_health (CubbyHttpRequest *request, gpointer data)
{
  cubby_http_request_reply_json (request, 200, "{\"status\":\"ok\"}");
}

/* Returns: why no requests should come here now, or NULL. */
static const char *
find_reason (CubbyCentral *central)
{
  gint64 count = 0;
  if (central->draining)
    return "stopping";
  if (central->failed || !cubby_writer_is_ready (central->writer) ||
      !cubby_sql_read_int (central->reader, &count, 0, NULL, "SELECT 1", ""))
    return "database";
  return cubby_schema_require (central->reader, NULL) ? NULL : "migrations";
}

void
cubby_route_ready (CubbyHttpRequest *request, gpointer data)
{
  const char *reason = find_reason (data);
  if (reason == NULL) {
    cubby_http_request_reply_json (request, 200, "{\"status\":\"ready\"}");
    return;
  }
  g_autoptr (GError) error = NULL;
  JsonObject *members = json_object_new ();
  json_object_set_string_member (members, "reason", reason);
  cubby_problem_set (&error, CUBBY_PROBLEM_UNAVAILABLE, members,
                     "Not ready: %s. The log of the service says more.", reason);
  cubby_central_reply_error (request, error);
}

/* -- metrics */

static const struct {
  const char *name;   /* rows of one name follow each other */
  const char *labels; /* (nullable) */
  const char *help;
  const char *sql;
} gauges[] = {
    {"cubby_feed_seq", NULL, "Last change of the feed.", "SELECT value FROM counter WHERE name = 'feed'"},
    {"cubby_outbox", "state=\"waiting\"", "Notices not sent yet, and those given up.",
     "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'"},
    {"cubby_outbox", "state=\"failed\"", NULL, "SELECT COUNT(*) FROM outbox WHERE state = 'failed'"},
    {"cubby_fulfilments_ready", NULL, "Fulfilments that wait for their shopper.",
     "SELECT COUNT(*) FROM fulfilment WHERE state = 'ready_for_pickup'"},
};

static void
append_process (CubbyCentral *central, GString *text)
{
  cubby_metrics_append_gauge (text, "cubby_stream_readers", "Open streams.",
                              cubby_stream_get_n_readers (central->stream));
  cubby_metrics_append_gauge (text, "cubby_writer_waiting", "Requests that wait for the writer.",
                              cubby_writer_get_n_waiting (central->writer));
  const CubbyWriterTotals *totals = cubby_writer_get_totals (central->writer);
  cubby_histogram_append (&totals->times, text, "cubby_commit_seconds",
                          "Time of a transaction, from its begin to the end of its commit.");
  cubby_metrics_append_counter (text, "cubby_commit_requests_total", "Requests in them.", totals->jobs);
  cubby_metrics_append_counter (text, "cubby_database_errors_total",
                                "Transactions that the database did not let through; each try counts.",
                                totals->errors);
  cubby_metrics_append_gauge (text, "cubby_connections", "Open connections.",
                              cubby_http_server_get_n_connections (central->server));
  cubby_metrics_append_gauge (text, "cubby_stopping", "Whether the service lets its last requests end.",
                              central->draining);
  cubby_metrics_append_counter (text, "cubby_connections_refused_total", "Connections beyond the limits.",
                                cubby_http_server_get_n_turned_away (central->server));
  cubby_metrics_append_counter (text, "cubby_rate_limited_total", "Requests and streams beyond the limits.",
                                cubby_gate_get_n_refused (central->gate));
}

void
cubby_route_metrics (CubbyHttpRequest *request, gpointer data)
{
  CubbyCentral *central = data;
  g_autoptr (GString) text = g_string_new (NULL);
  cubby_metrics_append (central->metrics, text);
  gboolean good = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (gauges) && good; i++) {
    gint64 value = 0;
    good = cubby_sql_read_int (central->reader, &value, 0, NULL, gauges[i].sql, "");
    if (good)
      cubby_metrics_append_labelled (text, gauges[i].name, gauges[i].labels, gauges[i].help, value);
  }
  cubby_metrics_append_gauge (text, "cubby_database_up", "Whether the database answers.", good);
  append_process (central, text);
  cubby_http_request_reply (request, 200, "text/plain; version=0.0.4; charset=utf-8", text->str, text->len);
}
