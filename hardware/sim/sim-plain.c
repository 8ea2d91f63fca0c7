/* SPDX-License-Identifier: Apache-2.0 */
/* Relays are coils from 0, inputs are discrete inputs from 0: Modbus Application
 * Protocol 1.1b3, 6.1, 6.2, 6.5 and 6.11, as many makers keep it; and the boards that have no more than that.
 */
#include "hardware/sim/sim-board.h"

#define ON 0xFF00
#define OFF 0x0000

CubbySimOutcome
cubby_sim_plain_read_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  return cubby_sim_reply_bits (reply, pdu, self->outputs, self->model->n_channels);
}

CubbySimOutcome
cubby_sim_plain_read_inputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  cubby_sim_board_read_inputs (self, inputs);
  return cubby_sim_reply_bits (reply, pdu, inputs, self->model->n_inputs);
}

CubbySimOutcome
cubby_sim_plain_write_output (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint channel = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (channel >= self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value != ON && value != OFF)
    return CUBBY_SIM_ILLEGAL_VALUE;
  cubby_sim_board_set_output (self, channel, value == ON, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

CubbySimOutcome
cubby_sim_plain_write_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (count == 0 || start + count > self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    cubby_sim_board_set_output (self, start + i, (pdu[6 + i / 8] >> (i % 8)) & 1, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

/* Moxa ioLogik E1212, E1213, E1214: manual, appendix A. */
const CubbySimFunction cubby_sim_moxa_functions[] = {
    {0x01, cubby_sim_plain_read_outputs},
    {0x02, cubby_sim_plain_read_inputs},
    {0x05, cubby_sim_plain_write_output},
    {0x0F, cubby_sim_plain_write_outputs},
    {0, NULL},
};
