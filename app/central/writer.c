/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/writer.h"
#include "app/central/transaction.h"
#include "app/common/thread-queue.h"

/* Requests that share one commit at most. */
#define MAX_BATCH 256
/* Requests that wait at most: so many are done in a second or two, and nobody waits for longer. */
#define MAX_WAITING 4096
/* How often a transaction that somebody else stood in the way of is done again. */
#define MAX_TRIES 6
#define MAX_PAUSE_MS 64

struct _CubbyWriter {
  CubbyStore store; /* what each job's is made from */
  CubbyHttpServer *server;
  void (*committed) (gboolean failed, gpointer data);
  gpointer data;
  CubbyThreadQueue *jobs;
  CubbyWriterJob stop;
  GThread *thread;
  gboolean remote;
  gboolean failed;
  int away;                 /* atomic: the database's server is */
  guint n_errors;           /* of this batch */
  guint n_waits;            /* for it, since it was there last */
  gint64 look_at_us;        /* when to look for it again; monotonic */
  CubbyWriterTotals totals; /* the server's thread's */
};

typedef struct {
  CubbyWriter *writer;
  GPtrArray *jobs;
  gint64 took_us;
  guint n_errors;
  gboolean failed;
} Batch;

static void
deliver (gpointer data)
{
  Batch *batch = data;
  CubbyWriterTotals *totals = &batch->writer->totals;
  cubby_histogram_add (&totals->times, batch->took_us);
  totals->jobs += batch->jobs->len;
  totals->errors += batch->n_errors;
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

/* What was not committed did not happen, whatever each of them thought. */
static void
refuse (CubbyWriterJob *const *jobs, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_clear_error (&jobs[i]->error);
    cubby_problem_set (&jobs[i]->error, CUBBY_PROBLEM_UNAVAILABLE, NULL,
                       "The request was not stored; send it again with the same Idempotency-Key.");
  }
}

/* The first time is free: a deadlock is over once one of the two has given way. */
static void
wait_a_moment (guint n_tries)
{
  guint longest_ms = MIN (1u << n_tries, MAX_PAUSE_MS);
  g_usleep ((gulong)g_random_int_range (0, (gint32)longest_ms * 1000));
}

static void
begin_waiting (CubbyWriter *self, const GError *reason)
{
  g_warning ("the database is away, nothing is written until it is back: %s", reason->message);
  g_atomic_int_set (&self->away, TRUE);
  self->n_waits = 0;
  self->look_at_us = g_get_monotonic_time ();
}

static gboolean
is_usable (CubbyWriter *self)
{
  return !self->failed && !g_atomic_int_get (&self->away);
}

static void process (CubbyWriter *self, CubbyWriterJob *const *jobs, guint n);

/* The one that the database refuses fails alone. */
static void
split (CubbyWriter *self, CubbyWriterJob *const *jobs, guint n, GError *reason)
{
  if (n > 1) {
    process (self, jobs, n / 2);
    process (self, jobs + n / 2, n - n / 2);
  } else if (cubby_remedy_of (reason, self->remote) == CUBBY_REMEDY_AGAIN) {
    refuse (jobs, n);
  } else {
    g_clear_error (&jobs[0]->error);
    jobs[0]->error = g_error_copy (reason);
  }
}

/* Where several processes write, another may have stored the same row first, such as the answer to the same
 * Idempotency-Key: done again, the job finds it. */
static CubbyRemedy
find_remedy (CubbyWriter *self, const GError *error, gboolean *collided)
{
  gboolean again = !*collided && g_error_matches (error, CUBBY_SQL_ERROR, CUBBY_SQL_ERROR_CONSTRAINT);
  *collided = *collided || again;
  return again ? CUBBY_REMEDY_AGAIN : cubby_remedy_of (error, self->remote);
}

/* Every job has its result afterwards. */
static void
process (CubbyWriter *self, CubbyWriterJob *const *jobs, guint n)
{
  g_autoptr (GError) error = NULL;
  CubbyRemedy remedy = CUBBY_REMEDY_AGAIN;
  gboolean collided = FALSE;
  for (guint tries = 0; is_usable (self) && tries < MAX_TRIES && remedy == CUBBY_REMEDY_AGAIN; tries++) {
    if (tries > 0)
      wait_a_moment (tries);
    g_clear_error (&error);
    if (cubby_transaction_run (&self->store, jobs, n, &error))
      return;
    self->n_errors++;
    remedy = find_remedy (self, error, &collided);
  }
  if (error != NULL && (remedy == CUBBY_REMEDY_AGAIN || remedy == CUBBY_REMEDY_SPLIT)) {
    split (self, jobs, n, error);
    return;
  }
  refuse (jobs, n);
  if (error != NULL && remedy == CUBBY_REMEDY_WAIT)
    begin_waiting (self, error);
  if (error != NULL && remedy == CUBBY_REMEDY_QUIT) {
    g_warning ("nothing is written any more: %s", error->message);
    self->failed = TRUE;
  }
}

