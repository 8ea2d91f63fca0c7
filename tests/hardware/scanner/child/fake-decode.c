/* SPDX-License-Identifier: Apache-2.0 */
/* A decode program in the hands of somebody else: it answers with what the first byte of the picture says.
 * Test only. */
#include "tests/hardware/scanner/child/fake-decode.h"
#include "hardware/scanner/child/ring.h"
#include "hardware/scanner/child/sandbox.h"
#include "hardware/scanner/child/wire.h"

#include <string.h>
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

static void
answer (guint8 how, guint32 serial)
{
  gsize n_bytes = write_text (serial, "4711");
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
  say (n_bytes);
  if (how == TEST_FAKE_TWICE)
    say (n_bytes);
}

int
main (void)
{
  CubbyRing *ring = cubby_ring_open (CUBBY_CHILD_RING);
  CubbyWireAnswer hello = {.serial = CUBBY_WIRE_HELLO};
  say (cubby_wire_answer_write (&hello, CUBBY_DECODE_EFFORT_FRAME, bytes));
  guint8 asked[CUBBY_WIRE_REQUEST_BYTES];
  while (recv (CUBBY_CHILD_SOCKET, asked, sizeof asked, 0) == (ssize_t)sizeof asked) {
    CubbyWireRequest request;
    if (!cubby_wire_request_read (asked, sizeof asked, CUBBY_RING_SLOTS, cubby_ring_get_slot_bytes (ring),
                                  &request))
      return 1;
    answer (cubby_ring_get_slot (ring, request.slot)[0], request.serial);
  }
  cubby_ring_free (ring);
  return 0;
}
