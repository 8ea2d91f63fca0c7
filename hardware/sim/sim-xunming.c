/* SPDX-License-Identifier: Apache-2.0 */
/* XunMing 16-way lock board: function 05 on coils 65…74, the value is the pulse in ms. Nothing can be read.
 */
#include "hardware/sim/sim-board.h"

#define LOCKS 0x0065
#define OWN_TIME 0xFF00
#define OWN_TIME_MS 500
#define HOLD 0xFFFF
#define NODE 0x03E9
#define BAUD 0x03EA
#define BAUD_LAST 8
#define RESTART 0x03E8
#define RESTART_WORD 0x00FF

static CubbySimOutcome
write_coil (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (address < LOCKS || address >= LOCKS + self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  guint ms = value == OWN_TIME ? OWN_TIME_MS : value;
  gboolean timed = value != HOLD && ms > 0;
  cubby_sim_board_set_output (self, address - LOCKS, ms > 0, timed ? now_us + (gint64)ms * 1000 : 0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  gboolean good = (address == NODE && value >= 1 && value <= 247) ||
                  (address == BAUD && value <= BAUD_LAST) || (address == RESTART && value == RESTART_WORD);
  if (!good)
    return address >= RESTART && address <= BAUD ? CUBBY_SIM_ILLEGAL_VALUE : CUBBY_SIM_ILLEGAL_ADDRESS;
  /* The new address is that of the answer's successor. */
  if (address == NODE)
    self->unit = (guint8)value;
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_xunming_functions[] = {
    {0x05, write_coil},
    {0x06, write_register},
    {0, NULL},
};
