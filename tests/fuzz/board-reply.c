/* SPDX-License-Identifier: Apache-2.0 */
/* What boards say of their doors: the number of a shipped board, of a read, and the answer (without its
 * frame). */
#include "hardware/locks/lock-board.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const CubbyLockBoard *
choose_board (guint8 number)
{
  guint n = 0;
  while (cubby_lock_boards_get (n) != NULL)
    n++;
  return cubby_lock_boards_get (number % n);
}

/* Every input is told of by one of the reads, and by no more than it asked for. */
static void
decode_all (const CubbyLockBoard *board, guint read, const CubbyPdu *reply)
{
  for (guint channel = 1; channel <= board->n_channels; channel++)
    if (cubby_lock_board_has_input (board, channel) && cubby_lock_board_find_read (board, channel) == read)
      cubby_lock_board_decode_input (board, reply, channel);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  CubbyPdu request, reply = {.length = 0};
  guint8 exception;
  GError *error = NULL;
  if (size < 2 || size - 2 > sizeof reply.bytes)
    return 0;
  const CubbyLockBoard *board = choose_board (data[0]);
  guint n_reads = cubby_lock_board_count_reads (board);
  if (n_reads == 0)
    return 0;
  guint read = data[1] % n_reads;
  cubby_lock_board_make_read (board, read, &request);
  reply.length = (guint)(size - 2);
  memcpy (reply.bytes, data + 2, size - 2);
  if (cubby_pdu_check_reply (&request, &reply, &exception, &error) && exception == 0)
    decode_all (board, read, &reply);
  g_clear_error (&error);
  return 0;
}
