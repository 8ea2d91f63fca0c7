/* SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "cubby-central"
#include "app/central/outbox-worker.h"
#include "app/central/notice-build.h"
#include "protocols/notify/channel.h"

#include <string.h>

#define MAX_WAIT_MS (30 * 1000)
#define MAX_BACK_OFF_S 3600
/* How long a notice is ours: twice what the slowest mail server may take (protocols/http/smtp.h). */
#define LEASE_MS (120 * 1000)
/* After a claim that could not be written. */
#define PAUSE_MS 1000

struct _CubbyOutboxWorker {
  CubbySql *reader;
  const CubbyCentralSettings *settings;
  CubbyKeyRing *keys;
  CubbyWriter *writer;
  char *password; /* (nullable) */

  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  gint64 until_ms; /* of the claim on the row; for whoever stops the thread too, once it has ended */
  /* of the thread: */
  CubbyNotifier *notifier;
  CubbyOutboxRow *row; /* the one under way; NULL: none */
  CubbyNotice *notice;
  GSource *timer;
};

/* A row that no other process is to send meanwhile, on its way to the database. */
typedef struct {
  CubbyWriterJob job;
  CubbyOutboxWorker *worker;
  char *id;
  gint64 until_ms;
  gint64 ours;
} Claim;

/* What became of a row, on its way to the database. */
typedef struct {
  CubbyWriterJob job;
  CubbyOutboxWorker *worker;
  char *id;
  char *state;
  char *reason; /* (nullable) */
  gint64 attempts;
  gint64 wait_ms;
  gint64 until_ms; /* of the claim */
} Outcome;

static void pump (CubbyOutboxWorker *self);
static void send_row (CubbyOutboxWorker *self);

/* What was sent is sent; but who took longer than the claim says nothing else of what is another's by now. */
static gboolean
outcome_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Outcome *self = (Outcome *)job;
  return cubby_sql_run (
      store->sql, error,
      "UPDATE outbox SET state = ?, attempts = ?, next_ms = ?, claimed = 0, last_error = ? WHERE id = ? "
      "AND state = 'waiting' AND (CAST(? AS TEXT) = 'sent' OR next_ms = ?)",
      "tiittti", self->state, self->attempts, store->now_ms + self->wait_ms, self->reason, self->id,
      self->state, self->until_ms);
}

static gboolean
on_row_over (gpointer data)
{
  CubbyOutboxWorker *self = data;
  g_clear_pointer (&self->row, cubby_outbox_row_free);
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
call_later (CubbyOutboxWorker *self, GSourceFunc function)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, self->context);
}

static void
outcome_done (CubbyWriterJob *job, const GError *error)
{
  Outcome *self = (Outcome *)job;
  if (error != NULL)
    g_warning ("outbox: %s", error->message);
  call_later (self->worker, on_row_over);
  g_free (self->id);
  g_free (self->state);
  g_free (self->reason);
  g_free (self);
}

static gint64
get_back_off_ms (const CubbyOutboxWorker *self, gint64 attempts)
{
  gint64 seconds = (gint64)self->settings->retry_first_s << MIN (attempts - 1, 12);
  return MIN (seconds, MAX_BACK_OFF_S) * 1000;
}

static void
finish_row (CubbyOutboxWorker *self, const GError *error)
{
  Outcome *outcome = g_new0 (Outcome, 1);
  gboolean never = error != NULL && !g_error_matches (error, CUBBY_NOTIFY_ERROR, CUBBY_NOTIFY_ERROR_LATER);
  outcome->attempts = self->row->attempts + 1;
  never = never || (error != NULL && outcome->attempts >= self->settings->retry_attempts);
  outcome->job.run = outcome_run;
  outcome->job.done = outcome_done;
  outcome->job.actor = g_strdup ("outbox");
  outcome->worker = self;
  outcome->id = g_strdup (self->row->id);
  outcome->until_ms = self->until_ms;
  outcome->state = g_strdup (error == NULL ? "sent" : never ? "failed" : "waiting");
  outcome->reason = error != NULL ? g_strdup (error->message) : NULL;
  outcome->wait_ms = get_back_off_ms (self, outcome->attempts);
  if (error != NULL)
    g_warning ("notice %s (%s), attempt %" G_GINT64_FORMAT "%s: %s", self->row->id, self->row->kind,
               outcome->attempts, never ? ", given up" : "", error->message);
  g_clear_pointer (&self->notice, cubby_notice_free);
  cubby_writer_push (self->writer, &outcome->job);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  cubby_notifier_send_finish (result, &error);
  finish_row (data, error);
}

