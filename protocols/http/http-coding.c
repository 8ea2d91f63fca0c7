/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/http/http-coding.h"

#include <string.h>

#define MIN_LENGTH 1024
/* Most of the gain at a third of the time of the usual 6. */
#define LEVEL 3

/* The quality of "gzip;q=0.5", 0 to 1000. */
static int
get_quality (char **parts)
{
  for (guint i = 1; parts[i] != NULL; i++) {
    g_strstrip (parts[i]);
    if (g_ascii_strncasecmp (parts[i], "q=", 2) == 0)
      return (int)(CLAMP (g_ascii_strtod (parts[i] + 2, NULL), 0, 1) * 1000);
  }
  return 1000;
}

gboolean
cubby_http_accepts_gzip (const char *field)
{
  int named = -1;
  int star = -1;
  if (field == NULL)
    return FALSE;
  g_auto (GStrv) words = g_strsplit (field, ",", -1);
  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, ";", -1);
    if (parts[0] == NULL)
      continue;
    g_strstrip (parts[0]);
    if (g_ascii_strcasecmp (parts[0], "gzip") == 0 || g_ascii_strcasecmp (parts[0], "x-gzip") == 0)
      named = MAX (named, get_quality (parts));
    else if (g_str_equal (parts[0], "*"))
      star = get_quality (parts);
  }
  return named >= 0 ? named > 0 : star > 0;
}

gboolean
cubby_http_is_worth_gzip (const char *content_type, gsize length)
{
  static const char *const types[] = {"application/json", "text/plain"};
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (length >= MIN_LENGTH && g_str_has_prefix (content_type, types[i]))
      return TRUE;
  return FALSE;
}

GBytes *
cubby_http_gzip (const void *data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  g_autofree char *out = g_malloc (length);
  gsize n_read = 0;
  gsize n_written = 0;
  GConverterResult result = g_converter_convert (G_CONVERTER (compressor), data, length, out, length,
                                                 G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
  if (result != G_CONVERTER_FINISHED)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&out), n_written);
}
