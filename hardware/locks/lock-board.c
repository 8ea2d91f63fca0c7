/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-board.h"

#define COIL_ON 0xFF00
#define COIL_OFF 0x0000

gboolean
cubby_lock_board_is_software_timed (const CubbyLockBoard *self)
{
  return self->pulse.unit_ms == 0;
}

static guint
board_get_units (const CubbyLockBoard *self, guint pulse_ms)
{
  return (pulse_ms + self->pulse.unit_ms - 1) / self->pulse.unit_ms;
}

guint
cubby_lock_board_round_pulse (const CubbyLockBoard *self, guint pulse_ms)
{
  return cubby_lock_board_is_software_timed (self) ? pulse_ms
                                                   : board_get_units (self, pulse_ms) * self->pulse.unit_ms;
}

void
cubby_lock_board_make_pulse (const CubbyLockBoard *self, guint channel, guint pulse_ms, CubbyPdu *ret_request)
{
  g_return_if_fail (channel < self->n_channels);
  guint units = cubby_lock_board_is_software_timed (self) ? 0 : board_get_units (self, pulse_ms);
  self->pulse.make (self, channel, units, ret_request);
}

void
cubby_lock_board_make_off (const CubbyLockBoard *self, guint channel, CubbyPdu *ret_request)
{
  g_return_if_fail (channel < self->n_channels);
  self->off.make (self, channel, ret_request);
}

gboolean
cubby_lock_board_make_all_off (const CubbyLockBoard *self, CubbyPdu *ret_request)
{
  if (self->off.all == 0)
    return FALSE;
  cubby_pdu_clear_coils (ret_request, self->off.address, self->off.all);
  return TRUE;
}

gboolean
cubby_lock_board_has_inputs (const CubbyLockBoard *self)
{
  return self->inputs.kind != CUBBY_LOCK_INPUTS_NONE;
}

void
cubby_lock_board_make_read (const CubbyLockBoard *self, CubbyPdu *ret_request)
{
  if (cubby_lock_board_has_inputs (self))
    cubby_pdu_read (ret_request, self->inputs.function, self->inputs.address, self->inputs.count);
  else
    cubby_pdu_read (ret_request, self->outputs.function, self->outputs.address, self->outputs.count);
}

gboolean
cubby_lock_board_decode_input (const CubbyLockBoard *self, const CubbyPdu *reply, guint channel)
{
  if (self->inputs.kind == CUBBY_LOCK_INPUTS_BITMAP)
    return (cubby_pdu_get_word (reply, channel / 16) >> (channel % 16)) & 1;
  return cubby_pdu_get_bit (reply, channel);
}

/* A plain relay: on, until it is switched off. */
void
cubby_lock_pulse_coil (const CubbyLockBoard *board, guint channel, guint units, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, CUBBY_PDU_WRITE_COIL, (guint16)(board->pulse.address + channel), COIL_ON);
}

/* The value of function 05 is the time. */
void
cubby_lock_pulse_coil_value (const CubbyLockBoard *board, guint channel, guint units, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, CUBBY_PDU_WRITE_COIL,
                   (guint16)(board->pulse.address + board->pulse.stride * channel), (guint16)units);
}

void
cubby_lock_off_coil (const CubbyLockBoard *board, guint channel, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, CUBBY_PDU_WRITE_COIL, (guint16)(board->off.address + channel), COIL_OFF);
}
