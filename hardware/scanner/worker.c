/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/worker.h"

#include "app/domain/scan-pace.h"
#include "hardware/scanner/child/decode-process.h"
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/prepare.h"
#include "hardware/scanner/device-watch.h"
#include "hardware/scanner/frame-reader.h"
#include "hardware/scanner/refusal-log.h"
#include "hardware/scanner/source.h"

/* How long stopping may wait for the thread. */
#define WAIT_US (100 * 1000)
#define PREVIEW_EVERY_US (G_USEC_PER_SEC / 12)
#define TOLD_NOTHING 0 /* as it begins */
#define TOLD_WORKS -1
#define TOLD_SOURCE 1    /* + the code of its error */
#define TOLD_DECODER 100 /* + the code of its error */
#define PAUSE_FIRST_MS 250
#define PAUSE_LAST_MS 8000
/* Who read for so long is well; who fails sooner each time is tried ever more rarely. */
#define PROVEN_US ((gint64)PAUSE_LAST_MS * 1000)

struct _CubbyWorker {
  CubbyScannerSettings *settings;
  const CubbySourceKind *kind;
  CubbyInbox *inbox;
  GThread *thread;
  int stopping;      /* atomic */
  guint symbologies; /* atomic */
  int forgetting;    /* atomic */

  /* Below: the thread's own. */
  CubbyFrameReader *frames; /* NULL until the first picture comes */
  CubbyRefusalLog refusals;
  CubbyReaderWatch reader;
  CubbyScanPace pace;
  CubbyDeviceWatch *watch; /* NULL: it is no device */
  gint64 preview_us;
  guint n_failures; /* in a row */
  int told;         /* one of TOLD_… */
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
  int kind = (error->domain == CUBBY_DECODE_ERROR ? TOLD_DECODER : TOLD_SOURCE) + error->code;
  if (self->told == kind)
    return;
  self->told = kind;
  worker_tell_state (self, FALSE, error->message);
}

static void
worker_tell_works (CubbyWorker *self)
{
  if (self->told == TOLD_WORKS)
    return;
  self->told = TOLD_WORKS;
  worker_tell_state (self, TRUE, "");
}

/* A reader that names no symbology is believed: its setup says what it reads. */
static gboolean
worker_wants (CubbyWorker *self, const char *symbology)
{
  guint wanted = (guint)g_atomic_int_get (&self->symbologies);
  for (guint one = CUBBY_SYMBOLOGY_QR; one <= CUBBY_SYMBOLOGY_CODE128; one <<= 1)
    if (g_str_equal (cubby_symbology_get_name (one), symbology))
      return (wanted & one) != 0;
  return TRUE;
}

/* The screen's thread does not even hear of a flood. */
static void
worker_judge (CubbyWorker *self, CubbyReading *reading)
{
  if (reading->text == NULL)
    return;
  if (!worker_wants (self, reading->symbology))
    reading->refusal = CUBBY_REFUSAL_SYMBOLOGY;
  else if (!cubby_scan_pace_take_code (&self->pace, g_get_monotonic_time ()))
    reading->refusal = CUBBY_REFUSAL_TOO_MANY;
  if (reading->refusal != CUBBY_REFUSAL_NONE)
    g_clear_pointer (&reading->text, g_free);
}

static void
worker_tell_text (CubbyWorker *self, char *text, const char *symbology)
{
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->settings->name);
  message->at_us = g_get_monotonic_time ();
  message->captured_us = message->at_us;
  message->symbologies = g_ptr_array_new ();
  g_ptr_array_add (message->symbologies, (char *)symbology);
  message->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (message->texts, text);
  message->complete = TRUE;
  cubby_inbox_post (self->inbox, message);
}

static void
worker_preview (CubbyWorker *self, const CubbyFrame *frame)
{
  if (frame->captured_us - self->preview_us < PREVIEW_EVERY_US)
    return;
  self->preview_us = frame->captured_us;
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->settings->name);
  message->frame = cubby_frame_halve (frame);
  cubby_inbox_post (self->inbox, message);
}

