/* SPDX-License-Identifier: Apache-2.0 */
/* A decode program in the hands of somebody else: it answers with what the first byte of the picture says.
 * Test only. */
#include "tests/hardware/scanner/child/fake-decode.h"
#include "hardware/scanner/child/ring.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/wire.h"

#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static guint8 bytes[CUBBY_WIRE_ANSWER_BYTES_MAX + 1];

static void
say (gsize n_bytes)
{
  send (CUBBY_CHILD_SOCKET, bytes, n_bytes, MSG_NOSIGNAL);
}

static gsize
write_text (guint32 serial, const char *text)
{
  CubbyCode code = {.symbology = CUBBY_SYMBOLOGY_QR, .text = (char *)text, .length = strlen (text)};
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_ptr_array_add (codes, &code);
  CubbyWireAnswer answer = {.serial = serial, .codes = codes};
  return cubby_wire_answer_write (&answer, CUBBY_DECODE_EFFORT_STILL, bytes);
}

static gsize
write_empty (guint32 serial)
{
  CubbyWireAnswer answer = {.serial = serial};
  return cubby_wire_answer_write (&answer, CUBBY_DECODE_EFFORT_FRAME, bytes);
}

/* Each question lies in its socket until somebody takes it (unix(7), SIOCINQ), so it knows when one came. */
static void
answer_without_listening (guint32 serial)
{
  for (int n_questions = 1;; n_questions++) {
    int n_waiting = 0;
    while (n_waiting < n_questions * CUBBY_WIRE_REQUEST_BYTES) {
      if (ioctl (CUBBY_CHILD_SOCKET, FIONREAD, &n_waiting) != 0)
        _exit (1);
      usleep (200);
    }
    say (write_text (serial + (guint32)n_questions, "4711"));
  }
}

static gboolean
is_blank (const guint8 *pixels, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (pixels[i] != 0)
      return FALSE;
  return TRUE;
}

/* All that a decoder can remember a picture by: what it was asked before, and the other slots. */
static const char *
remember (CubbyRing *ring, guint n_questions, guint slot)
{
  gboolean blank = TRUE;
  for (guint i = 0; i < CUBBY_RING_SLOTS; i++)
    blank &= i == slot || is_blank (cubby_ring_get_slot (ring, i), cubby_ring_get_slot_bytes (ring));
  return n_questions == 1 && blank ? "new" : "old";
}

static void
answer (guint8 how, guint32 serial)
{
  gsize n_bytes = write_text (serial, "4711");
  if (how == TEST_FAKE_TURNS)
    how = serial % 2 == 0 ? TEST_FAKE_END : TEST_FAKE_BAD_TEXT;
  if (how == TEST_FAKE_GARBAGE)
    memset (bytes, 0xa5, n_bytes);
  if (how == TEST_FAKE_TOO_LONG)
    n_bytes = sizeof bytes;
  if (how == TEST_FAKE_OTHER_SERIAL)
    n_bytes = write_text (serial + 1, "4711");
  if (how == TEST_FAKE_BAD_TEXT)
    n_bytes = write_text (serial, "rm\x1b[2J");
  if (how == TEST_FAKE_END)
    _exit (9);
  if (how == TEST_FAKE_EMPTY)
    n_bytes = write_empty (serial);
  if (how == TEST_FAKE_SILENT)
    return;
  say (n_bytes);
  if (how == TEST_FAKE_TWICE)
    say (n_bytes);
  if (how == TEST_FAKE_AHEAD)
    say (write_text (serial + 1, "4711"));
  if (how == TEST_FAKE_DEAF)
    answer_without_listening (serial);
}

int
main (void)
{
  CubbyRing *ring = cubby_ring_open (CUBBY_CHILD_RING);
  CubbyWireAnswer hello = {.serial = CUBBY_WIRE_HELLO};
  say (cubby_wire_answer_write (&hello, CUBBY_DECODE_EFFORT_FRAME, bytes));
  guint8 asked[CUBBY_WIRE_REQUEST_BYTES];
  guint n_questions = 0;
  while (recv (CUBBY_CHILD_SOCKET, asked, sizeof asked, 0) == (ssize_t)sizeof asked) {
    CubbyWireRequest request;
    if (!cubby_wire_request_read (asked, sizeof asked, CUBBY_RING_SLOTS, cubby_ring_get_slot_bytes (ring),
                                  &request))
      return 1;
    guint8 how = cubby_ring_get_slot (ring, request.slot)[0];
    n_questions++;
    if (how == TEST_FAKE_MEMORY)
      say (write_text (request.serial, remember (ring, n_questions, request.slot)));
    else
      answer (how, request.serial);
  }
  cubby_ring_free (ring);
  return 0;
}
