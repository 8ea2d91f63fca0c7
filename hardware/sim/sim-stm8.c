/* SPDX-License-Identifier: Apache-2.0 */
/* Relay boards with an STM8S103: coils from 1, on is 0100; one thing a read, more of them are nonsense. */
#include "hardware/sim/sim-board.h"

#define FIRST 1
#define ON 0x0100
#define OFF 0x0000
#define ALL 0x00FF
#define ALL_ON 0xFFFF
#define ADDRESS 0x4000
#define NONSENSE 0xA5

static CubbySimOutcome
reply_one (const guint8 *pdu, const gboolean *bits, guint n_bits, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (address < FIRST || count == 0 || address - FIRST + count > n_bits)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  const guint8 answer[] = {pdu[0], 1, count == 1 ? bits[address - FIRST] != FALSE : NONSENSE};
  g_byte_array_append (reply, answer, sizeof answer);
  return CUBBY_SIM_ANSWERED;
}

static CubbySimOutcome
read_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  return reply_one (pdu, self->outputs, self->model->n_channels, reply);
}

/* Pulled up, and the bit is set while the pin is tied to ground: a closed contact is 1. */
static CubbySimOutcome
read_inputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  cubby_sim_board_read_inputs (self, inputs);
  return reply_one (pdu, inputs, self->model->n_inputs, reply);
}

static CubbySimOutcome
read_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  if (cubby_sim_word (pdu + 1) != ADDRESS)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  return cubby_sim_reply_word (reply, pdu, self->unit);
}

static CubbySimOutcome
write_coil (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  gboolean all = address == ALL;
  if (!all && (address < FIRST || address >= FIRST + self->model->n_channels))
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value != OFF && value != (all ? ALL_ON : ON))
    return CUBBY_SIM_ILLEGAL_VALUE;
  guint first = all ? 0 : address - FIRST;
  for (guint i = first; i < (all ? self->model->n_channels : first + 1); i++)
    cubby_sim_board_set_output (self, i, value != OFF, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint value = cubby_sim_word (pdu + 3);
  if (cubby_sim_word (pdu + 1) != ADDRESS)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value < 1 || value > 255)
    return CUBBY_SIM_ILLEGAL_VALUE;
  self->unit = (guint8)value;
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_stm8_functions[] = {
    {0x01, read_outputs}, {0x02, read_inputs},    {0x03, read_register},
    {0x05, write_coil},   {0x06, write_register}, {0, NULL},
};
