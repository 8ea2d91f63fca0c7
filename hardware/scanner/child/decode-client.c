/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/decode-client.h"

#include "app/domain/decode-watch.h"
#include "hardware/scanner/child/decode-exchange.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#ifdef CUBBY_SANITIZED
#define SLOWNESS 10 /* of a build with sanitizers; CUBBY_BUDGET_SLOWNESS: of its arithmetic on pictures */
#else
#define SLOWNESS 1
#endif
#define START_US ((gint64)5 * G_USEC_PER_SEC * SLOWNESS)
#define MORE_FOR_FRAME_US ((gint64)300 * 1000 * SLOWNESS)
#define MORE_FOR_STILL_US ((gint64)5 * G_USEC_PER_SEC * SLOWNESS)

struct _CubbyDecodeClient {
  char *program;
  int wake;                    /* eventfd */
  CubbyRing *ring;             /* of the process; NULL: none yet */
  CubbyDecodeProcess *process; /* NULL: to be started */
  gboolean is_starting;        /* it has not said hello yet */
  guint32 serial;
  guint n_deaths; /* in a row */
  gint64 paused_until_us;
  CubbyDecodeCounts counts;
};

CubbyDecodeClient *
cubby_decode_client_new (const char *program)
{
  CubbyDecodeClient *self = g_new0 (CubbyDecodeClient, 1);
  self->program = program != NULL ? g_strdup (program) : cubby_decode_find_program ();
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  return self;
}

/* With its memory: what lies there is of the pictures that it has seen, and the next one's business as little
 * as anything that it knew. Returns: (transfer full) (nullable): what it died of, if there was one. */
static char *
client_end_process (CubbyDecodeClient *self)
{
  char *end = self->process != NULL ? cubby_decode_process_end (g_steal_pointer (&self->process)) : NULL;
  g_clear_pointer (&self->ring, cubby_ring_free);
  return end;
}

void
cubby_decode_client_renew (CubbyDecodeClient *self)
{
  g_free (client_end_process (self));
}

void
cubby_decode_client_free (CubbyDecodeClient *self)
{
  if (self == NULL)
    return;
  cubby_decode_client_renew (self);
  if (self->wake >= 0)
    close (self->wake);
  g_free (self->program);
  g_free (self);
}

void
cubby_decode_client_interrupt (CubbyDecodeClient *self)
{
  eventfd_write (self->wake, 1);
}

/* What is to be told of a process that is of no use any more, and what is counted. */
static const struct {
  const char *words;
  gsize counter;
} losses[] = {
    [CUBBY_DECODE_ERROR_CRASHED] = {"the decoder died of a picture",
                                    G_STRUCT_OFFSET (CubbyDecodeCounts, n_crashed)},
    [CUBBY_DECODE_ERROR_HUNG] = {"the decoder hung at a picture and was ended",
                                 G_STRUCT_OFFSET (CubbyDecodeCounts, n_hung)},
    [CUBBY_DECODE_ERROR_REFUSED] = {"the decoder gave an answer that is none and was ended",
                                    G_STRUCT_OFFSET (CubbyDecodeCounts, n_refused)},
};

static void
client_note_death (CubbyDecodeClient *self)
{
  self->n_deaths++;
  guint pause_ms = cubby_decode_pause_ms (self->n_deaths, g_random_double ());
  self->paused_until_us = g_get_monotonic_time () + (gint64)pause_ms * 1000;
}

/* @fault: (transfer full): of cubby_decode_exchange_…(). Always FALSE. A process that does not come as far as
 * to say hello has not met a picture: that is no loss of one, but a fault of the machine or of the
 * installation. */
static gboolean
client_give_up (CubbyDecodeClient *self, GError *fault, GError **error)
{
  g_autoptr (GError) owned = fault;
  if (fault->code == CUBBY_DECODE_ERROR_INTERRUPTED) {
    g_propagate_error (error, g_steal_pointer (&owned));
    return FALSE;
  }
  g_autofree char *end = client_end_process (self);
  const char *reason = fault->message[0] != '\0' ? fault->message : end;
  client_note_death (self);
  if (self->is_starting) {
    g_set_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_FAILED, "%s does not go to work: %s",
                 self->program, reason);
    return FALSE;
  }
  guint64 *counter = G_STRUCT_MEMBER_P (&self->counts, losses[fault->code].counter);
  (*counter)++;
  g_set_error (error, CUBBY_DECODE_ERROR, fault->code, "%s: %s", losses[fault->code].words, reason);
  return FALSE;
}

/* Waits for an answer; @error is for the caller of the client. */
static gboolean
client_take_answer (CubbyDecodeClient *self, const CubbyWireRequest *request, gint64 allowed_us,
                    CubbyWireAnswer *answer, GError **error)
{
  g_autoptr (GError) fault = NULL;
  return cubby_decode_exchange_take (self->process, self->wake, request, allowed_us, answer, &fault) ||
         client_give_up (self, g_steal_pointer (&fault), error);
}

