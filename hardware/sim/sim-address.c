/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to address 0, with which an address is asked for and set while one board is on the cable:
 * waveshare.com/wiki/Modbus_RTU_Relay ("00 03 40 00 00 01" is answered from the real address, "00 06 40 00"
 * from 0), LC-Modbus papers ("00 03 00 00 00 01" and "00 10 00 00", answered from 0). */
#include "hardware/sim/sim-address.h"

static const struct {
  const char *family;
  guint8 function;
  guint16 address;
  gboolean tells_unit;
} rows[] = {
    {"waveshare-rtu-", 0x03, 0x4000, TRUE}, {"waveshare-rtu-", 0x06, 0x4000, FALSE},
    {"waveshare-io-", 0x03, 0x4000, TRUE},  {"waveshare-io-", 0x06, 0x4000, FALSE},
    {"lc-modbus", 0x03, 0x0000, FALSE},     {"lc-modbus", 0x10, 0x0000, FALSE},
};

gboolean
cubby_sim_address_hears (const CubbySimBoard *board, guint8 unit, const guint8 *pdu, gsize length,
                         guint8 *ret_answers_as)
{
  *ret_answers_as = unit;
  if (board->unit == unit)
    return TRUE;
  for (guint i = 0; unit == 0 && length >= 3 && i < G_N_ELEMENTS (rows); i++) {
    if (!g_str_has_prefix (board->model->profile, rows[i].family) || pdu[0] != rows[i].function ||
        cubby_sim_word (pdu + 1) != rows[i].address)
      continue;
    *ret_answers_as = rows[i].tells_unit ? board->unit : 0;
    return TRUE;
  }
  return FALSE;
}

void
cubby_sim_address_collide (CubbySimAnswer *answer, const CubbySimAnswer *other)
{
  guint8 mixed[] = {(guint8)(answer->unit | other->unit), 0, 0, 0x55, 0};
  for (guint i = 0; i < 2; i++)
    mixed[1 + i] = (guint8)(answer->pdu->data[i] & other->pdu->data[i]);
  g_byte_array_set_size (answer->pdu, 0);
  g_byte_array_append (answer->noise, mixed, sizeof mixed);
}
