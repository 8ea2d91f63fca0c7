/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/modbus/pdu.h"

#include <string.h>

#define EXCEPTION_FLAG 0x80

G_DEFINE_QUARK (cubby - modbus - error - quark, cubby_modbus_error)

static void
pdu_put_word (CubbyPdu *self, guint16 word)
{
  self->bytes[self->length++] = (guint8)(word >> 8);
  self->bytes[self->length++] = (guint8)word;
}

static void
pdu_begin (CubbyPdu *self, guint8 function, guint16 address, guint16 value)
{
  self->length = 0;
  self->bytes[self->length++] = function;
  pdu_put_word (self, address);
  pdu_put_word (self, value);
}

void
cubby_pdu_read (CubbyPdu *self, guint8 function, guint16 address, guint16 count)
{
  pdu_begin (self, function, address, count);
}

void
cubby_pdu_write (CubbyPdu *self, guint8 function, guint16 address, guint16 value)
{
  pdu_begin (self, function, address, value);
}

void
cubby_pdu_clear_coils (CubbyPdu *self, guint16 address, guint16 count)
{
  guint8 n_bytes = (guint8)((count + 7) / 8);
  pdu_begin (self, CUBBY_PDU_WRITE_COILS, address, count);
  self->bytes[self->length++] = n_bytes;
  memset (self->bytes + self->length, 0, n_bytes);
  self->length += n_bytes;
}

void
cubby_pdu_write_words (CubbyPdu *self, guint16 address, const guint16 *words, guint n_words)
{
  g_return_if_fail (n_words <= 123);
  pdu_begin (self, CUBBY_PDU_WRITE_REGISTERS, address, (guint16)n_words);
  self->bytes[self->length++] = (guint8)(2 * n_words);
  for (guint i = 0; i < n_words; i++)
    pdu_put_word (self, words[i]);
}

static guint
pdu_get_count (const CubbyPdu *request)
{
  return (guint)(request->bytes[3] << 8 | request->bytes[4]);
}

static gboolean
check_bits (const CubbyPdu *request, const CubbyPdu *reply)
{
  guint n_bytes = (pdu_get_count (request) + 7) / 8;
  return reply->length == 2 + n_bytes && reply->bytes[1] == n_bytes;
}

static gboolean
check_words (const CubbyPdu *request, const CubbyPdu *reply)
{
  guint n_bytes = 2 * pdu_get_count (request);
  return reply->length == 2 + n_bytes && reply->bytes[1] == n_bytes;
}

/* Function, address, and value or count: the first five bytes of the request. */
static gboolean
check_echo (const CubbyPdu *request, const CubbyPdu *reply)
{
  return reply->length == 5 && memcmp (reply->bytes, request->bytes, 5) == 0;
}

static const struct {
  guint8 function;
  gboolean (*check) (const CubbyPdu *request, const CubbyPdu *reply);
} checks[] = {
    {CUBBY_PDU_READ_COILS, check_bits},    {CUBBY_PDU_READ_INPUTS, check_bits},
    {CUBBY_PDU_READ_HOLDING, check_words}, {CUBBY_PDU_READ_INPUT_REGISTERS, check_words},
    {CUBBY_PDU_WRITE_COIL, check_echo},    {CUBBY_PDU_WRITE_REGISTER, check_echo},
    {CUBBY_PDU_WRITE_COILS, check_echo},   {CUBBY_PDU_WRITE_REGISTERS, check_echo},
};

static char *
to_hex (const CubbyPdu *pdu)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  for (guint i = 0; i < pdu->length; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? " " : "", pdu->bytes[i]);
  return g_string_free (g_steal_pointer (&hex), FALSE);
}

gboolean
cubby_pdu_check_reply (const CubbyPdu *request, const CubbyPdu *reply, guint8 *ret_exception, GError **error)
{
  guint8 function = request->bytes[0];
  *ret_exception = 0;
  if (reply->length == 2 && reply->bytes[0] == (function | EXCEPTION_FLAG) && reply->bytes[1] != 0) {
    *ret_exception = reply->bytes[1];
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i].function == function && reply->length > 0 && reply->bytes[0] == function &&
        checks[i].check (request, reply))
      return TRUE;
  g_autofree char *asked = to_hex (request);
  g_autofree char *got = to_hex (reply);
  g_set_error (error, CUBBY_MODBUS_ERROR, CUBBY_MODBUS_ERROR_MISMATCH,
               "the answer is not that of the request (asked %s, got %s)", asked, got);
  return FALSE;
}

gboolean
cubby_pdu_get_bit (const CubbyPdu *reply, guint index)
{
  g_return_val_if_fail (2 + index / 8 < reply->length, FALSE);
  return (reply->bytes[2 + index / 8] >> (index % 8)) & 1;
}

guint16
cubby_pdu_get_word (const CubbyPdu *reply, guint index)
{
  g_return_val_if_fail (3 + 2 * index < reply->length, 0);
  return (guint16)(reply->bytes[2 + 2 * index] << 8 | reply->bytes[3 + 2 * index]);
}

gboolean
cubby_modbus_exception_is_refusal (guint8 code)
{
  static const gboolean refusals[] = {[1] = TRUE, [2] = TRUE, [3] = TRUE, [6] = TRUE, [10] = TRUE};
  return code < G_N_ELEMENTS (refusals) && refusals[code];
}

char *
cubby_modbus_exception_to_string (guint8 code)
{
  static const char *const names[] = {
      [1] = "illegal function",
      [2] = "illegal data address",
      [3] = "illegal data value",
      [4] = "device failure",
      [5] = "acknowledge",
      [6] = "device busy",
      [8] = "memory parity error",
      [10] = "gateway path unavailable",
      [11] = "gateway target device failed to respond",
  };
  const char *name = code < G_N_ELEMENTS (names) && names[code] != NULL ? names[code] : "exception";
  return g_strdup_printf ("%s (%u)", name, code);
}

guint16
cubby_modbus_crc (const guint8 *bytes, gsize n_bytes)
{
  guint crc = 0xFFFF;
  for (gsize i = 0; i < n_bytes; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
  }
  return (guint16)crc;
}
