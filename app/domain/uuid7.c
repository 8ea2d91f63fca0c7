/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/uuid7.h"

#include <string.h>

void
cubby_uuid7_format (gint64 time_ms, const guint8 random[CUBBY_UUID7_RANDOM],
                    char ret_text[CUBBY_UUID_LENGTH + 1])
{
  static const char hex[] = "0123456789abcdef";
  guint8 bytes[16];
  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8)(time_ms >> (40 - 8 * i));
  memcpy (bytes + 6, random, CUBBY_UUID7_RANDOM);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;

  char *out = ret_text;
  for (guint i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      *out++ = '-';
    *out++ = hex[bytes[i] >> 4];
    *out++ = hex[bytes[i] & 15];
  }
  *out = '\0';
}

gboolean
cubby_uuid_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != CUBBY_UUID_LENGTH)
    return FALSE;
  for (guint i = 0; i < CUBBY_UUID_LENGTH; i++) {
    gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  }
  return TRUE;
}
