/* SPDX-License-Identifier: Apache-2.0 */
/* A board as a group [profile NAME] describes it: it does what is said there, and refuses everything else. */
#include "hardware/sim/sim-board.h"

#define READ_HOLDING 0x03
#define WRITE_COIL 0x05
#define WRITE_REGISTER 0x06

/* Which of @n things, @stride apart from @base, lies at @address; -1: none. */
static int
find_at (guint address, guint base, guint stride, guint n)
{
  if (address < base || (address - base) % stride != 0 || (address - base) / stride >= n)
    return -1;
  return (int)((address - base) / stride);
}

static CubbySimOutcome
reply_inputs (CubbySimBoard *self, const guint8 *pdu, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  gboolean bits[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  guint16 words[CUBBY_SIM_CHANNELS_MAX] = {0};
  guint16 bitmap[CUBBY_SIM_CHANNELS_MAX / 16] = {0};
  guint n = profile->inputs.count;
  cubby_sim_board_read_inputs (self, bits);
  for (guint i = 0; i < n; i++) {
    bits[i] = bits[i] != profile->inputs.low;
    words[i] = bits[i] ? 1 : 0;
    bitmap[i / 16] |= (guint16)(words[i] << (i % 16));
  }
  if (profile->inputs.kind == CUBBY_INPUTS_WORDS)
    return cubby_sim_reply_words (reply, pdu, words, n, profile->inputs.address);
  if (profile->inputs.kind == CUBBY_INPUTS_BITMAP)
    return cubby_sim_reply_words (reply, pdu, bitmap, (n + 15) / 16, profile->inputs.address);
  return cubby_sim_reply_bits_at (reply, pdu, bits, n, profile->inputs.address);
}

static CubbySimOutcome
reply_state (CubbySimBoard *self, const guint8 *pdu, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint16 words[CUBBY_SIM_CHANNELS_MAX] = {0};
  for (guint i = 0; i < self->model->n_channels; i++)
    words[i] = self->outputs[i] ? 1 : 0;
  if (profile->state.function >= READ_HOLDING)
    return cubby_sim_reply_words (reply, pdu, words, profile->state.count, profile->state.address);
  return cubby_sim_reply_bits_at (reply, pdu, self->outputs, profile->state.count, profile->state.address);
}

static CubbySimOutcome
read_any (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint address = cubby_sim_word (pdu + 1);
  if (pdu[0] == READ_HOLDING && find_at (address, profile->modes.address, 1, profile->modes.count) >= 0)
    return cubby_sim_reply_words (reply, pdu, self->modes, profile->modes.count, profile->modes.address);
  if (pdu[0] == profile->inputs.function)
    return reply_inputs (self, pdu, reply);
  return pdu[0] == profile->state.function ? reply_state (self, pdu, reply) : CUBBY_SIM_ILLEGAL_FUNCTION;
}

static void
start_pulse (CubbySimBoard *self, int channel, guint units, gint64 now_us)
{
  gint64 unit_us = (gint64)self->model->described->pulse.unit_ms * 1000;
  cubby_sim_board_set_output (self, (guint)channel, units > 0, units > 0 ? now_us + units * unit_us : 0);
}

/* Returns: FALSE when @value does not switch. */
static gboolean
write_switch (CubbySimBoard *self, const guint8 *pdu, int channel)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint value = cubby_sim_word (pdu + 3);
  if (pdu[0] != profile->output.function || channel < 0 ||
      (value != profile->output.on && value != profile->output.off))
    return FALSE;
  cubby_sim_board_set_output (self, (guint)channel, value == profile->output.on, 0);
  return TRUE;
}

static gboolean
write_all_off (CubbySimBoard *self, const guint8 *pdu)
{
  const CubbyBoardProfile *profile = self->model->described;
  if (profile->all_off.kind != CUBBY_ALL_OFF_WORD || pdu[0] != profile->output.function ||
      cubby_sim_word (pdu + 1) != profile->all_off.address ||
      cubby_sim_word (pdu + 3) != profile->all_off.value)
    return FALSE;
  for (guint i = 0; i < self->model->n_channels; i++)
    cubby_sim_board_set_output (self, i, FALSE, 0);
  return TRUE;
}

static gboolean
write_time (CubbySimBoard *self, const guint8 *pdu, gint64 now_us)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint value = cubby_sim_word (pdu + 3);
  int channel = find_at (cubby_sim_word (pdu + 1), profile->pulse.address, MAX (profile->pulse.stride, 1),
                         self->model->n_channels);
  gboolean coil = profile->pulse.kind == CUBBY_PULSE_KIND_COIL && pdu[0] == WRITE_COIL;
  gboolean word = profile->pulse.kind == CUBBY_PULSE_KIND_REGISTER_WORD && pdu[0] == WRITE_REGISTER &&
                  (value & 0xFF00) == profile->pulse.word;
  if (channel < 0 || (!coil && !word))
    return FALSE;
  start_pulse (self, channel, coil ? value : value & 0xFF, now_us);
  return TRUE;
}

static gboolean
write_mode (CubbySimBoard *self, const guint8 *pdu)
{
  const CubbyBoardProfile *profile = self->model->described;
  int mode = find_at (cubby_sim_word (pdu + 1), profile->modes.address, 1, profile->modes.count);
  if (pdu[0] != WRITE_REGISTER || mode < 0)
    return FALSE;
  self->modes[mode] = cubby_sim_word (pdu + 3);
  return TRUE;
}

static CubbySimOutcome
write_one (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  int channel = find_at (cubby_sim_word (pdu + 1), profile->output.address, profile->output.stride,
                         self->model->n_channels);
  if (write_switch (self, pdu, channel) || write_all_off (self, pdu) || write_time (self, pdu, now_us) ||
      write_mode (self, pdu))
    return cubby_sim_reply_echo (reply, pdu);
  return channel >= 0 ? CUBBY_SIM_ILLEGAL_VALUE : CUBBY_SIM_ILLEGAL_ADDRESS;
}

static CubbySimOutcome
write_coils (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (profile->all_off.kind != CUBBY_ALL_OFF_COILS)
    return CUBBY_SIM_ILLEGAL_FUNCTION;
  if (count == 0 || start < profile->output.address ||
      start - profile->output.address + count > self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    cubby_sim_board_set_output (self, start - profile->output.address + i, (pdu[6 + i / 8] >> (i % 8)) & 1,
                                0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_words (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  const CubbyBoardProfile *profile = self->model->described;
  guint address = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  int mode = find_at (address, profile->modes.address, 1, profile->modes.count);
  int channel =
      profile->pulse.kind == CUBBY_PULSE_KIND_REGISTER_PAIR
          ? find_at (address, profile->pulse.address, profile->pulse.stride, self->model->n_channels)
          : -1;
  if (mode >= 0 && (guint)mode + count <= profile->modes.count) {
    for (guint i = 0; i < count; i++)
      self->modes[(guint)mode + i] = cubby_sim_word (pdu + 6 + 2 * i);
  } else if (channel >= 0 && count == 2 && cubby_sim_word (pdu + 6) == profile->pulse.word) {
    start_pulse (self, channel, cubby_sim_word (pdu + 8), now_us);
  } else {
    return channel >= 0 || mode >= 0 ? CUBBY_SIM_ILLEGAL_VALUE : CUBBY_SIM_ILLEGAL_ADDRESS;
  }
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_generic_functions[] = {
    {0x01, read_any},  {0x02, read_any},    {0x03, read_any},    {0x04, read_any}, {0x05, write_one},
    {0x06, write_one}, {0x0F, write_coils}, {0x10, write_words}, {0, NULL},
};
