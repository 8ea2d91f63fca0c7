/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/decode-exchange.h"

#include "app/domain/decode-watch.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

/* How often it is looked at while it is waited for. */
#define AGAIN_US ((gint64)50 * 1000)
/* So many times in a row it does not ask for the processor: one that was seen in the moment in which it takes
 * its question is not still. */
#define N_STILL 2

static gboolean
fail (GError **error, CubbyDecodeError loss, const char *why)
{
  g_set_error_literal (error, CUBBY_DECODE_ERROR, (gint)loss, why);
  return FALSE;
}

gboolean
cubby_decode_exchange_ask (CubbyDecodeProcess *process, const CubbyWireRequest *request, GError **error)
{
  int socket = cubby_decode_process_get_socket (process);
  guint8 bytes[CUBBY_WIRE_REQUEST_BYTES];
  char first;
  ssize_t n_waiting = recv (socket, &first, sizeof first, MSG_PEEK | MSG_DONTWAIT);
  if (n_waiting > 0)
    return fail (error, CUBBY_DECODE_ERROR_REFUSED, "an answer without a question");
  if (n_waiting == 0 || errno != EAGAIN)
    return fail (error, CUBBY_DECODE_ERROR_CRASHED, "");
  cubby_wire_request_write (request, bytes);
  if (send (socket, bytes, sizeof bytes, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)sizeof bytes)
    return TRUE;
  if (errno == EAGAIN || errno == ENOBUFS)
    return fail (error, CUBBY_DECODE_ERROR_REFUSED, "it does not take its questions");
  return fail (error, CUBBY_DECODE_ERROR_CRASHED, "");
}

/* What was seen of a process while it is waited for. */
typedef struct {
  gint64 looked_us; /* when it was looked at last */
  gint64 waited_us;
  gint64 idle_us; /* since it was last seen to have taken any time of the processor */
  gint64 used_from_us;
  gint64 used_us;
  guint n_still;
} Watch;

static Watch
watch_begin (CubbyDecodeProcess *process)
{
  gint64 used_us = cubby_decode_process_get_used_us (process);
  return (Watch){.looked_us = g_get_monotonic_time (), .used_from_us = used_us, .used_us = used_us};
}

/* A look that comes much too late is the machine's doing: if we had no turn, the process had none, either. */
static gboolean
watch_is_hung (Watch *self, CubbyDecodeProcess *process, gint64 allowed_us)
{
  gint64 now_us = g_get_monotonic_time (), used_us = cubby_decode_process_get_used_us (process);
  gint64 waited_us = MIN (now_us - self->looked_us, 2 * AGAIN_US);
  self->looked_us = now_us;
  self->waited_us += waited_us;
  self->idle_us = used_us != self->used_us ? 0 : self->idle_us + waited_us;
  self->used_us = used_us;
  if (self->waited_us < allowed_us)
    return FALSE;
  self->n_still = cubby_decode_process_is_still (process) ? self->n_still + 1 : 0;
  return cubby_decode_is_hung (self->waited_us, used_us - self->used_from_us, self->idle_us,
                               self->n_still >= N_STILL, allowed_us);
}

/* Waits for a message of the process, or for its end. */
static gboolean
wait_for_message (CubbyDecodeProcess *process, int wake, gint64 allowed_us, GError **error)
{
  struct pollfd fds[] = {
      {.fd = cubby_decode_process_get_socket (process), .events = POLLIN},
      {.fd = wake, .events = POLLIN},
  };
  Watch watch = watch_begin (process);
  for (;;) {
    int n_ready = poll (fds, G_N_ELEMENTS (fds), (int)(AGAIN_US / 1000));
    if (fds[1].revents != 0)
      return fail (error, CUBBY_DECODE_ERROR_INTERRUPTED, "the scanner ends");
    if (n_ready > 0 && fds[0].revents != 0)
      return TRUE;
    if (watch_is_hung (&watch, process, allowed_us))
      return fail (error, CUBBY_DECODE_ERROR_HUNG, "");
  }
}

gboolean
cubby_decode_exchange_take (CubbyDecodeProcess *process, int wake, const CubbyWireRequest *request,
                            gint64 allowed_us, CubbyWireAnswer *answer, GError **error)
{
  guint8 bytes[CUBBY_WIRE_ANSWER_BYTES_MAX];
  const char *fault = NULL;
  if (!wait_for_message (process, wake, allowed_us, error))
    return FALSE;
  ssize_t n_bytes =
      recv (cubby_decode_process_get_socket (process), bytes, sizeof bytes, MSG_TRUNC | MSG_DONTWAIT);
  if (n_bytes <= 0)
    return fail (error, CUBBY_DECODE_ERROR_CRASHED, "");
  if (n_bytes > (ssize_t)sizeof bytes)
    return fail (error, CUBBY_DECODE_ERROR_REFUSED, "longer than any answer");
  if (!cubby_wire_answer_read (bytes, (gsize)n_bytes, request, answer, &fault))
    return fail (error, CUBBY_DECODE_ERROR_REFUSED, fault);
  return TRUE;
}
