/* SPDX-License-Identifier: Apache-2.0 */
/* cubby-decode: reads the codes of pictures that another process has; see README.md. */
#include "hardware/scanner/child/ring.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/warm-up.h"
#include "hardware/scanner/child/wire.h"
#include "hardware/scanner/decode/cascade.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of the picture in its sizes and preparations at one time, and of the decoder's lists. */
#define MEMORY_PICTURES 24
#define MEMORY_MORE ((gsize)128 * 1024 * 1024)
/* A large one is looked at in fewer sizes at one time. */
#define MEMORY_LARGE_PICTURES 6
#define MEMORY_LARGE ((gsize)768 * 1024 * 1024)
#define KEPT_BYTES_MAX (32 * 1024 * 1024)

static GLogWriterOutput
log_nowhere (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  return G_LOG_WRITER_HANDLED;
}

/* A copy: what looks may keep it, and the slot gets the next picture. */
static CubbyFrame *
take_frame (CubbyRing *ring, const CubbyWireRequest *request)
{
  CubbyFrame *frame = cubby_frame_new (request->width, request->height);
  const guint8 *rows = cubby_ring_get_slot (ring, request->slot);
  for (guint y = 0; y < frame->height; y++)
    memcpy (frame->pixels + (gsize)y * frame->stride, rows + (gsize)y * request->stride, frame->width);
  frame->captured_us = request->captured_us;
  return frame;
}

static GPtrArray *
look (CubbyCascade *cascade, const CubbyFrame *frame, const CubbyWireRequest *request)
{
  if (request->effort == CUBBY_DECODE_EFFORT_STILL)
    return cubby_cascade_look_long (cascade, frame, request->symbologies, request->budget_us);
  return cubby_cascade_look (cascade, frame, request->symbologies, request->budget_us);
}

static gboolean
tell (const CubbyWireAnswer *answer, CubbyDecodeEffort effort)
{
  guint8 bytes[CUBBY_WIRE_ANSWER_BYTES_MAX];
  gsize n_bytes = cubby_wire_answer_write (answer, effort, bytes);
  return send (CUBBY_CHILD_SOCKET, bytes, n_bytes, MSG_NOSIGNAL) == (ssize_t)n_bytes;
}

/* Until the socket is closed at the other end. */
static int
serve (CubbyRing *ring, CubbyCascade *cascade)
{
  CubbyWireAnswer hello = {.serial = CUBBY_WIRE_HELLO};
  guint8 bytes[CUBBY_WIRE_REQUEST_BYTES + 1];
  gboolean heard = tell (&hello, CUBBY_DECODE_EFFORT_FRAME);
  while (heard) {
    ssize_t n_bytes = recv (CUBBY_CHILD_SOCKET, bytes, sizeof bytes, 0);
    if (n_bytes <= 0)
      return 0;
    CubbyWireRequest request;
    if (!cubby_wire_request_read (bytes, (gsize)n_bytes, CUBBY_RING_SLOTS, cubby_ring_get_slot_bytes (ring),
                                  &request))
      return CUBBY_CHILD_EXIT_PROTOCOL;
    g_autoptr (CubbyFrame) frame = take_frame (ring, &request);
    g_auto (CubbyWireAnswer) answer = {.serial = request.serial, .codes = look (cascade, frame, &request)};
    if (request.effort == CUBBY_DECODE_EFFORT_FRAME)
      answer.view = *cubby_cascade_get_view (cascade);
    heard = tell (&answer, request.effort);
  }
  return 0;
}

/* What a picture took is kept for the next one: else each picture's pages are made anew and cleared. */
static void
keep_memory (void)
{
  mallopt (M_MMAP_THRESHOLD, KEPT_BYTES_MAX);
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES_MAX);
}

static gsize
memory_for (gsize slot_bytes)
{
  return MEMORY_MORE + MIN (MEMORY_PICTURES * slot_bytes, MEMORY_LARGE_PICTURES * slot_bytes + MEMORY_LARGE);
}

static int
run (void)
{
  keep_memory ();
  cubby_sandbox_close_others ();
  if (!cubby_sandbox_follow_parent (CUBBY_CHILD_SOCKET))
    return CUBBY_CHILD_EXIT_PARENT;
  g_autoptr (CubbyRing) ring = cubby_ring_open (CUBBY_CHILD_RING);
  if (ring == NULL)
    return CUBBY_CHILD_EXIT_RING;
  close (CUBBY_CHILD_RING);
  g_log_set_writer_func (log_nowhere, NULL, NULL);
  if (!cubby_warm_up ())
    return CUBBY_CHILD_EXIT_BLIND;
  g_autoptr (CubbyCascade) cascade = cubby_cascade_new ();
  CubbyChildExit fault = cubby_sandbox_enter (memory_for (cubby_ring_get_slot_bytes (ring)));
  return fault != 0 ? (int)fault : serve (ring, cascade);
}

int
main (int argc, char **argv)
{
  int type = 0;
  socklen_t length = sizeof type;
  if (argc != 1 || getsockopt (CUBBY_CHILD_SOCKET, SOL_SOCKET, SO_TYPE, &type, &length) != 0 ||
      type != SOCK_SEQPACKET) {
    fprintf (stderr,
             "cubby-decode: is started by cubby-kiosk and cubbyctl, not by hand; see cubby-kiosk(8)\n");
    return CUBBY_CHILD_EXIT_USAGE;
  }
  /* Not exit(): what runs there, such as a flush of files, is not allowed any more. */
  _exit (run ());
}
