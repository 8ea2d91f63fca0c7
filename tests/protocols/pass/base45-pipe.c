/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lets a test in another language ask for our Base45: a line "encode HEX" is answered with the text, a line
 * "decode HEX-OF-THE-TEXT" with the bytes in hex, or with "-" when it is rejected.
 */
#include "app/common/hash.h"
#include "protocols/pass/base45.h"

#include <stdio.h>
#include <string.h>

static char *
answer (const char *verb, const guint8 *data, gsize size)
{
  if (strcmp (verb, "encode") == 0)
    return cubby_base45_encode (data, size);
  g_autoptr (GBytes) bytes = cubby_base45_decode ((const char *)data, size);
  if (bytes == NULL)
    return g_strdup ("-");
  return cubby_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

int
main (void)
{
  char line[4096];
  while (fgets (line, sizeof line, stdin) != NULL) {
    g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", 2);
    const char *hex = words[0] != NULL && words[1] != NULL ? words[1] : "";
    gsize size = strlen (hex) / 2;
    g_autofree guint8 *data = g_malloc (size + 1);
    if (!cubby_hex_decode (hex, data, size))
      return 1;
    g_autofree char *text = answer (words[0], data, size);
    puts (text);
  }
  return 0;
}
