/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/locks/lock-board.h"

gboolean
cubby_lock_board_is_software_timed (const CubbyLockBoard *self)
{
  return self->pulse.kind == CUBBY_PULSE_KIND_NONE;
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

static void
board_make_output (const CubbyLockBoard *self, guint channel, guint16 value, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, self->output.function,
                   (guint16)(self->output.address + self->output.stride * channel), value);
}

static void
make_switch (const CubbyLockBoard *self, guint channel, guint units, CubbyPdu *ret_request)
{
  board_make_output (self, channel, self->output.on, ret_request);
}

static guint16
board_get_pulse_address (const CubbyLockBoard *self, guint channel)
{
  return (guint16)(self->pulse.address + self->pulse.stride * channel);
}

static void
make_coil_time (const CubbyLockBoard *self, guint channel, guint units, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, CUBBY_PDU_WRITE_COIL, board_get_pulse_address (self, channel),
                   (guint16)units);
}

static void
make_register_pair (const CubbyLockBoard *self, guint channel, guint units, CubbyPdu *ret_request)
{
  const guint16 words[] = {self->pulse.word, (guint16)units};
  cubby_pdu_write_words (ret_request, board_get_pulse_address (self, channel), words, G_N_ELEMENTS (words));
}

static void
make_register_word (const CubbyLockBoard *self, guint channel, guint units, CubbyPdu *ret_request)
{
  cubby_pdu_write (ret_request, CUBBY_PDU_WRITE_REGISTER, board_get_pulse_address (self, channel),
                   (guint16)(self->pulse.word + units));
}

/* How each kind of pulse is asked for. */
static void (*const pulse_makers[]) (const CubbyLockBoard *self, guint channel, guint units,
                                     CubbyPdu *ret_request) = {
    [CUBBY_PULSE_KIND_NONE] = make_switch,
    [CUBBY_PULSE_KIND_COIL] = make_coil_time,
    [CUBBY_PULSE_KIND_REGISTER_PAIR] = make_register_pair,
    [CUBBY_PULSE_KIND_REGISTER_WORD] = make_register_word,
};

void
cubby_lock_board_make_pulse (const CubbyLockBoard *self, guint channel, guint pulse_ms, CubbyPdu *ret_request)
{
  g_return_if_fail (channel < self->n_channels);
  guint units = cubby_lock_board_is_software_timed (self) ? 0 : board_get_units (self, pulse_ms);
  pulse_makers[self->pulse.kind](self, channel, units, ret_request);
}

void
cubby_lock_board_make_off (const CubbyLockBoard *self, guint channel, CubbyPdu *ret_request)
{
  g_return_if_fail (channel < self->n_channels);
  board_make_output (self, channel, self->output.off, ret_request);
}

guint
cubby_lock_board_count_all_off (const CubbyLockBoard *self)
{
  return self->all_off.kind == CUBBY_ALL_OFF_EACH ? self->n_channels : 1;
}

void
cubby_lock_board_make_all_off (const CubbyLockBoard *self, guint number, CubbyPdu *ret_request)
{
  g_return_if_fail (number < cubby_lock_board_count_all_off (self));
  if (self->all_off.kind == CUBBY_ALL_OFF_COILS)
    cubby_pdu_clear_coils (ret_request, self->output.address, (guint16)self->n_channels);
  else if (self->all_off.kind == CUBBY_ALL_OFF_WORD)
    cubby_pdu_write (ret_request, self->output.function, self->all_off.address, self->all_off.value);
  else
    cubby_lock_board_make_off (self, number, ret_request);
}

/* How many inputs one read tells of. */
static guint
board_get_per_read (const CubbyLockBoard *self)
{
  return self->inputs.per_read > 0 ? self->inputs.per_read : self->inputs.count;
}

guint
cubby_lock_board_count_reads (const CubbyLockBoard *self)
{
  if (self->inputs.kind == CUBBY_INPUTS_NONE)
    return self->state.count > 0 ? 1 : 0;
  guint per_read = board_get_per_read (self);
  return (self->inputs.count + per_read - 1) / per_read;
}

void
cubby_lock_board_make_read (const CubbyLockBoard *self, guint number, CubbyPdu *ret_request)
{
  g_return_if_fail (number < cubby_lock_board_count_reads (self));
  if (self->inputs.kind == CUBBY_INPUTS_NONE) {
    cubby_pdu_read (ret_request, self->state.function, self->state.address, self->state.count);
    return;
  }
  guint first = number * board_get_per_read (self);
  guint count = MIN (board_get_per_read (self), self->inputs.count - first);
  if (self->inputs.kind == CUBBY_INPUTS_BITMAP)
    count = (count + 15) / 16;
  cubby_pdu_read (ret_request, self->inputs.function, (guint16)(self->inputs.address + first),
                  (guint16)count);
}

gboolean
cubby_lock_board_has_input (const CubbyLockBoard *self, guint channel)
{
  return self->inputs.kind != CUBBY_INPUTS_NONE && channel < self->inputs.count;
}

guint
cubby_lock_board_find_read (const CubbyLockBoard *self, guint channel)
{
  g_return_val_if_fail (cubby_lock_board_has_input (self, channel), 0);
  return channel / board_get_per_read (self);
}

static gboolean
decode_bit (const CubbyPdu *reply, guint index)
{
  return cubby_pdu_get_bit (reply, index);
}

static gboolean
decode_bitmap (const CubbyPdu *reply, guint index)
{
  return (cubby_pdu_get_word (reply, index / 16) >> (index % 16)) & 1;
}

static gboolean
decode_word (const CubbyPdu *reply, guint index)
{
  return cubby_pdu_get_word (reply, index) != 0;
}

static gboolean (*const input_decoders[]) (const CubbyPdu *reply, guint index) = {
    [CUBBY_INPUTS_BITS] = decode_bit,
    [CUBBY_INPUTS_BITMAP] = decode_bitmap,
    [CUBBY_INPUTS_WORDS] = decode_word,
};

gboolean
cubby_lock_board_decode_input (const CubbyLockBoard *self, const CubbyPdu *reply, guint channel)
{
  g_return_val_if_fail (cubby_lock_board_has_input (self, channel), FALSE);
  gboolean one = input_decoders[self->inputs.kind](reply, channel % board_get_per_read (self));
  return one != self->inputs.low;
}
