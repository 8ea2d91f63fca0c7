/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/base45.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

char *
cubby_base45_encode (gconstpointer data, gsize size)
{
  const guint8 *bytes = data;
  g_autoptr (GString) text = g_string_sized_new (size / 2 * 3 + 2);
  for (gsize i = 0; i < size; i += 2) {
    gboolean is_pair = i + 1 < size;
    guint value = is_pair ? bytes[i] * 256u + bytes[i + 1] : bytes[i];
    g_string_append_c (text, alphabet[value % 45]);
    g_string_append_c (text, alphabet[value / 45 % 45]);
    if (is_pair)
      g_string_append_c (text, alphabet[value / (45 * 45)]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: the value of a group of two or three characters, or G_MAXUINT when one is not of the alphabet. */
static guint
decode_group (const char *text, gsize length)
{
  guint value = 0;
  for (gsize i = length; i > 0; i--) {
    const char *found = text[i - 1] != '\0' ? strchr (alphabet, text[i - 1]) : NULL;
    if (found == NULL)
      return G_MAXUINT;
    value = value * 45 + (guint)(found - alphabet);
  }
  return value;
}

GBytes *
cubby_base45_decode (const char *text, gsize length)
{
  if (length % 3 == 1)
    return NULL;

  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (length / 3 * 2 + 1);
  for (gsize i = 0; i < length; i += 3) {
    gsize group = MIN (length - i, 3);
    guint value = decode_group (text + i, group);
    if (value > (group == 3 ? 0xffffu : 0xffu))
      return NULL;
    const guint8 pair[] = {value >> 8, value & 0xff};
    g_byte_array_append (bytes, group == 3 ? pair : pair + 1, group == 3 ? 2 : 1);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
