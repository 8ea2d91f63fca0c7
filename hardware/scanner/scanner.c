/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/scanner.h"

#include "app/common/log.h"
#include "app/domain/scan-filter.h"
#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/refusal-log.h"
#include "hardware/scanner/source.h"
#include "hardware/scanner/worker.h"

#include <string.h>

enum { SIGNAL_SCANNED, SIGNAL_AMBIGUOUS, SIGNAL_FRAME, SIGNAL_VIEW, SIGNAL_STATE, SIGNAL_LOST, N_SIGNALS };

/* The code that is told soon: see %CUBBY_SCAN_SETTLING. */
typedef struct {
  const char *symbology;
  gint64 captured_us;
} Settling;

struct _CubbyScanner {
  GObject parent_instance;

  GPtrArray *settings; /* of CubbyScannerSettings */
  GPtrArray *workers;  /* of CubbyWorker */
  CubbyInbox *inbox;   /* NULL while stopped */
  CubbyScanFilter *filter;
  Settling settling;
  CubbyRefusalLog refusals;
  GHashTable *works; /* set of names */
  CubbyScanContext context;
  gint64 captured_us;
};

G_DEFINE_FINAL_TYPE (CubbyScanner, cubby_scanner, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static const guint symbologies_of_context[] = {
    [CUBBY_SCAN_CONTEXT_SHOPPER] = CUBBY_SYMBOLOGY_QR | CUBBY_SYMBOLOGIES_PRODUCT,
    [CUBBY_SCAN_CONTEXT_STAFF] = CUBBY_SYMBOLOGIES_ALL,
};

static void
settings_free (gpointer data)
{
  cubby_scanner_settings_free (data);
}

static void
worker_free (gpointer data)
{
  cubby_worker_free (data);
}

/* What the filter refuses is news for the log alone. */
static void
scanner_note_refusal (CubbyScanner *self, const char *name, CubbyScanVerdict verdict)
{
  static const CubbyRefusal refusals[] = {
      [CUBBY_SCAN_REFUSED] = CUBBY_REFUSAL_SETUP, /* the only texts that come so far and are not sound */
      [CUBBY_SCAN_TOO_FAST] = CUBBY_REFUSAL_TOO_MANY,
  };
  if (verdict < G_N_ELEMENTS (refusals) && refusals[verdict] != CUBBY_REFUSAL_NONE)
    cubby_refusal_log_take (&self->refusals, name, refusals[verdict], g_get_monotonic_time ());
}

static void
scanner_tell (CubbyScanner *self, const char *text, const char *symbology, gint64 captured_us, gint64 at_us)
{
  self->captured_us = captured_us;
  g_signal_emit (self, signals[SIGNAL_SCANNED], 0, text, symbology, at_us);
}

static void
scanner_take_codes (CubbyScanner *self, const CubbyMessage *message)
{
  const CubbyScanSight sight = {.texts = (const char *const *)message->texts->pdata,
                                .n_texts = message->texts->len,
                                .at_us = message->captured_us,
                                .blind_us = message->blind_us,
                                .complete = message->complete};
  guint told = 0;
  CubbyScanVerdict verdict = cubby_scan_filter_take (self->filter, &sight, &told);
  const char *symbology = g_ptr_array_index (message->symbologies, told);
  scanner_note_refusal (self, message->name, verdict);
  if (verdict == CUBBY_SCAN_AMBIGUOUS)
    g_signal_emit (self, signals[SIGNAL_AMBIGUOUS], 0);
  else if (verdict == CUBBY_SCAN_READ)
    scanner_tell (self, sight.texts[told], symbology, message->captured_us, message->at_us);
  else if (verdict == CUBBY_SCAN_SETTLING)
    self->settling = (Settling){symbology, message->captured_us};
}

/* What was read and is not seen again. */
static void
scanner_lapse (CubbyScanner *self, const CubbyMessage *message)
{
  g_autofree char *text = cubby_scan_filter_lapse (self->filter, message->at_us);
  if (text != NULL)
    scanner_tell (self, text, self->settling.symbology, self->settling.captured_us, message->at_us);
}

static void
scanner_take_view (CubbyScanner *self, const CubbyMessage *message)
{
  g_signal_emit (self, signals[SIGNAL_VIEW], 0, message->name, message->view, message->n_codes,
                 message->at_us);
  if (message->n_codes == 0)
    scanner_lapse (self, message);
}

static void
scanner_take_state (CubbyScanner *self, const CubbyMessage *message)
{
  if (message->works)
    g_hash_table_add (self->works, g_strdup (message->name));
  else
    g_hash_table_remove (self->works, message->name);
  if (message->works)
    g_message ("[scanner %s] works", message->name);
  g_signal_emit (self, signals[SIGNAL_STATE], 0, message->name, message->works, message->why);
}

/* A decoder that dies of a picture is news for whoever runs the shop; for who stands there it is nothing. */
static void
scanner_take_loss (CubbyScanner *self, const CubbyMessage *message)
{
  g_autofree char *count = g_strdup_printf ("%u", message->n_lost);
  cubby_log_event ("scan_lost", "scanner", message->name, "why", message->lost, "lost", count, NULL);
  g_signal_emit (self, signals[SIGNAL_LOST], 0, message->name, message->lost, message->n_lost);
}

static void
scanner_take (CubbyMessage *message, gpointer data)
{
  g_autoptr (CubbyScanner) self = g_object_ref (CUBBY_SCANNER (data));
  if (message->frame != NULL)
    g_signal_emit (self, signals[SIGNAL_FRAME], 0, message->name, message->frame);
  else if (message->view != NULL)
    scanner_take_view (self, message);
  else if (message->lost != NULL)
    scanner_take_loss (self, message);
  else if (message->texts != NULL)
    scanner_take_codes (self, message);
  else
    scanner_take_state (self, message);
}

static void
scanner_dispose (GObject *object)
{
  CubbyScanner *self = CUBBY_SCANNER (object);
  cubby_scanner_stop (self);
  G_OBJECT_CLASS (cubby_scanner_parent_class)->dispose (object);
}

static void
scanner_finalize (GObject *object)
{
  CubbyScanner *self = CUBBY_SCANNER (object);
  g_ptr_array_unref (self->settings);
  g_ptr_array_unref (self->workers);
  g_hash_table_unref (self->works);
  cubby_scan_filter_free (self->filter);
  G_OBJECT_CLASS (cubby_scanner_parent_class)->finalize (object);
}

static void
cubby_scanner_class_init (CubbyScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  object_class->dispose = scanner_dispose;
  object_class->finalize = scanner_finalize;

  signals[SIGNAL_SCANNED] = g_signal_new ("scanned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64);
  signals[SIGNAL_AMBIGUOUS] =
      g_signal_new ("ambiguous", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FRAME] = g_signal_new ("frame", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_STRING, CUBBY_TYPE_FRAME);
  signals[SIGNAL_VIEW] = g_signal_new ("view", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                       G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_UINT, G_TYPE_INT64);
  signals[SIGNAL_LOST] = g_signal_new ("lost", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                       G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  signals[SIGNAL_STATE] = g_signal_new ("state", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                        G_TYPE_STRING, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
cubby_scanner_init (CubbyScanner *self)
{
  self->settings = g_ptr_array_new_with_free_func (settings_free);
  self->workers = g_ptr_array_new_with_free_func (worker_free);
  self->works = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filter = cubby_scan_filter_new ();
}

CubbyScanner *
cubby_scanner_new (const CubbySettings *settings)
{
  CubbyScanner *self = g_object_new (CUBBY_TYPE_SCANNER, NULL);
  for (guint i = 0; i < settings->scanners->len; i++)
    g_ptr_array_add (self->settings, cubby_scanner_settings_copy (g_ptr_array_index (settings->scanners, i)));
  return self;
}

void
cubby_scanner_start (CubbyScanner *self)
{
  g_return_if_fail (CUBBY_IS_SCANNER (self));
  if (self->inbox != NULL)
    return;
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  self->inbox = cubby_inbox_new (context, scanner_take, self);
  for (guint i = 0; i < self->settings->len; i++) {
    const CubbyScannerSettings *settings = g_ptr_array_index (self->settings, i);
    g_autoptr (GError) error = NULL;
    /* A failure is told by the camera's thread, which tries the same again. */
    if (strcmp (settings->kind, cubby_source_camera.kind) == 0 && !cubby_source_camera_init (&error))
      g_message ("GStreamer does not start: %s", error->message);
    g_ptr_array_add (self->workers,
                     cubby_worker_start (settings, symbologies_of_context[self->context], self->inbox));
  }
}

void
cubby_scanner_stop (CubbyScanner *self)
{
  g_return_if_fail (CUBBY_IS_SCANNER (self));
  if (self->inbox == NULL)
    return;
  for (guint i = 0; i < self->workers->len; i++)
    cubby_worker_ask_to_stop (g_ptr_array_index (self->workers, i));
  g_ptr_array_set_size (self->workers, 0);
  cubby_inbox_close (g_steal_pointer (&self->inbox));
  g_hash_table_remove_all (self->works);
}

void
cubby_scanner_set_context (CubbyScanner *self, CubbyScanContext context)
{
  g_return_if_fail (CUBBY_IS_SCANNER (self));
  g_return_if_fail (context < G_N_ELEMENTS (symbologies_of_context));
  if (context != self->context)
    cubby_scan_filter_let_go (self->filter);
  self->context = context;
  for (guint i = 0; i < self->workers->len; i++)
    cubby_worker_set_symbologies (g_ptr_array_index (self->workers, i), symbologies_of_context[context]);
}

void
cubby_scanner_forget (CubbyScanner *self)
{
  g_return_if_fail (CUBBY_IS_SCANNER (self));
  cubby_scan_filter_let_go (self->filter);
  for (guint i = 0; i < self->workers->len; i++)
    cubby_worker_forget (g_ptr_array_index (self->workers, i));
}

guint
cubby_scanner_get_symbologies (CubbyScanner *self)
{
  g_return_val_if_fail (CUBBY_IS_SCANNER (self), 0);
  return symbologies_of_context[self->context];
}

gint64
cubby_scanner_get_captured_us (CubbyScanner *self)
{
  g_return_val_if_fail (CUBBY_IS_SCANNER (self), 0);
  return self->captured_us;
}

gboolean
cubby_scanner_get_works (CubbyScanner *self, const char *name)
{
  g_return_val_if_fail (CUBBY_IS_SCANNER (self), FALSE);
  return g_hash_table_contains (self->works, name);
}
