/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/worker.h"

#include "app/domain/scan-filter.h"
#include "hardware/scanner/decode/cascade.h"
#include "hardware/scanner/refusal-log.h"
#include "hardware/scanner/source.h"

/* How long stopping may wait for the thread. */
#define WAIT_US (100 * 1000)
#define PREVIEW_EVERY_US (G_USEC_PER_SEC / 12)
#define TOLD_NOTHING 0 /* as it begins */
#define TOLD_WORKS -1
#define PAUSE_FIRST_MS 250
#define PAUSE_LAST_MS 8000

struct _CubbyWorker {
  CubbyScannerSettings *settings;
  const CubbySourceKind *kind;
  CubbyInbox *inbox;
  GThread *thread;
  int stopping;      /* atomic */
  guint symbologies; /* atomic */

  /* Below: the thread's own. */
  CubbyCascade *cascade;
  CubbyRefusalLog refusals;
  gint64 preview_us;
  gint64 looked_us; /* when the last picture that was looked at was taken; 0: none yet */
  guint n_failures; /* in a row */
  int told;         /* TOLD_NOTHING, TOLD_WORKS, or 1 + the code of the error */
};

guint
cubby_worker_pause_ms (guint n_failures)
{
  guint doublings = MIN (n_failures > 0 ? n_failures - 1 : 0, 16);
  return MIN (PAUSE_FIRST_MS << doublings, PAUSE_LAST_MS);
}

static gboolean
worker_is_stopping (CubbyWorker *self)
{
  return g_atomic_int_get (&self->stopping) != 0;
}

static void
worker_tell_state (CubbyWorker *self, gboolean works, const char *why)
{
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->settings->name);
  message->works = works;
  message->why = g_strdup (why);
  cubby_inbox_post (self->inbox, message);
}

/* Once, however often it is tried: the words of GStreamer differ each time (it counts its elements). */
static void
worker_tell_failure (CubbyWorker *self, const GError *error)
{
  int kind = 1 + error->code;
  if (self->told == kind)
    return;
  self->told = kind;
  worker_tell_state (self, FALSE, error->message);
}

static void
worker_tell_works (CubbyWorker *self)
{
  self->n_failures = 0;
  if (self->told == TOLD_WORKS)
    return;
  self->told = TOLD_WORKS;
  worker_tell_state (self, TRUE, "");
}

static void
worker_tell_text (CubbyWorker *self, char *text, const char *symbology)
{
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->at_us = g_get_monotonic_time ();
  message->captured_us = message->at_us;
  message->symbology = symbology;
  message->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (message->texts, text);
  cubby_inbox_post (self->inbox, message);
}

/* What no rule would let through, such as a text with a zero in it, is dropped here. */
static GPtrArray *
sound_texts (GPtrArray *codes, const char **ret_symbology)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    if (!cubby_scan_text_is_sound (code->text, code->length))
      continue;
    if (texts->len == 0)
      *ret_symbology = cubby_symbology_get_name (code->symbology);
    g_ptr_array_add (texts, g_strndup (code->text, code->length));
  }
  return texts;
}

static void
worker_preview (CubbyWorker *self, const CubbyFrame *frame)
{
  if (frame->captured_us - self->preview_us < PREVIEW_EVERY_US)
    return;
  self->preview_us = frame->captured_us;
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->frame = cubby_frame_halve (frame);
  cubby_inbox_post (self->inbox, message);
}

static guint
count_different (GPtrArray *texts)
{
  guint n = 0;
  for (guint i = 0; i < texts->len; i++) {
    guint first = i;
    g_ptr_array_find_with_equal_func (texts, g_ptr_array_index (texts, i), g_str_equal, &first);
    n += first == i ? 1 : 0;
  }
  return n;
}

static void
worker_tell_view (CubbyWorker *self, const CubbyView *view, guint n_codes)
{
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->settings->name);
  message->at_us = g_get_monotonic_time ();
  message->view = g_memdup2 (view, sizeof *view);
  message->n_codes = n_codes;
  cubby_inbox_post (self->inbox, message);
}