static CubbyOutboxRow *
find_due (CubbyOutboxWorker *self, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbySqlRows) rows = cubby_sql_query (
      self->reader, &error,
      "SELECT id, notice, order_id, fulfilment, channel, created_ms, attempts, basket FROM outbox"
      " WHERE state = 'waiting' AND next_ms <= ? ORDER BY next_ms, id LIMIT 1",
      "i", now_ms);
  if (rows == NULL || !cubby_sql_rows_next (rows, &error)) {
    if (error != NULL)
      g_warning ("outbox: %s", error->message);
    return NULL;
  }
  CubbyOutboxRow *row = g_new0 (CubbyOutboxRow, 1);
  row->id = g_strdup (cubby_sql_rows_get_text (rows, 0));
  row->kind = g_strdup (cubby_sql_rows_get_text (rows, 1));
  row->order = g_strdup (cubby_sql_rows_get_text (rows, 2));
  row->fulfilment = g_strdup (cubby_sql_rows_get_text (rows, 3));
  row->channel = g_strdup (cubby_sql_rows_get_text (rows, 4));
  row->created_ms = cubby_sql_rows_get_int (rows, 5);
  row->attempts = cubby_sql_rows_get_int (rows, 6);
  row->basket = g_strdup (cubby_sql_rows_get_text (rows, 7));
  return row;
}

static gboolean
on_timer (gpointer data)
{
  CubbyOutboxWorker *self = data;
  g_clear_pointer (&self->timer, g_source_unref);
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_for (CubbyOutboxWorker *self, gint64 wait_ms)
{
  if (self->timer != NULL) {
    g_source_destroy (self->timer);
    g_source_unref (self->timer);
  }
  self->timer = g_timeout_source_new ((guint)CLAMP (wait_ms, 10, MAX_WAIT_MS));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, self->context);
}

/* Of several processes that see the row due, one has it; should that one die, it is due again in time. */
static gboolean
claim_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Claim *self = (Claim *)job;
  return cubby_sql_read_int (
      store->sql, &self->ours, 0, error,
      "UPDATE outbox SET next_ms = ?, claimed = 1 WHERE id = ? AND state = 'waiting' AND next_ms <= "
      "? RETURNING 1",
      "iti", self->until_ms, self->id, store->now_ms);
}

