/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/snapshot.h"
#include "app/central/central.h"
#include "app/central/snapshot-text.h"
#include "app/domain/etag.h"
#include "protocols/http/problem.h"

/* One serves until this much has changed since: the feed tells the rest. */
#define LEAST_WINDOW 1000
#define WINDOW_PART 10

typedef struct {
  CubbyHttpRequest *request;
  char *for_store;
} Waiting;

struct _CubbySnapshots {
  char *database; /* with its password */
  CubbySql *reader;
  CubbyHttpServer *server;
  CubbySnapshotText *text; /* (nullable): the last that was made */
  GQueue waiting;          /* of Waiting */
  GThread *thread;         /* (nullable): while one is made */
  CubbySnapshotText *made; /* of the thread */
  GError *failure;         /* of the thread */
};

static gboolean
is_fresh (const CubbySnapshots *self, const CubbyFeedSpan *now)
{
  const CubbySnapshotText *text = self->text;
  if (text == NULL || text->span.feed != now->feed || text->span.last < now->forgotten)
    return FALSE;
  gint64 window = MAX (LEAST_WINDOW, (gint64)text->n_changes / WINDOW_PART);
  return text->span.last <= now->last && now->last - text->span.last <= window;
}

static char *
make_etag (const CubbySnapshotText *text, const char *for_store)
{
  return g_strdup_printf ("\"%08x-%" G_GINT64_FORMAT "%s%s\"", text->span.feed, text->span.last,
                          for_store != NULL ? "-" : "", for_store != NULL ? for_store : "");
}

static void
answer (CubbySnapshots *self, CubbyHttpRequest *request, const char *for_store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = make_etag (self->text, for_store);
  const char *condition = cubby_http_request_get_header (request, "If-None-Match");
  cubby_http_request_add_header (request, "ETag", etag);
  cubby_http_request_add_header (request, "Cache-Control", "no-cache, private");
  if (cubby_etag_compare_weak (condition, etag) == CUBBY_ETAG_MATCH) {
    cubby_http_request_reply (request, 304, NULL, NULL, 0);
    return;
  }
  g_autoptr (GBytes) end = cubby_snapshot_text_end (self->text, self->reader, for_store, &error);
  if (end == NULL) {
    cubby_central_reply_error (request, error);
    return;
  }
  GBytes *const parts[] = {self->text->bytes, end};
  cubby_http_request_reply_parts (request, 200, "application/gzip", parts, G_N_ELEMENTS (parts));
}

static void
waiting_free (Waiting *waiting)
{
  g_free (waiting->for_store);
  g_free (waiting);
}

static void
answer_all (CubbySnapshots *self, const GError *error)
{
  Waiting *waiting;
  while ((waiting = g_queue_pop_head (&self->waiting)) != NULL) {
    if (error != NULL)
      cubby_central_reply_error (waiting->request, error);
    else
      answer (self, waiting->request, waiting->for_store);
    waiting_free (waiting);
  }
}

static void
on_made (gpointer data)
{
  CubbySnapshots *self = data;
  g_thread_join (g_steal_pointer (&self->thread));
  g_autoptr (GError) failure = g_steal_pointer (&self->failure);
  if (failure == NULL) {
    cubby_snapshot_text_free (self->text);
    self->text = g_steal_pointer (&self->made);
  }
  answer_all (self, failure);
}

static gpointer
make (gpointer data)
{
  CubbySnapshots *self = data;
  g_autoptr (CubbySql) sql = cubby_sql_open (self->database, CUBBY_SQL_READER, &self->failure);
  if (sql != NULL)
    self->made = cubby_snapshot_text_read (sql, &self->failure);
  cubby_http_server_invoke (self->server, on_made, self);
  return NULL;
}

void
cubby_snapshots_reply (CubbySnapshots *self, CubbyHttpRequest *request, const char *for_store)
{
  g_autoptr (GError) error = NULL;
  CubbyFeedSpan now;
  if (!cubby_feed_get_span (self->reader, &now, &error)) {
    cubby_central_reply_error (request, error);
    return;
  }
  if (is_fresh (self, &now)) {
    answer (self, request, for_store);
    return;
  }
  Waiting *waiting = g_new0 (Waiting, 1);
  waiting->request = request;
  waiting->for_store = g_strdup (for_store);
  g_queue_push_tail (&self->waiting, waiting);
  if (self->thread == NULL)
    self->thread = g_thread_new ("snapshot", make, self);
}

CubbySnapshots *
cubby_snapshots_new (const char *database, CubbySql *reader, CubbyHttpServer *server)
{
  CubbySnapshots *self = g_new0 (CubbySnapshots, 1);
  self->database = g_strdup (database);
  self->reader = reader;
  self->server = server;
  return self;
}

void
cubby_snapshots_free (CubbySnapshots *self)
{
  g_autoptr (GError) error = NULL;
  if (self == NULL)
    return;
  if (self->thread != NULL)
    g_thread_join (self->thread);
  cubby_problem_set (&error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "The service is being stopped; ask again.");
  answer_all (self, error);
  cubby_snapshot_text_free (self->text);
  cubby_snapshot_text_free (self->made);
  g_clear_error (&self->failure);
  g_free (self->database);
  g_free (self);
}