static void
worker_take_frame (CubbyWorker *self, const CubbyFrame *frame)
{
  worker_preview (self, frame);
  if (self->frames == NULL)
    self->frames = cubby_frame_reader_new (self->settings->name, self->inbox);
  if (g_atomic_int_compare_and_exchange (&self->forgetting, 1, 0))
    cubby_frame_reader_forget (self->frames);
  cubby_frame_reader_put (self->frames, frame, (guint)g_atomic_int_get (&self->symbologies));
}

/* A camera works when its pictures come, show something and can be read. */
static void
worker_tell_health (CubbyWorker *self, const CubbyReading *reading)
{
  g_autoptr (GError) failure = self->frames != NULL ? cubby_frame_reader_get_failure (self->frames) : NULL;
  gboolean still_frozen = reading->unproven && self->told == TOLD_SOURCE + CUBBY_SOURCE_ERROR_FROZEN;
  if (failure != NULL)
    worker_tell_failure (self, failure);
  else if (reading->doubt != NULL)
    worker_tell_failure (self, reading->doubt);
  else if (!still_frozen)
    worker_tell_works (self);
}

/* A reader that is set otherwise than we are told works, and nobody knows why nothing is read. */
static void
worker_note_sent (CubbyWorker *self, const CubbyReading *reading)
{
  if (reading->refusal != CUBBY_REFUSAL_NONE)
    cubby_refusal_log_take (&self->refusals, self->settings->name, reading->refusal, g_get_monotonic_time ());
  if (reading->text == NULL && reading->refusal == CUBBY_REFUSAL_NONE)
    return;
  if (cubby_reader_watch_take (&self->reader, cubby_refusal_to_sent (reading->refusal)))
    g_message ("[scanner %s] %d codes in a row were refused, the last one as %s: if they were ours, set "
               "framing=, identifier=, "
               "prefix= and suffix= as the reader is set, or the reader as they say; see cubby.conf(5)",
               self->settings->name, CUBBY_READER_WRONG_MAX, cubby_refusal_to_string (reading->refusal));
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
    if (reading.frame != NULL)
      worker_take_frame (self, reading.frame);
    if (reading.frame != NULL || reading.text != NULL || reading.doubt != NULL ||
        self->told == TOLD_SOURCE + CUBBY_SOURCE_ERROR_FLOODS)
      worker_tell_health (self, &reading);
    worker_judge (self, &reading);
    worker_note_sent (self, &reading);
    if (reading.text != NULL)
      worker_tell_text (self, g_steal_pointer (&reading.text), reading.symbology);
    cubby_reading_clear (&reading);
    if (good)
      continue;
    worker_tell_failure (self, error);
    return;
  }
}

/* Returns: whether the device came while we waited. */
static gboolean
worker_wait (CubbyWorker *self, gint64 timeout_us)
{
  if (self->watch != NULL)
    return cubby_device_watch_wait (self->watch, timeout_us);
  g_usleep ((gulong)timeout_us);
  return FALSE;
}

/* In small pieces, so that stopping does not wait. A device that is plugged in is not kept waiting. */
static void
worker_pause (CubbyWorker *self)
{
  self->n_failures++;
  gint64 until_us = g_get_monotonic_time () + (gint64)cubby_worker_pause_ms (self->n_failures) * 1000;
  while (!worker_is_stopping (self) && g_get_monotonic_time () < until_us) {
    if (!worker_wait (self, WAIT_US / 4))
      continue;
    self->n_failures = 0;
    g_usleep (WAIT_US / 4); /* whatever else is done to it comes in the same moment */
    return;
  }
}

static gpointer
worker_run (gpointer data)
{
  CubbyWorker *self = data;
  self->watch = self->settings->device != NULL ? cubby_device_watch_new (self->settings->device) : NULL;
  while (!worker_is_stopping (self)) {
    g_autoptr (GError) error = NULL;
    gpointer source = self->kind->open (self->settings, &error);
    if (source != NULL) {
      gint64 opened_us = g_get_monotonic_time ();
      worker_read (self, source);
      self->kind->close (source);
      if (g_get_monotonic_time () - opened_us >= PROVEN_US)
        self->n_failures = 0;
    } else {
      worker_tell_failure (self, error);
    }
    worker_pause (self);
  }
  cubby_frame_reader_free (self->frames);
  cubby_device_watch_free (self->watch);
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
cubby_worker_forget (CubbyWorker *self)
{
  g_atomic_int_set (&self->forgetting, 1);
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
