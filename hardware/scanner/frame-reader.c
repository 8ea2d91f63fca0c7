/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/frame-reader.h"

#include "app/domain/decode-watch.h"
#include "app/domain/scan-filter.h"
#include "hardware/scanner/child/decode-client.h"
#include "hardware/scanner/decode/cascade.h"

#include <pthread.h>

struct _CubbyFrameReader {
  char *name;
  CubbyInbox *inbox;
  CubbyDecodeClient *client; /* the thread's, but for cubby_decode_client_interrupt() */
  GThread *thread;
  gint64 looked_us; /* the thread's: when the last picture that was looked at was taken; 0: none yet */
  gint64 blind_us;  /* the thread's: since codes were told last; see cubby_decode_blind_us() */
  guint64 n_starts; /* the thread's: of the process that the next two are of */
  gint64 born_us;
  gint64 told_us; /* when it last told a code; 0: never */

  pthread_mutex_t lock; /* not GMutex: ThreadSanitizer sees this one */
  pthread_cond_t changed;
  CubbyFrame *frame; /* the newest that nobody has looked at; NULL: none */
  guint symbologies;
  gboolean forgetting; /* before the next picture */
  gboolean stopping;
  GError *failure;
};

typedef struct {
  CubbyFrame *frame; /* NULL: it is time to end */
  guint symbologies;
  gboolean forget; /* by a decoder that has seen no other picture */
} Task;

static Task
reader_wait (CubbyFrameReader *self)
{
  pthread_mutex_lock (&self->lock);
  while (self->frame == NULL && !self->stopping)
    pthread_cond_wait (&self->changed, &self->lock);
  Task task = {
      .frame = self->stopping ? NULL : g_steal_pointer (&self->frame),
      .symbologies = self->symbologies,
      .forget = self->forgetting,
  };
  self->forgetting = FALSE;
  pthread_mutex_unlock (&self->lock);
  return task;
}

static GPtrArray *
texts_of (GPtrArray *codes)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    g_ptr_array_add (texts, g_strndup (code->text, code->length));
  }
  return texts;
}

static GPtrArray *
symbologies_of (GPtrArray *codes)
{
  GPtrArray *symbologies = g_ptr_array_new ();
  for (guint i = 0; i < codes->len; i++) {
    const CubbyCode *code = g_ptr_array_index (codes, i);
    g_ptr_array_add (symbologies, (char *)cubby_symbology_get_name (code->symbology));
  }
  return symbologies;
}

static void
reader_tell_view (CubbyFrameReader *self, const CubbyView *view, guint n_codes)
{
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->name);
  message->at_us = g_get_monotonic_time ();
  message->view = g_memdup2 (view, sizeof *view);
  message->n_codes = n_codes;
  cubby_inbox_post (self->inbox, message);
}

static void
reader_tell_codes (CubbyFrameReader *self, const CubbyFrame *frame, GPtrArray *codes, const CubbyView *view)
{
  g_autoptr (GPtrArray) texts = texts_of (codes);
  if (self->looked_us != 0)
    self->blind_us += cubby_decode_blind_us (frame->captured_us - self->looked_us);
  self->looked_us = frame->captured_us;
  reader_tell_view (self, view, cubby_scan_choose ((const char *const *)texts->pdata, texts->len, NULL));
  if (texts->len == 0)
    return;
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->name);
  message->at_us = g_get_monotonic_time ();
  message->captured_us = frame->captured_us;
  message->blind_us = self->blind_us;
  message->complete = view->complete;
  self->blind_us = 0;
  message->symbologies = symbologies_of (codes);
  message->texts = g_steal_pointer (&texts);
  cubby_inbox_post (self->inbox, message);
}

/* How a picture was lost; those that did not meet the decoder at all are not. */
static const char *const losses[] = {
    [CUBBY_DECODE_ERROR_CRASHED] = "crashed",
    [CUBBY_DECODE_ERROR_HUNG] = "hung",
    [CUBBY_DECODE_ERROR_REFUSED] = "refused",
};

static void
reader_tell_loss (CubbyFrameReader *self, const GError *error)
{
  guint kind = (guint)error->code;
  if (error->domain != CUBBY_DECODE_ERROR || kind >= G_N_ELEMENTS (losses) || losses[kind] == NULL)
    return;
  CubbyDecodeCounts counts = cubby_decode_client_get_counts (self->client);
  CubbyMessage *message = g_new0 (CubbyMessage, 1);
  message->name = g_strdup (self->name);
  message->lost = losses[kind];
  message->n_lost = (guint)(counts.n_crashed + counts.n_hung + counts.n_refused);
  cubby_inbox_post (self->inbox, message);
}

static void
reader_set_failure (CubbyFrameReader *self, GError *failure)
{
  pthread_mutex_lock (&self->lock);
  g_clear_error (&self->failure);
  self->failure = failure;
  pthread_mutex_unlock (&self->lock);
}

