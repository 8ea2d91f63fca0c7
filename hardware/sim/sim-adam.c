/* SPDX-License-Identifier: Apache-2.0 */
/* Advantech ADAM-6000: inputs are coils from 0, outputs coils from 0x10; no pulse, so the caller times it. */
#include "hardware/sim/sim-board.h"

#define OUTPUTS 0x10

static CubbySimOutcome
read_coils (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean coils[OUTPUTS + CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  for (guint i = 0; i < self->model->n_inputs; i++)
    coils[i] = self->read_input (self->read_input_data, i);
  for (guint i = 0; i < self->model->n_channels; i++)
    coils[OUTPUTS + i] = self->outputs[i];
  return cubby_sim_reply_bits (reply, pdu, coils, OUTPUTS + self->model->n_channels);
}

static CubbySimOutcome
write_coil (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (address < OUTPUTS || address >= OUTPUTS + self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value != 0xFF00 && value != 0)
    return CUBBY_SIM_ILLEGAL_VALUE;
  cubby_sim_board_set_output (self, address - OUTPUTS, value != 0, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_coils (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (start < OUTPUTS || count == 0 || start + count > OUTPUTS + self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    cubby_sim_board_set_output (self, start - OUTPUTS + i, (pdu[6 + i / 8] >> (i % 8)) & 1, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_adam_functions[] = {
    {0x01, read_coils},
    {0x05, write_coil},
    {0x0F, write_coils},
    {0, NULL},
};
