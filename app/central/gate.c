/* SPDX-License-Identifier: Apache-2.0 */
#include "app/central/gate.h"
#include "app/domain/rate-limit.h"
#include "protocols/http/forwarded.h"
#include "protocols/http/problem.h"

#include <string.h>

/* Senders that are remembered, of each kind; some 100 bytes each. */
#define MAX_SENDERS 50000
#define WINDOW_S 60

typedef enum {
  KEY,
  OPEN,
  ENROL,
  N_KINDS,
} Kind;

static const char *const names[N_KINDS] = {[KEY] = "key", [OPEN] = "open", [ENROL] = "enrol"};

/* Who watches over the service asks often, and is told always. */
static const struct {
  const char *pattern;
  Kind kind;
} open_routes[] = {
    {"/healthz", N_KINDS},
    {"/readyz", N_KINDS},
    {"/metrics", N_KINDS},
    {"/v1/enrol", ENROL},
};

struct _CubbyGate {
  CubbyRatePolicy policies[N_KINDS];
  CubbyRateTable *tables[N_KINDS];
  guint64 n_refused;
  guint max_streams;
  guint max_streams_per_key;
  guint n_streams;
  GHashTable *streams; /* id of a key -> how many */
};

CubbyGate *
cubby_gate_new (const CubbyServingSettings *settings)
{
  const guint quotas[N_KINDS] = {[KEY] = settings->key_per_minute,
                                 [OPEN] = settings->open_per_minute,
                                 [ENROL] = settings->enrol_per_minute};
  CubbyGate *self = g_new0 (CubbyGate, 1);
  for (guint i = 0; i < N_KINDS; i++) {
    self->policies[i] = (CubbyRatePolicy){.quota = quotas[i], .window_s = WINDOW_S};
    self->tables[i] = cubby_rate_table_new (MAX_SENDERS);
  }
  self->max_streams = settings->streams;
  self->max_streams_per_key = settings->streams_per_key;
  self->streams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
cubby_gate_free (CubbyGate *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_KINDS; i++)
    cubby_rate_table_free (self->tables[i]);
  g_hash_table_unref (self->streams);
  g_free (self);
}

static Kind
find_kind (CubbyHttpRequest *request, const CubbyApiKey *key)
{
  const char *pattern = cubby_http_request_get_pattern (request);
  if (key != NULL)
    return KEY;
  for (guint i = 0; i < G_N_ELEMENTS (open_routes); i++)
    if (g_str_equal (open_routes[i].pattern, pattern))
      return open_routes[i].kind;
  return OPEN;
}

static void
tell (CubbyHttpRequest *request, const char *name, const CubbyRatePolicy *policy,
      const CubbyRateVerdict *verdict)
{
  char text[80];
  g_snprintf (text, sizeof text, "\"%s\";q=%u;w=%u", name, policy->quota, policy->window_s);
  cubby_http_request_add_header (request, "RateLimit-Policy", text);
  g_snprintf (text, sizeof text, "\"%s\";r=%u;t=%u", name, verdict->remaining, verdict->reset_s);
  cubby_http_request_add_header (request, "RateLimit", text);
}

gboolean
cubby_gate_check (CubbyGate *self, CubbyHttpRequest *request, const CubbyApiKey *key, GError **error)
{
  Kind kind = find_kind (request, key);
  if (kind == N_KINDS || self->policies[kind].quota == 0)
    return TRUE;
  g_autofree char *sender = key != NULL
                                ? g_strdup (key->id)
                                : cubby_forwarded_get_network (cubby_http_request_get_address (request));
  CubbyRateVerdict verdict =
      cubby_rate_table_take (self->tables[kind], sender, &self->policies[kind], g_get_monotonic_time ());
  tell (request, names[kind], &self->policies[kind], &verdict);
  if (verdict.allowed)
    return TRUE;
  char wait[16];
  g_snprintf (wait, sizeof wait, "%u", verdict.retry_after_s);
  cubby_http_request_add_header (request, "Retry-After", wait);
  self->n_refused++;
  cubby_problem_set (error, CUBBY_PROBLEM_TOO_MANY, NULL,
                     "%u a minute may come from one %s; come again after %s seconds.",
                     self->policies[kind].quota, kind == KEY ? "key" : "address", wait);
  return FALSE;
}

guint64
cubby_gate_get_n_refused (CubbyGate *self)
{
  return self->n_refused;
}

typedef struct {
  CubbyGate *gate;
  char *key;
} Ticket;

static void
close_stream (gpointer data)
{
  Ticket *ticket = data;
  CubbyGate *gate = ticket->gate;
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (gate->streams, ticket->key));
  gate->n_streams--;
  if (count <= 1)
    g_hash_table_remove (gate->streams, ticket->key);
  else
    g_hash_table_replace (gate->streams, g_strdup (ticket->key), GUINT_TO_POINTER (count - 1));
  g_free (ticket->key);
  g_free (ticket);
}

static gboolean
refuse_stream (CubbyGate *self, CubbyHttpRequest *request, GError **error)
{
  self->n_refused++;
  cubby_http_request_add_header (request, "Retry-After", "30");
  if (self->n_streams < self->max_streams)
    cubby_problem_set (error, CUBBY_PROBLEM_TOO_MANY, NULL, "One key may have %u streams open; close one.",
                       self->max_streams_per_key);
  else
    cubby_problem_set (error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "No more streams are to be had here now.");
  return FALSE;
}

gboolean
cubby_gate_open_stream (CubbyGate *self, CubbyHttpRequest *request, const CubbyApiKey *key, GError **error)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->streams, key->id));
  if (self->n_streams >= self->max_streams || count >= self->max_streams_per_key)
    return refuse_stream (self, request, error);
  Ticket *ticket = g_new0 (Ticket, 1);
  ticket->gate = self;
  ticket->key = g_strdup (key->id);
  self->n_streams++;
  g_hash_table_replace (self->streams, g_strdup (key->id), GUINT_TO_POINTER (count + 1));
  cubby_http_request_set_ticket (request, ticket, close_stream);
  return TRUE;
}
