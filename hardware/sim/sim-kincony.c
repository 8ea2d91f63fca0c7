/* SPDX-License-Identifier: Apache-2.0 */
/* Kincony KC868-HAv2, Modbus firmware: coils and inputs by the book, and both as bitmaps in registers 00C8
 * and 00C9. */
#include "hardware/sim/sim-board.h"

#define BITMAPS 0x00C8

static guint16
to_bitmap (const gboolean *bits, guint n_bits)
{
  guint16 bitmap = 0;
  for (guint i = 0; i < n_bits; i++)
    bitmap |= (guint16)((bits[i] ? 1 : 0) << i);
  return bitmap;
}

static CubbySimOutcome
read_registers (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  gboolean inputs[CUBBY_SIM_CHANNELS_MAX] = {FALSE};
  cubby_sim_board_read_inputs (self, inputs);
  const guint16 bitmaps[] = {to_bitmap (inputs, self->model->n_inputs),
                             to_bitmap (self->outputs, self->model->n_channels)};
  return cubby_sim_reply_words (reply, pdu, bitmaps, G_N_ELEMENTS (bitmaps), BITMAPS);
}

const CubbySimFunction cubby_sim_kincony_functions[] = {
    {0x01, cubby_sim_plain_read_outputs},
    {0x02, cubby_sim_plain_read_inputs},
    {0x03, read_registers},
    {0x05, cubby_sim_plain_write_output},
    {0, NULL},
};
