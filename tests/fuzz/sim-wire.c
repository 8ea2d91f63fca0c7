/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that a master sends to the simulator: first the wire (0 TCP, else RTU). Each request that is cut is
 * answered by a whole frame, and never is more taken than there is. */
#include "hardware/sim/sim-bank.h"
#include "hardware/sim/sim-frame.h"
#include "tests/fuzz/fuzz.h"

static const char *const profiles[] = {"waveshare-rtu-d", "lc-modbus", "eletechsup-fc06", "adam-6060"};

static gboolean
read_input (gpointer data, guint channel)
{
  return channel % 2 != 0;
}

static CubbySimBoard *
make_board (guint8 number)
{
  const CubbySimModel *model = NULL;
  for (guint i = 0; model == NULL && i < G_N_ELEMENTS (profiles); i++)
    model = cubby_sim_model_find (profiles[(number + i) % G_N_ELEMENTS (profiles)]);
  g_assert_nonnull (model);
  CubbySimBoard *board = cubby_sim_board_new ("1", 1, model);
  board->read_input = read_input;
  return board;
}

static void
answer (CubbySimBoard *board, const CubbySimFraming *framing, const CubbySimRequest *request)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  if (!cubby_sim_board_answer (board, request->pdu, request->length, 1000, reply))
    return;
  g_assert_cmpuint (reply->len, >=, 2);
  g_assert_cmpuint (reply->len, <=, 253);
  framing->wrap (request->transaction, request->unit, reply, frame);
  g_assert_cmpuint (frame->len, <=, 260);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size < 2)
    return 0;
  const CubbySimFraming *framing = data[0] == 0 ? &cubby_sim_framing_tcp : &cubby_sim_framing_rtu;
  CubbySimBoard *board = make_board (data[1]);
  data += 2;
  size -= 2;
  while (size > 0) {
    CubbySimRequest request = {0};
    gssize taken = framing->cut (data, size, &request);
    if (taken <= 0)
      break;
    g_assert_cmpuint ((gsize)taken, <=, size);
    if (request.length > 0)
      answer (board, framing, &request);
    data += taken;
    size -= (gsize)taken;
  }
  cubby_sim_board_free (board);
  return 0;
}