static void
worker_read_frame (CubbyWorker *self, const CubbyFrame *frame)
{
  worker_preview (self, frame);
  guint symbologies = (guint)g_atomic_int_get (&self->symbologies);
  g_autoptr (GPtrArray) codes =
      cubby_cascade_look (self->cascade, frame, symbologies, CUBBY_CASCADE_BUDGET_US);
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->at_us = g_get_monotonic_time ();
  message->captured_us = frame->captured_us;
  message->blind_us = self->looked_us != 0 ? frame->captured_us - self->looked_us : 0;
  self->looked_us = frame->captured_us;
  message->texts = sound_texts (codes, &message->symbology);
  worker_tell_view (self, cubby_cascade_get_view (self->cascade), count_different (message->texts));
  if (message->texts->len > 0)
    cubby_inbox_post (self->inbox, message);
  else
    cubby_message_free (message);
}

/* Reads until the source fails or we are to stop. */
static void
worker_read (CubbyWorker *self, gpointer source)
{
  if (self->kind->works_when_open)
    worker_tell_works (self);
  while (!worker_is_stopping (self)) {
    g_autoptr (GError) error = NULL;
    CubbyReading reading = {NULL};
    gboolean good = self->kind->next (source, WAIT_US, &reading, &error);
    if (reading.frame != NULL || reading.text != NULL)
      worker_tell_works (self);
    if (reading.frame != NULL)
      worker_read_frame (self, reading.frame);
    if (reading.refusal != CUBBY_REFUSAL_NONE)
      cubby_refusal_log_take (&self->refusals, self->settings->name, reading.refusal,
                              g_get_monotonic_time ());
    if (reading.text != NULL)
      worker_tell_text (self, g_steal_pointer (&reading.text), reading.symbology);
    cubby_reading_clear (&reading);
    if (good)
      continue;
    worker_tell_failure (self, error);
    return;
  }
}

/* In small pieces, so that stopping does not wait. */
static void
worker_pause (CubbyWorker *self)
{
  self->n_failures++;
  gint64 until_us = g_get_monotonic_time () + (gint64)cubby_worker_pause_ms (self->n_failures) * 1000;
  while (!worker_is_stopping (self) && g_get_monotonic_time () < until_us)
    g_usleep (WAIT_US / 4);
}

static gpointer
worker_run (gpointer data)
{
  CubbyWorker *self = data;
  self->cascade = cubby_cascade_new ();
  while (!worker_is_stopping (self)) {
    g_autoptr (GError) error = NULL;
    gpointer source = self->kind->open (self->settings, &error);
    if (source != NULL) {
      worker_read (self, source);
      self->kind->close (source);
    } else {
      worker_tell_failure (self, error);
    }
    worker_pause (self);
  }
  cubby_cascade_free (self->cascade);
  return NULL;
}

CubbyWorker *
cubby_worker_start (const CubbyScannerSettings *settings, guint symbologies, CubbyInbox *inbox)
{
  const CubbySourceKind *kind = cubby_source_find_kind (settings->kind);
  g_return_val_if_fail (kind != NULL, NULL);

  CubbyWorker *self = g_new0 (CubbyWorker, 1);
  self->settings = cubby_scanner_settings_copy (settings);
  self->kind = kind;
  self->inbox = inbox;
  self->symbologies = symbologies;
  self->thread = g_thread_new ("cubby-scanner", worker_run, self);
  return self;
}

void
cubby_worker_set_symbologies (CubbyWorker *self, guint symbologies)
{
  g_atomic_int_set (&self->symbologies, symbologies);
}

void
cubby_worker_ask_to_stop (CubbyWorker *self)
{
  g_atomic_int_set (&self->stopping, 1);
}

void
cubby_worker_free (CubbyWorker *self)
{
  cubby_worker_ask_to_stop (self);
  g_thread_join (self->thread);
  cubby_scanner_settings_free (self->settings);
  g_free (self);
}