static gboolean
client_wait_for_hello (CubbyDecodeClient *self, GError **error)
{
  const CubbyWireRequest nothing = {.serial = CUBBY_WIRE_HELLO};
  g_auto (CubbyWireAnswer) hello = {0};
  self->is_starting = TRUE;
  gboolean heard = client_take_answer (self, &nothing, START_US, &hello, error);
  self->is_starting = FALSE;
  return heard;
}

static gboolean
client_start (CubbyDecodeClient *self, GError **error)
{
  if (self->process != NULL)
    return TRUE;
  self->process = cubby_decode_process_start (self->program, self->ring, error);
  if (self->process == NULL) {
    client_note_death (self);
    return FALSE;
  }
  self->counts.n_starts++;
  return client_wait_for_hello (self, error);
}

/* A ring whose slots hold @frame; a larger one needs a new process, for one that runs takes no descriptors.
 */
static gboolean
client_make_room (CubbyDecodeClient *self, const CubbyFrame *frame, GError **error)
{
  gsize n_bytes = (gsize)frame->width * frame->height;
  if (self->ring != NULL && cubby_ring_get_slot_bytes (self->ring) >= n_bytes)
    return TRUE;
  cubby_decode_client_renew (self);
  g_autoptr (GError) fault = NULL;
  self->ring = cubby_ring_new (n_bytes, &fault);
  if (self->ring != NULL)
    return TRUE;
  client_note_death (self);
  g_set_error_literal (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_FAILED, fault->message);
  return FALSE;
}

static void
client_put (CubbyDecodeClient *self, const CubbyFrame *frame, guint slot)
{
  guint8 *rows = cubby_ring_get_slot (self->ring, slot);
  for (guint y = 0; y < frame->height; y++)
    memcpy (rows + (gsize)y * frame->width, frame->pixels + (gsize)y * frame->stride, frame->width);
}

static gboolean
client_ask (CubbyDecodeClient *self, const CubbyWireRequest *request, GError **error)
{
  g_autoptr (GError) fault = NULL;
  return cubby_decode_exchange_ask (self->process, request, &fault) ||
         client_give_up (self, g_steal_pointer (&fault), error);
}

static gboolean
client_may_look (CubbyDecodeClient *self, CubbyDecodeEffort effort, GError **error)
{
  eventfd_t woken;
  if (eventfd_read (self->wake, &woken) == 0) {
    eventfd_write (self->wake, 1);
    g_set_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_INTERRUPTED, "the scanner ends");
    return FALSE;
  }
  /* Who hands in single pictures waits for each of them, and is not a camera that sends the next. */
  if (effort == CUBBY_DECODE_EFFORT_STILL || g_get_monotonic_time () >= self->paused_until_us)
    return TRUE;
  g_set_error (error, CUBBY_DECODE_ERROR, CUBBY_DECODE_ERROR_PAUSED,
               "the decoder died %u times in a row and rests", self->n_deaths);
  return FALSE;
}

GPtrArray *
cubby_decode_client_look (CubbyDecodeClient *self, const CubbyFrame *frame, guint symbologies,
                          CubbyDecodeEffort effort, gint64 budget_us, CubbyView *ret_view, GError **error)
{
  if (!client_may_look (self, effort, error) || !client_make_room (self, frame, error) ||
      !client_start (self, error))
    return NULL;

  /* What follows another one is read with it; a still picture follows none. */
  gint64 captured_us = frame->captured_us != 0 ? frame->captured_us : g_get_monotonic_time ();
  gint64 slowness = effort == CUBBY_DECODE_EFFORT_FRAME ? CUBBY_BUDGET_SLOWNESS : 1;
  self->serial = MAX (self->serial + 1, CUBBY_WIRE_HELLO + 1);
  CubbyWireRequest request = {
      .serial = self->serial,
      .slot = self->serial % CUBBY_RING_SLOTS,
      .width = frame->width,
      .height = frame->height,
      .stride = frame->width,
      .symbologies = symbologies & CUBBY_SYMBOLOGIES_ALL,
      .effort = effort,
      .budget_us = CLAMP (budget_us, 0, CUBBY_WIRE_BUDGET_MAX_US / slowness) * slowness,
      .captured_us = effort == CUBBY_DECODE_EFFORT_FRAME ? captured_us : 0,
  };
  gint64 more_us = effort == CUBBY_DECODE_EFFORT_STILL ? MORE_FOR_STILL_US : MORE_FOR_FRAME_US;
  g_auto (CubbyWireAnswer) answer = {0};
  client_put (self, frame, request.slot);
  if (!client_ask (self, &request, error) ||
      !client_take_answer (self, &request, request.budget_us + more_us, &answer, error))
    return NULL;

  self->n_deaths = 0;
  self->counts.n_frames++;
  self->counts.n_dropped += answer.n_dropped;
  if (ret_view != NULL)
    *ret_view = answer.view;
  return g_steal_pointer (&answer.codes);
}

CubbyDecodeCounts
cubby_decode_client_get_counts (CubbyDecodeClient *self)
{
  return self->counts;
}

guint
cubby_decode_client_get_n_deaths (CubbyDecodeClient *self)
{
  return self->n_deaths;
}

pid_t
cubby_decode_client_get_pid (CubbyDecodeClient *self)
{
  return self->process != NULL ? cubby_decode_process_get_pid (self->process) : 0;
}
