/* SPDX-License-Identifier: Apache-2.0 */
/* Eletechsup relay boards: a command word is written to a channel's register; only FC03 and FC06. */
#include "hardware/sim/sim-board.h"

#define ON 0x0100
#define OFF 0x0200
#define TOGGLE 0x0300
#define LATCH 0x0400
#define MOMENTARY 0x0500
#define DELAY 0x0600
#define ALL_ON 0x0700
#define ALL_OFF 0x0800
#define INPUTS 0x0081
#define INPUT_BITMAP 0x00C0
#define SECOND_US (1000 * 1000)

static gboolean
read_input (CubbySimBoard *self, guint channel)
{
  return channel < self->model->n_inputs && self->read_input (self->read_input_data, channel);
}

static CubbySimOutcome
reply_bits (GByteArray *reply, const guint8 *pdu, const gboolean *bits, guint n_bits, guint base)
{
  guint16 words[CUBBY_SIM_CHANNELS_MAX];
  for (guint i = 0; i < n_bits; i++)
    words[i] = bits[i] ? 1 : 0;
  return cubby_sim_reply_words (reply, pdu, words, n_bits, base);
}

static CubbySimOutcome
read_registers (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  if (address >= self->model->base && address < self->model->base + self->model->n_channels)
    return reply_bits (reply, pdu, self->outputs, self->model->n_channels, self->model->base);
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  guint bitmap = 0;
  for (guint i = 0; i < self->model->n_inputs; i++) {
    inputs[i] = read_input (self, i);
    bitmap |= (inputs[i] ? 1u : 0u) << i;
  }
  if (self->model->n_inputs > 0 && address == INPUT_BITMAP)
    return cubby_sim_reply_word (reply, pdu, (guint16)bitmap);
  if (address >= INPUTS && address < INPUTS + self->model->n_inputs)
    return reply_bits (reply, pdu, inputs, self->model->n_inputs, INPUTS);
  return CUBBY_SIM_ILLEGAL_ADDRESS;
}

static void
set_all (CubbySimBoard *self, gboolean on)
{
  for (guint i = 0; i < self->model->n_channels; i++)
    cubby_sim_board_set_output (self, i, on, 0);
}

static CubbySimOutcome
command (CubbySimBoard *self, guint channel, guint value, gint64 now_us)
{
  guint low = value & 0xFF;
  guint word = value & 0xFF00;
  if (word == DELAY) {
    cubby_sim_board_set_output (self, channel, low > 0, low > 0 ? now_us + (gint64)low * SECOND_US : 0);
    return CUBBY_SIM_ANSWERED;
  }
  if (low != 0 || word == 0 || word > MOMENTARY)
    return CUBBY_SIM_ILLEGAL_VALUE;
  if (word == LATCH)
    set_all (self, FALSE);
  /* A plain off does not stop a running delay. */
  if (word == OFF && self->flips_at_us[channel] != 0)
    return CUBBY_SIM_ANSWERED;
  gboolean on = word == TOGGLE ? !self->outputs[channel] : word != OFF;
  cubby_sim_board_set_output (self, channel, on, word == MOMENTARY ? now_us + SECOND_US : 0);
  return CUBBY_SIM_ANSWERED;
}

static CubbySimOutcome
write_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  CubbySimOutcome outcome = CUBBY_SIM_ILLEGAL_ADDRESS;
  if (address == 0 && (value == ALL_ON || value == ALL_OFF)) {
    set_all (self, value == ALL_ON);
    outcome = CUBBY_SIM_ANSWERED;
  } else if (address >= self->model->base && address < self->model->base + self->model->n_channels) {
    outcome = command (self, address - self->model->base, value, now_us);
  }
  return outcome == CUBBY_SIM_ANSWERED ? cubby_sim_reply_echo (reply, pdu) : outcome;
}

const CubbySimFunction cubby_sim_eletechsup_functions[] = {
    {0x03, read_registers},
    {0x06, write_register},
    {0, NULL},
};
