/* SPDX-License-Identifier: Apache-2.0 */
/* LC Technology LC-Modbus-8R: bits only eight at once; a pulse is two registers, {4, time in 100 ms}, at 3 +
 * 5n. */
#include "hardware/sim/sim-board.h"

#define PULSE_BASE 3
#define PULSE_STRIDE 5
#define ON_THEN_OFF 0x0004
#define OFF_THEN_ON 0x0002
#define UNIT_US (100 * 1000)

static gboolean
asks_for_all (CubbySimBoard *self, const guint8 *pdu)
{
  return cubby_sim_word (pdu + 1) == 0 && cubby_sim_word (pdu + 3) == self->model->n_channels;
}

static CubbySimOutcome
read_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  if (!asks_for_all (self, pdu))
    return CUBBY_SIM_SILENT;
  return cubby_sim_reply_bits (reply, pdu, self->outputs, self->model->n_channels);
}

static CubbySimOutcome
read_inputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  if (!asks_for_all (self, pdu))
    return CUBBY_SIM_SILENT;
  for (guint i = 0; i < self->model->n_inputs; i++)
    inputs[i] = self->read_input (self->read_input_data, i);
  return cubby_sim_reply_bits (reply, pdu, inputs, self->model->n_inputs);
}

static CubbySimOutcome
write_coil (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint channel = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (channel >= self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value != 0xFF00 && value != 0)
    return CUBBY_SIM_ILLEGAL_VALUE;
  /* A running pulse cannot be cancelled. */
  if (self->flips_at_us[channel] == 0)
    cubby_sim_board_set_output (self, channel, value != 0, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_coils (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (count == 0 || start + count > self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    if (self->flips_at_us[start + i] == 0)
      cubby_sim_board_set_output (self, start + i, (pdu[6 + i / 8] >> (i % 8)) & 1, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

/* Register 0 is its address; the answer to a write is the whole request, which no standard knows. */
static CubbySimOutcome
read_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  if (cubby_sim_word (pdu + 1) != 0)
    return CUBBY_SIM_SILENT;
  return cubby_sim_reply_word (reply, pdu, self->unit);
}

static CubbySimOutcome
write_address (CubbySimBoard *self, const guint8 *pdu, GByteArray *reply)
{
  guint unit = pdu[5] == 2 ? cubby_sim_word (pdu + 6) : 0;
  if (unit < 1 || unit > 255)
    return CUBBY_SIM_ILLEGAL_VALUE;
  self->unit = (guint8)unit;
  g_byte_array_append (reply, pdu, 8);
  return CUBBY_SIM_ANSWERED;
}

static CubbySimOutcome
write_pulse (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint channel = (address - PULSE_BASE) / PULSE_STRIDE;
  if (address == 0)
    return write_address (self, pdu, reply);
  if (address < PULSE_BASE || (address - PULSE_BASE) % PULSE_STRIDE != 0 ||
      channel >= self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  guint what = cubby_sim_word (pdu + 6);
  guint time = pdu[5] == 4 ? cubby_sim_word (pdu + 8) : 0;
  if (pdu[5] != 4 || (what != ON_THEN_OFF && what != OFF_THEN_ON) || time == 0)
    return CUBBY_SIM_ILLEGAL_VALUE;
  cubby_sim_board_set_output (self, channel, what == ON_THEN_OFF, now_us + (gint64)time * UNIT_US);
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_lc_modbus_functions[] = {
    {0x01, read_outputs}, {0x02, read_inputs}, {0x03, read_register}, {0x05, write_coil}, {0x0F, write_coils},
    {0x10, write_pulse},  {0, NULL},
};
