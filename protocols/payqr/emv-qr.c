/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/payqr/emv-qr.h"

#include <string.h>

#define CRC_START "6304"
#define CRC_LENGTH 8 /* "6304" and four hex digits */

G_DEFINE_QUARK (cubby - payqr - error - quark, cubby_payqr_error)

CubbyEmvFields *
cubby_emv_fields_new (void)
{
  return g_new0 (CubbyEmvFields, 1);
}

void
cubby_emv_fields_free (CubbyEmvFields *self)
{
  if (self == NULL)
    return;
  for (guint id = 0; id < CUBBY_N_EMV_FIELDS; id++)
    g_free (self->values[id]);
  g_free (self);
}

void
cubby_emv_fields_set (CubbyEmvFields *self, guint id, const char *value)
{
  g_return_if_fail (id < CUBBY_N_EMV_FIELDS);
  g_free (self->values[id]);
  self->values[id] = g_strdup (value);
}

void
cubby_emv_fields_set_template (CubbyEmvFields *self, guint id, const CubbyEmvFields *inner)
{
  g_autofree char *value = cubby_emv_write (inner);
  cubby_emv_fields_set (self, id, *value != '\0' ? value : NULL);
}

guint16
cubby_emv_crc (const char *text, gsize length)
{
  guint crc = 0xffff;
  for (gsize i = 0; i < length; i++) {
    crc ^= (guint)(guint8)text[i] << 8;
    for (guint bit = 0; bit < 8; bit++)
      crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
  }
  return (guint16)crc;
}

static CubbyEmvFields *
fail (GError **error, const char *text, const char *place, const char *reason)
{
  g_set_error (error, CUBBY_PAYQR_ERROR, CUBBY_PAYQR_ERROR_FORMAT, "payment QR, character %d: %s",
               (int)(place - text) + 1, reason);
  return NULL;
}

/* Returns: the number of two digits, or -1. */
static int
take_two_digits (const char *text)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  return 10 * g_ascii_digit_value (text[0]) + g_ascii_digit_value (text[1]);
}

static gboolean
is_printable (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isprint (*text))
      return FALSE;
  return TRUE;
}

CubbyEmvFields *
cubby_emv_parse (const char *text, GError **error)
{
  g_autoptr (CubbyEmvFields) fields = cubby_emv_fields_new ();
  if (!is_printable (text) || strlen (text) > CUBBY_EMV_MAX_LENGTH)
    return fail (error, text, text, "is not a short text of printable ASCII");

  const char *end = text + strlen (text);
  for (const char *place = text; place < end;) {
    int id = end - place >= 4 ? take_two_digits (place) : -1;
    int length = id >= 0 ? take_two_digits (place + 2) : -1;
    if (length < 1)
      return fail (error, text, place, "an id and a length, of two digits each, belong here");
    if (length > end - place - 4)
      return fail (error, text, place, "is longer than what is left");
    if (fields->values[id] != NULL)
      return fail (error, text, place, "has an id that was there already");
    fields->values[id] = g_strndup (place + 4, (gsize)length);
    place += 4 + length;
  }
  return g_steal_pointer (&fields);
}

CubbyEmvFields *
cubby_emv_parse_root (const char *text, GError **error)
{
  gsize length = strlen (text);
  if (!g_str_has_prefix (text, "000201"))
    return fail (error, text, text, "does not start with 000201");
  g_autoptr (CubbyEmvFields) fields = cubby_emv_parse (text, error);
  if (fields == NULL)
    return NULL;

  const char *crc = text + length - CRC_LENGTH;
  if (fields->values[CUBBY_EMV_CRC] == NULL || length < 2 * CRC_LENGTH - 2 ||
      !g_str_has_prefix (crc, CRC_START) || strcmp (fields->values[CUBBY_EMV_CRC], crc + 4) != 0)
    return fail (error, text, text + length, "does not end with its checksum");
  g_autofree char *right = g_strdup_printf ("%04X", cubby_emv_crc (text, length - 4));
  if (strcmp (right, crc + 4) != 0)
    return fail (error, text, crc, "the checksum is of another text");
  return g_steal_pointer (&fields);
}

static void
append_field (GString *text, const CubbyEmvFields *fields, guint id)
{
  const char *value = fields->values[id];
  if (value != NULL)
    g_string_append_printf (text, "%02u%02u%s", id, (guint)strlen (value), value);
}

char *
cubby_emv_write (const CubbyEmvFields *fields)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint id = 0; id < CUBBY_N_EMV_FIELDS; id++)
    append_field (text, fields, id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cubby_emv_write_root (const CubbyEmvFields *fields, const guint8 *order)
{
  g_autoptr (GString) text = g_string_new ("000201");
  append_field (text, fields, CUBBY_EMV_INITIATION);
  for (const guint8 *id = order; *id != 0; id++)
    append_field (text, fields, *id);
  g_string_append (text, CRC_START);
  g_string_append_printf (text, "%04X", cubby_emv_crc (text->str, text->len));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