/* One bad picture is none; many in a row, or no program at all, are. */
static void
reader_take_failure (CubbyFrameReader *self, const GError *error)
{
  gboolean is_rest = error->domain == CUBBY_DECODE_ERROR && (error->code == CUBBY_DECODE_ERROR_PAUSED ||
                                                             error->code == CUBBY_DECODE_ERROR_INTERRUPTED);
  guint n_deaths = cubby_decode_client_get_n_deaths (self->client);
  reader_tell_loss (self, error);
  if (is_rest)
    return;
  /* Of one kind, however each of them was lost: it is told once. */
  if (g_error_matches (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_MISSING))
    reader_set_failure (self, g_error_new (error->domain, error->code, "[scanner %s] decoder: %s", self->name,
                                           error->message));
  else if (cubby_decode_is_down (n_deaths))
    reader_set_failure (self, g_error_new (CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_FAILED,
                                           "[scanner %s] decoder: pictures are not read, %u failed in a row; "
                                           "it is tried again; if it stays, install cubby-kiosk anew: %s",
                                           self->name, n_deaths, error->message));
}

/* See cubby_decode_is_spent(). By the kiosk's own clock and knowledge; what the process says can only make
 * its life shorter. */
static void
reader_renew_when_due (CubbyFrameReader *self, gboolean forget)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 quiet_us = self->told_us != 0 ? now_us - self->told_us : -1;
  if (forget || cubby_decode_is_spent (now_us - self->born_us, quiet_us))
    cubby_decode_client_renew (self->client);
}

static void
reader_note_life (CubbyFrameReader *self, guint n_codes)
{
  guint64 n_starts = cubby_decode_client_get_counts (self->client).n_starts;
  gint64 now_us = g_get_monotonic_time ();
  if (n_starts != self->n_starts) {
    self->n_starts = n_starts;
    self->born_us = now_us;
    self->told_us = 0;
  }
  if (n_codes > 0)
    self->told_us = now_us;
}

static void
reader_look (CubbyFrameReader *self, const CubbyFrame *frame, guint symbologies)
{
  g_autoptr (GError) error = NULL;
  CubbyView view = {0};
  g_autoptr (GPtrArray) codes = cubby_decode_client_look (
      self->client, frame, symbologies, CUBBY_DECODE_EFFORT_FRAME, CUBBY_CASCADE_BUDGET_US, &view, &error);
  if (codes == NULL) {
    reader_take_failure (self, error);
    return;
  }
  reader_note_life (self, codes->len);
  reader_set_failure (self, NULL);
  reader_tell_codes (self, frame, codes, &view);
}

static gpointer
reader_run (gpointer data)
{
  CubbyFrameReader *self = data;
  for (Task task = reader_wait (self); task.frame != NULL; task = reader_wait (self)) {
    reader_renew_when_due (self, task.forget);
    reader_look (self, task.frame, task.symbologies);
    cubby_frame_unref (task.frame);
  }
  /* The process dies with the thread that started it: it is ended here, and in order. */
  cubby_decode_client_free (self->client);
  return NULL;
}

CubbyFrameReader *
cubby_frame_reader_new (const char *name, CubbyInbox *inbox)
{
  CubbyFrameReader *self = g_new0 (CubbyFrameReader, 1);
  self->name = g_strdup (name);
  self->inbox = inbox;
  self->client = cubby_decode_client_new (NULL);
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, NULL);
  self->thread = g_thread_new ("cubby-frames", reader_run, self);
  return self;
}

void
cubby_frame_reader_free (CubbyFrameReader *self)
{
  if (self == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  self->stopping = TRUE;
  cubby_decode_client_interrupt (self->client);
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->lock);
  cubby_frame_unref (self->frame);
  g_clear_error (&self->failure);
  g_free (self->name);
  g_free (self);
}

void
cubby_frame_reader_put (CubbyFrameReader *self, const CubbyFrame *frame, guint symbologies)
{
  pthread_mutex_lock (&self->lock);
  CubbyFrame *older = self->frame;
  self->frame = cubby_frame_ref ((CubbyFrame *)frame);
  self->symbologies = symbologies;
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->lock);
  cubby_frame_unref (older);
}

void
cubby_frame_reader_forget (CubbyFrameReader *self)
{
  pthread_mutex_lock (&self->lock);
  self->forgetting = TRUE;
  pthread_mutex_unlock (&self->lock);
}

GError *
cubby_frame_reader_get_failure (CubbyFrameReader *self)
{
  pthread_mutex_lock (&self->lock);
  GError *failure = self->failure != NULL ? g_error_copy (self->failure) : NULL;
  pthread_mutex_unlock (&self->lock);
  return failure;
}
