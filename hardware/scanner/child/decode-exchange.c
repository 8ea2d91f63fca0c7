/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/child/decode-exchange.h"

#include "app/domain/decode-watch.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

/* How often it is asked whether it works at all, when its time is over. */
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
  gint64 from_us;
  gint64 used_from_us;
  gint64 used_us;
  gint64 busy_us; /* when it was last seen to have taken any */
  guint n_still;
} Watch;

static Watch
watch_begin (CubbyDecodeProcess *process)
{
  gint64 now_us = g_get_monotonic_time (), used_us = cubby_decode_process_get_used_us (process);
  return (Watch){.from_us = now_us, .busy_us = now_us, .used_from_us = used_us, .used_us = used_us};
}

static gboolean
watch_is_hung (Watch *self, CubbyDecodeProcess *process, gint64 allowed_us)
{
  gint64 now_us = g_get_monotonic_time (), used_us = cubby_decode_process_get_used_us (process);
  self->busy_us = used_us != self->used_us ? now_us : self->busy_us;
  self->used_us = used_us;
  self->n_still = cubby_decode_process_is_still (process) ? self->n_still + 1 : 0;
  return cubby_decode_is_hung (now_us - self->from_us, used_us - self->used_from_us, now_us - self->busy_us,
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
    gint64 wait_us = MAX (watch.from_us + allowed_us - g_get_monotonic_time (), AGAIN_US);
    int n_ready = poll (fds, G_N_ELEMENTS (fds), (int)(wait_us / 1000 + 1));
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
