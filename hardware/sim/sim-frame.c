/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/sim-frame.h"

#define MBAP_SIZE 7
#define PDU_MAX 253
#define RTU_MAX 256
#define RTU_MIN 4

guint16
cubby_sim_crc (const guint8 *bytes, gsize n_bytes)
{
  guint crc = 0xFFFF;
  for (gsize i = 0; i < n_bytes; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
  }
  return (guint16)crc;
}

static gssize
tcp_cut (const guint8 *bytes, gsize n_bytes, CubbySimRequest *ret_request)
{
  if (n_bytes < MBAP_SIZE)
    return 0;
  gsize length = (gsize)(bytes[4] << 8 | bytes[5]);
  if (bytes[2] != 0 || bytes[3] != 0 || length < 2 || length > PDU_MAX + 1)
    return -1;
  if (n_bytes < MBAP_SIZE - 1 + length)
    return 0;
  ret_request->transaction = (guint16)(bytes[0] << 8 | bytes[1]);
  ret_request->unit = bytes[6];
  ret_request->pdu = bytes + MBAP_SIZE;
  ret_request->length = length - 1;
  return (gssize)(MBAP_SIZE - 1 + length);
}

static void
tcp_wrap (guint16 transaction, guint8 unit, const GByteArray *pdu, GByteArray *frame)
{
  guint length = pdu->len + 1;
  const guint8 header[MBAP_SIZE] = {(guint8)(transaction >> 8), (guint8)transaction, 0,   0,
                                    (guint8)(length >> 8),      (guint8)length,      unit};
  g_byte_array_append (frame, header, sizeof header);
  g_byte_array_append (frame, pdu->data, pdu->len);
}

static gboolean
rtu_crc_is_good (const guint8 *bytes, gsize n_bytes)
{
  guint16 crc = cubby_sim_crc (bytes, n_bytes - 2);
  return bytes[n_bytes - 2] == (crc & 0xFF) && bytes[n_bytes - 1] == crc >> 8;
}

/* A slave hears where a frame ends by silence, which a pty does not have; the function says it as well. An
 * unknown function ends where the CRC fits. 0: not all here yet. */
static gsize
rtu_length (const guint8 *bytes, gsize n_bytes)
{
  if (n_bytes < RTU_MIN)
    return 0;
  if (bytes[1] >= 0x01 && bytes[1] <= 0x06)
    return 8;
  if (bytes[1] == 0x0F || bytes[1] == 0x10)
    return n_bytes > 6 ? 9u + bytes[6] : 0;
  for (gsize n = RTU_MIN; n <= n_bytes; n++)
    if (rtu_crc_is_good (bytes, n))
      return n;
  return 0;
}

static gssize
rtu_cut (const guint8 *bytes, gsize n_bytes, CubbySimRequest *ret_request)
{
  gsize length = rtu_length (bytes, n_bytes);
  ret_request->length = 0;
  if (n_bytes >= RTU_MAX && (length == 0 || length > n_bytes))
    return (gssize)n_bytes;
  if (length == 0 || length > n_bytes)
    return 0;
  if (!rtu_crc_is_good (bytes, length))
    return (gssize)n_bytes;
  ret_request->unit = bytes[0];
  ret_request->pdu = bytes + 1;
  ret_request->length = length - 3;
  return (gssize)length;
}

static void
rtu_wrap (guint16 transaction, guint8 unit, const GByteArray *pdu, GByteArray *frame)
{
  g_byte_array_append (frame, &unit, 1);
  g_byte_array_append (frame, pdu->data, pdu->len);
  guint16 crc = cubby_sim_crc (frame->data, frame->len);
  const guint8 tail[] = {(guint8)crc, (guint8)(crc >> 8)};
  g_byte_array_append (frame, tail, sizeof tail);
}

const CubbySimFraming cubby_sim_framing_tcp = {.name = "tcp", .cut = tcp_cut, .wrap = tcp_wrap};
const CubbySimFraming cubby_sim_framing_rtu = {.name = "rtu", .cut = rtu_cut, .wrap = rtu_wrap};