static gboolean
on_claimed (gpointer data)
{
  send_row (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_unclaimed (gpointer data)
{
  CubbyOutboxWorker *self = data;
  g_clear_pointer (&self->row, cubby_outbox_row_free);
  sleep_for (self, PAUSE_MS);
  return G_SOURCE_REMOVE;
}

static void
claim_done (CubbyWriterJob *job, const GError *error)
{
  Claim *self = (Claim *)job;
  if (error != NULL)
    g_warning ("outbox: %s", error->message);
  call_later (self->worker, error != NULL ? on_unclaimed : self->ours != 0 ? on_claimed : on_row_over);
  g_free (self->id);
  g_free (self);
}

/* About the row under way, until @self->until_ms. */
static void
push_claim (CubbyOutboxWorker *self, gboolean (*run) (CubbyWriterJob *job, CubbyStore *store, GError **error),
            void (*done) (CubbyWriterJob *job, const GError *error))
{
  Claim *claim = g_new0 (Claim, 1);
  claim->job.run = run;
  claim->job.done = done;
  claim->job.actor = g_strdup ("outbox");
  claim->worker = self;
  claim->id = g_strdup (self->row->id);
  claim->until_ms = self->until_ms;
  cubby_writer_push (self->writer, &claim->job);
}

static void
claim_row (CubbyOutboxWorker *self, gint64 now_ms)
{
  self->until_ms = now_ms + LEASE_MS;
  push_claim (self, claim_run, claim_done);
}

static void
sleep_until_due (CubbyOutboxWorker *self, gint64 now_ms)
{
  gint64 next_ms = now_ms + MAX_WAIT_MS;
  cubby_sql_read_int (self->reader, &next_ms, next_ms, NULL,
                      "SELECT MIN(next_ms) FROM outbox WHERE state = 'waiting'", "");
  sleep_for (self, next_ms - now_ms);
}

static void
pump (CubbyOutboxWorker *self)
{
  gint64 now_ms = g_get_real_time () / 1000;
  if (self->row != NULL || self->notifier == NULL || !cubby_notifier_has_channel (self->notifier, "email"))
    return;
  self->row = find_due (self, now_ms);
  if (self->row == NULL)
    sleep_until_due (self, now_ms);
  else
    claim_row (self, now_ms);
}

/* The row is ours. */
static void
send_row (CubbyOutboxWorker *self)
{
  g_autoptr (GError) error = NULL;
  CubbyStore store = {.sql = self->reader,
                      .settings = self->settings,
                      .keys = self->keys,
                      .now_ms = g_get_real_time () / 1000,
                      .actor = "outbox"};
  self->notice = cubby_notice_build (&store, self->row, &error);
  if (self->notice == NULL) {
    if (error == NULL)
      g_set_error (&error, CUBBY_NOTIFY_ERROR, CUBBY_NOTIFY_ERROR_TEMPLATE, "its order is gone");
    finish_row (self, error);
    return;
  }
  cubby_notifier_send_async (self->notifier, self->row->channel, self->notice, on_sent, self);
}

static gboolean
on_poke (gpointer data)
{
  pump (data);
  return G_SOURCE_REMOVE;
}

static gpointer
worker_thread (gpointer data)
{
  CubbyOutboxWorker *self = data;
  g_main_context_push_thread_default (self->context);
  CubbyNotifySettings settings = {
      .mail_url = self->settings->mail_url,
      .mail_from = self->settings->mail_from,
      .mail_user = self->settings->mail_user,
      .mail_password = self->password,
      .mail_starttls = self->settings->mail_starttls,
  };
  g_autoptr (GError) error = NULL;
  self->notifier = cubby_notifier_new (&settings, &error);
  if (self->notifier == NULL)
    g_warning ("[mail] of the configuration: %s; no notices are sent", error->message);
  else if (cubby_notifier_has_channel (self->notifier, "email"))
    pump (self);
  else
    g_message ("no [mail] url is configured: notices wait in the outbox");
  g_main_loop_run (self->loop);
  g_clear_pointer (&self->notifier, cubby_notifier_free);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

CubbyOutboxWorker *
cubby_outbox_worker_new (const char *database, const CubbyCentralSettings *settings, CubbyKeyRing *keys,
                         CubbyWriter *writer, GError **error)
{
  g_autofree char *password = NULL;
  if (settings->mail_password_file != NULL &&
      !g_file_get_contents (settings->mail_password_file, &password, NULL, error))
    return NULL;
  CubbySql *reader = cubby_sql_open (database, CUBBY_SQL_READER, error);
  if (reader == NULL)
    return NULL;
  CubbyOutboxWorker *self = g_new0 (CubbyOutboxWorker, 1);
  self->reader = reader;
  self->settings = settings;
  self->keys = keys;
  self->writer = writer;
  self->password = password != NULL ? g_strdup (g_strstrip (password)) : NULL;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("outbox", worker_thread, self);
  return self;
}

void
cubby_outbox_worker_poke (CubbyOutboxWorker *self)
{
  call_later (self, on_poke);
}

static gboolean
on_stop (gpointer data)
{
  CubbyOutboxWorker *self = data;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
release_run (CubbyWriterJob *job, CubbyStore *store, GError **error)
{
  Claim *self = (Claim *)job;
  return cubby_sql_run (
      store->sql, error,
      "UPDATE outbox SET next_ms = ?, claimed = 0 WHERE id = ? AND state = 'waiting' AND next_ms = ?", "iti",
      store->now_ms, self->id, self->until_ms);
}

static void
release_done (CubbyWriterJob *job, const GError *error)
{
  Claim *self = (Claim *)job;
  g_free (self->id);
  g_free (self);
}

/* What was under way, and has no outcome yet, somebody else may send at once. */
static void
release_row (CubbyOutboxWorker *self)
{
  push_claim (self, release_run, release_done);
}

void
cubby_outbox_worker_stop (CubbyOutboxWorker *self)
{
  call_later (self, on_stop);
  g_thread_join (self->thread);
  if (self->row != NULL)
    release_row (self);
}

void
cubby_outbox_worker_free (CubbyOutboxWorker *self)
{
  if (self == NULL)
    return;
  if (self->timer != NULL) {
    g_source_destroy (self->timer);
    g_source_unref (self->timer);
  }
  g_clear_pointer (&self->row, cubby_outbox_row_free);
  g_clear_pointer (&self->notice, cubby_notice_free);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  cubby_sql_free (self->reader);
  g_free (self->password);
  g_free (self);
}
