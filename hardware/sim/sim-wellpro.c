/* SPDX-License-Identifier: Apache-2.0 */
/* Wellpro WP8025ADAM: eight coils; register 100 is the address, 101 the baud rate. */
#include "hardware/sim/sim-board.h"

#define ADDRESS 100
#define SERIAL 101

static CubbySimOutcome
read_registers (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  const guint16 words[] = {self->unit, self->serial};
  return cubby_sim_reply_words (reply, pdu, words, G_N_ELEMENTS (words), ADDRESS);
}

static CubbySimOutcome
write_register (CubbySimBoard *self, const guint8 *pdu, gint64 now_us, GByteArray *reply)
{
  guint address = cubby_sim_word (pdu + 1);
  guint value = cubby_sim_word (pdu + 3);
  if (address == ADDRESS && value >= 1 && value <= 247)
    self->unit = (guint8)value;
  else if (address == SERIAL && value >= 1 && value <= 8)
    self->serial = (guint16)value;
  else
    return address == ADDRESS || address == SERIAL ? CUBBY_SIM_ILLEGAL_VALUE : CUBBY_SIM_ILLEGAL_ADDRESS;
  return cubby_sim_reply_echo (reply, pdu);
}

const CubbySimFunction cubby_sim_wellpro_functions[] = {
    {0x01, cubby_sim_plain_read_outputs},  {0x03, read_registers},
    {0x05, cubby_sim_plain_write_output},  {0x06, write_register},
    {0x0F, cubby_sim_plain_write_outputs}, {0, NULL},
};
