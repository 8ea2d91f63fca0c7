/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/writer.h"

/* Requests that share one commit at most. */
#define MAX_BATCH 256

struct _CubbyWriter {
  CubbySql *sql;
  const CubbyCentralSettings *settings;
  CubbyKeyRing *keys;
  CubbyHttpServer *server;
  void (*committed) (gboolean failed, gpointer data);
  gpointer data;
  GAsyncQueue *jobs;
  CubbyWriterJob stop;
  GThread *thread;
  gboolean failed;
};

typedef struct {
  CubbyWriter *writer;
  GPtrArray *jobs;
  gboolean failed;
} Batch;

static void
deliver (gpointer data)
{
  Batch *batch = data;
  for (guint i = 0; i < batch->jobs->len; i++) {
    CubbyWriterJob *job = g_ptr_array_index (batch->jobs, i);
    g_autoptr (GError) error = g_steal_pointer (&job->error);
    g_autofree char *actor = g_steal_pointer (&job->actor);
    job->done (job, error);
  }
  batch->writer->committed (batch->failed, batch->writer->data);
  g_ptr_array_unref (batch->jobs);
  g_free (batch);
}

/* FALSE: the transaction itself is broken. */
static gboolean
run_job (CubbyWriter *self, CubbyWriterJob *job, GError **error)
{
  CubbyStore store = {
      .sql = self->sql,
      .settings = self->settings,
      .keys = self->keys,
      .now_ms = g_get_real_time () / 1000,
      .actor = job->actor,
  };
  if (!cubby_sql_savepoint (self->sql, error))
    return FALSE;
  if (job->run (job, &store, &job->error))
    return cubby_sql_release (self->sql, error);
  if (!cubby_sql_rollback_to (self->sql, error))
    return FALSE;
  return job->keep == NULL || job->keep (job, &store, job->error, error);
}

static gboolean
run_batch (CubbyWriter *self, GPtrArray *jobs, GError **error)
{
  if (!cubby_sql_begin (self->sql, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++) {
    if (run_job (self, g_ptr_array_index (jobs, i), error))
      continue;
    cubby_sql_rollback (self->sql);
    return FALSE;
  }
  if (cubby_sql_commit (self->sql, error))
    return TRUE;
  cubby_sql_rollback (self->sql);
  return FALSE;
}

/* What was not committed did not happen, whatever each of them thought. */
static void
fail_all (GPtrArray *jobs, const GError *reason)
{
  g_warning ("nothing is written any more: %s", reason->message);
  for (guint i = 0; i < jobs->len; i++) {
    CubbyWriterJob *job = g_ptr_array_index (jobs, i);
    g_clear_error (&job->error);
    cubby_problem_set (&job->error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
                       "The request was not stored; send it again with the same Idempotency-Key.");
  }
}

/* Takes what waits, without waiting for more: an idle service commits at once. */
static GPtrArray *
take_batch (CubbyWriter *self, gboolean *ret_stop)
{
  GPtrArray *jobs = g_ptr_array_new ();
  CubbyWriterJob *job = g_async_queue_pop (self->jobs);
  while (job != NULL && job != &self->stop) {
    g_ptr_array_add (jobs, job);
    job = jobs->len < MAX_BATCH ? g_async_queue_try_pop (self->jobs) : NULL;
  }
  *ret_stop = job == &self->stop;
  return jobs;
}

static gpointer
writer_thread (gpointer data)
{
  CubbyWriter *self = data;
  gboolean stop = FALSE;
  while (!stop) {
    Batch *batch = g_new0 (Batch, 1);
    batch->writer = self;
    batch->jobs = take_batch (self, &stop);
    g_autoptr (GError) error = NULL;
    if (self->failed || (batch->jobs->len > 0 && !run_batch (self, batch->jobs, &error))) {
      self->failed = TRUE;
      if (error == NULL)
        error = g_error_new_literal (CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_FAILED, "an earlier commit failed");
      fail_all (batch->jobs, error);
    }
    batch->failed = self->failed;
    cubby_http_server_invoke (self->server, deliver, batch); /* the answers do not wait for housekeeping */
    if (!self->failed)
      cubby_sql_maintain (self->sql);
  }
  return NULL;
}

CubbyWriter *
cubby_writer_new (CubbySql *sql, const CubbyCentralSettings *settings, CubbyKeyRing *keys,
                  CubbyHttpServer *server, void (*committed) (gboolean failed, gpointer data), gpointer data)
{
  CubbyWriter *self = g_new0 (CubbyWriter, 1);
  self->sql = sql;
  self->settings = settings;
  self->keys = keys;
  self->server = server;
  self->committed = committed;
  self->data = data;
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("writer", writer_thread, self);
  return self;
}

void
cubby_writer_stop (CubbyWriter *self)
{
  g_async_queue_push (self->jobs, &self->stop);
  g_thread_join (self->thread);
}

void
cubby_writer_free (CubbyWriter *self)
{
  if (self == NULL)
    return;
  g_async_queue_unref (self->jobs);
  cubby_sql_free (self->sql);
  g_free (self);
}

void
cubby_writer_push (CubbyWriter *self, CubbyWriterJob *job)
{
  g_async_queue_push (self->jobs, job);
}

guint
cubby_writer_get_n_waiting (CubbyWriter *self)
{
  return (guint)MAX (g_async_queue_length (self->jobs), 0);
}