/* The more often it was not there, the longer until the next look, and never together with others. */
static void
look_for_database (CubbyWriter *self)
{
  g_autoptr (GError) error = NULL;
  if (g_get_monotonic_time () < self->look_at_us)
    return;
  if (cubby_sql_reset (self->store.sql, &error)) {
    g_message ("the database is back");
    g_atomic_int_set (&self->away, FALSE);
    return;
  }
  guint longest_ms = 100u << MIN (self->n_waits, 5);
  self->n_waits++;
  self->look_at_us =
      g_get_monotonic_time () +
      g_random_int_range ((gint32)longest_ms / 2, (gint32)longest_ms) * G_GINT64_CONSTANT (1000);
}

static CubbyWriterJob *
wait_for_job (CubbyWriter *self)
{
  if (!g_atomic_int_get (&self->away))
    return cubby_thread_queue_pop (self->jobs);
  gint64 now_us = g_get_monotonic_time ();
  return cubby_thread_queue_pop_until (self->jobs,
                                       CLAMP (self->look_at_us, now_us + 1000, now_us + G_USEC_PER_SEC));
}

/* Takes what waits, without waiting for more: an idle service commits at once. */
static GPtrArray *
take_batch (CubbyWriter *self, gboolean *ret_stop)
{
  GPtrArray *jobs = g_ptr_array_new ();
  CubbyWriterJob *job = wait_for_job (self);
  while (job != NULL && job != &self->stop) {
    g_ptr_array_add (jobs, job);
    job = jobs->len < MAX_BATCH ? cubby_thread_queue_try_pop (self->jobs) : NULL;
  }
  *ret_stop = job == &self->stop;
  return jobs;
}

static void
answer (CubbyWriter *self, GPtrArray *jobs, gint64 took_us)
{
  if (jobs->len == 0) {
    g_ptr_array_unref (jobs);
    return;
  }
  Batch *batch = g_new0 (Batch, 1);
  batch->writer = self;
  batch->jobs = jobs;
  batch->took_us = took_us;
  batch->n_errors = self->n_errors;
  self->n_errors = 0;
  batch->failed = self->failed;
  cubby_http_server_invoke (self->server, deliver, batch);
}

static gpointer
writer_thread (gpointer data)
{
  CubbyWriter *self = data;
  gboolean stop = FALSE;
  while (!stop) {
    GPtrArray *jobs = take_batch (self, &stop);
    gint64 begin_us = g_get_monotonic_time ();
    if (jobs->len > 0)
      process (self, (CubbyWriterJob *const *)(gpointer)jobs->pdata, jobs->len);
    answer (self, jobs, g_get_monotonic_time () - begin_us); /* does not wait for housekeeping */
    if (g_atomic_int_get (&self->away))
      look_for_database (self);
    else if (!self->failed)
      cubby_sql_maintain (self->store.sql);
  }
  return NULL;
}

CubbyWriter *
cubby_writer_new (CubbySql *sql, const CubbyCentralSettings *settings, CubbyKeyRing *keys,
                  CubbyHttpServer *server, void (*committed) (gboolean failed, gpointer data), gpointer data)
{
  CubbyWriter *self = g_new0 (CubbyWriter, 1);
  self->store = (CubbyStore){
      .sql = sql,
      .unit = cubby_unit_of_work_new (sql),
      .settings = settings,
      .keys = keys,
  };
  self->remote = cubby_sql_get_fd (sql) >= 0;
  self->server = server;
  self->committed = committed;
  self->data = data;
  self->jobs = cubby_thread_queue_new (NULL);
  self->thread = g_thread_new ("writer", writer_thread, self);
  return self;
}

void
cubby_writer_stop (CubbyWriter *self)
{
  cubby_thread_queue_push (self->jobs, &self->stop);
  g_thread_join (self->thread);
}

void
cubby_writer_free (CubbyWriter *self)
{
  if (self == NULL)
    return;
  cubby_thread_queue_free (self->jobs);
  cubby_unit_of_work_free (self->store.unit);
  cubby_sql_free (self->store.sql);
  g_free (self);
}

void
cubby_writer_push (CubbyWriter *self, CubbyWriterJob *job)
{
  cubby_thread_queue_push (self->jobs, job);
}

const CubbyWriterTotals *
cubby_writer_get_totals (CubbyWriter *self)
{
  return &self->totals;
}

guint
cubby_writer_get_n_waiting (CubbyWriter *self)
{
  return cubby_thread_queue_get_length (self->jobs);
}

gboolean
cubby_writer_is_ready (CubbyWriter *self)
{
  return !g_atomic_int_get (&self->away);
}

gboolean
cubby_writer_check_room (CubbyWriter *self, GError **error)
{
  const char *reason = NULL;
  if (!cubby_writer_is_ready (self))
    reason = "The database is away; send the request again in a moment, with the same Idempotency-Key.";
  else if (cubby_writer_get_n_waiting (self) >= MAX_WAITING)
    reason = "Too many requests wait; send this one again in a moment, with the same Idempotency-Key.";
  if (reason == NULL)
    return TRUE;
  cubby_problem_set (error, CUBBY_PROBLEM_UNAVAILABLE, NULL, "%s", reason);
  return FALSE;
}
