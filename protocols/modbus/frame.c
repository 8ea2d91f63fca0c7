/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/frame.h"

#include <modbus.h>
#include <string.h>

#define MBAP_SIZE 7
#define CRC_SIZE 2

static gboolean
fail_mismatch (GError **error, const char *what)
{
  g_set_error_literal (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH, what);
  return FALSE;
}

gboolean
cubby_frame_take_tcp (guint8 unit, const guint8 *adu, int length, CubbyPdu *ret_pdu, GError **error)
{
  if (length <= MBAP_SIZE || length - MBAP_SIZE > CUBBY_PDU_MAX)
    return fail_mismatch (error, "the answer has no proper length");
  /* Raw requests of libmodbus 3.1.6 have transaction 0; a connection never outlives an unanswered one. */
  if (adu[0] != 0 || adu[1] != 0 || adu[2] != 0 || adu[3] != 0)
    return fail_mismatch (error, "the answer is of another transaction or protocol");
  if ((adu[4] << 8 | adu[5]) != length - (MBAP_SIZE - 1))
    return fail_mismatch (error, "the answer is longer or shorter than its header says");
  if (adu[6] != unit)
    return fail_mismatch (error, "another unit answered");
  ret_pdu->length = (guint)(length - MBAP_SIZE);
  memcpy (ret_pdu->bytes, adu + MBAP_SIZE, ret_pdu->length);
  return TRUE;
}

/* libmodbus returns 0 for a frame whose unit it was not told to expect, and it cannot be told one above 247.
 */
static int
rtu_guess_length (const guint8 *adu)
{
  if ((adu[1] & 0x80) != 0)
    return 5;
  return adu[1] <= CUBBY_PDU_READ_INPUT_REGISTERS ? 5 + adu[2] : 8;
}

gboolean
cubby_frame_take_rtu (guint8 unit, const guint8 *adu, int length, CubbyPdu *ret_pdu, GError **error)
{
  if (adu[0] != unit)
    return fail_mismatch (error, "another unit answered");
  if (length == 0 && unit > CUBBY_LIBMODBUS_UNIT_MAX)
    length = rtu_guess_length (adu);
  if (length < 5 || length > MODBUS_RTU_MAX_ADU_LENGTH)
    return fail_mismatch (error, "the answer has no proper length");
  guint16 crc = cubby_modbus_crc (adu, (gsize)length - CRC_SIZE);
  if (adu[length - 2] != (crc & 0xFF) || adu[length - 1] != crc >> 8)
    return fail_mismatch (error, "the answer's checksum is wrong");
  ret_pdu->length = (guint)(length - 1 - CRC_SIZE);
  memcpy (ret_pdu->bytes, adu + 1, ret_pdu->length);
  return TRUE;
}
