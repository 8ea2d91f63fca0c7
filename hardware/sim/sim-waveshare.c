/* SPDX-License-Identifier: Apache-2.0 */
/* Waveshare Modbus RTU Relay (8, 16, 32), (D) with inputs, and POE ETH: one map,
 * waveshare.com/wiki/Modbus_RTU_Relay. */
#include "hardware/sim/sim-board.h"

#define ON 0xFF00
#define OFF 0x0000
#define TOGGLE 0x5500
#define ALL 0x00FF
#define TOGGLE_BASE 0x0100
#define FLASH_ON_BASE 0x0200
#define FLASH_OFF_BASE 0x0400
#define FLASH_MAX 0x7FFF
#define FLASH_UNIT_US (100 * 1000)
#define MODES 0x1000
#define SERIAL 0x2000
#define ADDRESS 0x4000
#define VERSION 0x8000

static CubbySimOutcome
read_outputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  return cubby_sim_reply_bits (reply, pdu, self->outputs, self->model->n_channels);
}

static CubbySimOutcome
read_inputs (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  for (guint i = 0; i < self->model->n_inputs; i++)
    inputs[i] = self->read_input (self->read_input_data, i);
  return cubby_sim_reply_bits (reply, pdu, inputs, self->model->n_inputs);
}

static CubbySimOutcome
read_registers (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  if (address >= MODES && address < MODES + self->model->n_inputs)
    return cubby_sim_reply_words (reply, pdu, self->modes, self->model->n_inputs, MODES);
  if (address == SERIAL)
    return cubby_sim_reply_word (reply, pdu, self->serial);
  if (address == ADDRESS)
    return cubby_sim_reply_word (reply, pdu, self->unit);
  if (address == VERSION)
    return cubby_sim_reply_word (reply, pdu, 300);
  return CUBBY_SIM_ILLEGAL_ADDRESS;
}

static gboolean
outputs_write (CubbySimBoard *self, guint first, guint n, guint value)
{
  if (value != ON && value != OFF && value != TOGGLE)
    return FALSE;
  for (guint i = first; i < first + n; i++)
    cubby_sim_board_set_output (self, i, value == TOGGLE ? !self->outputs[i] : value == ON, 0);
  return TRUE;
}

static CubbySimOutcome
flash (CubbySimBoard *self, guint channel, gboolean on, guint value, gint64 now_us)
{
  if (channel >= self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (value == 0 || value > FLASH_MAX)
    return CUBBY_SIM_ILLEGAL_VALUE;
  cubby_sim_board_set_output (self, channel, on, now_us + (gint64)value * FLASH_UNIT_US);
  return CUBBY_SIM_ANSWERED;
}

static CubbySimOutcome
write_output (CubbySimBoard *self, guint address, guint value, gint64 now_us)
{
  guint n = self->model->n_channels;
  if (address >= FLASH_OFF_BASE)
    return flash (self, address - FLASH_OFF_BASE, FALSE, value, now_us);
  if (address >= FLASH_ON_BASE)
    return flash (self, address - FLASH_ON_BASE, TRUE, value, now_us);
  gboolean toggle = address >= TOGGLE_BASE;
  guint first = toggle ? address - TOGGLE_BASE : address;
  gboolean all = first == ALL;
  if (first >= n && !all)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  if (toggle && value != ON)
    return CUBBY_SIM_ILLEGAL_VALUE;
  return outputs_write (self, all ? 0 : first, all ? n : 1, toggle ? TOGGLE : value)
             ? CUBBY_SIM_ANSWERED
             : CUBBY_SIM_ILLEGAL_VALUE;
}

static CubbySimOutcome
write_coil (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  CubbySimOutcome outcome = write_output (self, cubby_sim_word (pdu + 1), cubby_sim_word (pdu + 3), now_us);
  return outcome == CUBBY_SIM_ANSWERED ? cubby_sim_reply_echo (reply, pdu) : outcome;
}

static CubbySimOutcome
write_coils (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (count == 0 || start + count > self->model->n_channels)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    cubby_sim_board_set_output (self, start + i, (pdu[6 + i / 8] >> (i % 8)) & 1, 0);
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (address >= MODES && address < MODES + self->model->n_inputs) {
    if (value > 3)
      return CUBBY_SIM_ILLEGAL_VALUE;
    self->modes[address - MODES] = (guint16)value;
  } else if (address == SERIAL) {
    self->serial = (guint16)value;
  } else if (address == ADDRESS) {
    if (value < 1 || value > 255)
      return CUBBY_SIM_ILLEGAL_VALUE;
    self->unit = (guint8)value;
  } else {
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  }
  return cubby_sim_reply_echo (reply, pdu);
}

static CubbySimOutcome
write_modes (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint start = cubby_sim_word (pdu + 1);
  guint count = cubby_sim_word (pdu + 3);
  if (start < MODES || count == 0 || start + count > MODES + self->model->n_inputs)
    return CUBBY_SIM_ILLEGAL_ADDRESS;
  for (guint i = 0; i < count; i++)
    if (cubby_sim_word (pdu + 6 + 2 * i) > 3)
      return CUBBY_SIM_ILLEGAL_VALUE;
  for (guint i = 0; i < count; i++)
    self->modes[start - MODES + i] = cubby_sim_word (pdu + 6 + 2 * i);
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_waveshare_functions[] = {
    {0x01, read_outputs},   {0x03, read_registers}, {0x05, write_coil},
    {0x06, write_register}, {0x0F, write_coils},    {0, NULL},
};

const CubbySimFunction cubby_sim_waveshare_inputs_functions[] = {
    {0x01, read_outputs},   {0x02, read_inputs}, {0x03, read_registers}, {0x05, write_coil},
    {0x06, write_register}, {0x0F, write_coils}, {0x10, write_modes},    {0, NULL},
};
