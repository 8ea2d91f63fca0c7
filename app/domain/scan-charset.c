/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-charset.h"

/* As many half-width kana in a row are a word; in ISO 8859-1 they are accented capitals and signs. */
#define KANA_MIN 3

static gboolean
is_kana (guint8 byte)
{
  return byte >= 0xa1 && byte <= 0xdf;
}

/* The first byte of a pair that is a C1 control character in ISO 8859-1. */
static gboolean
is_low_lead (guint8 byte)
{
  return byte >= 0x81 && byte <= 0x9f;
}

static gboolean
is_high_lead (guint8 byte)
{
  return byte >= 0xe0 && byte <= 0xfc;
}

static gboolean
is_trail (guint8 byte)
{
  return byte >= 0x40 && byte <= 0xfc && byte != 0x7f;
}

/* JIS X 0208:1997 appendix 1, and the extensions beyond 0xef that phones use. */
static gboolean
is_shift_jis (const guint8 *bytes, gsize length)
{
  gboolean low_seen = FALSE;
  guint n_kana = 0, n_kana_most = 0;
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] >= 0x80 && !is_kana (bytes[i])) {
      gboolean low = is_low_lead (bytes[i]);
      if (!(low || is_high_lead (bytes[i])) || i + 1 == length || !is_trail (bytes[i + 1]))
        return FALSE;
      low_seen = low_seen || low;
      n_kana = 0;
      i++;
      continue;
    }
    n_kana = is_kana (bytes[i]) ? n_kana + 1 : 0;
    n_kana_most = MAX (n_kana_most, n_kana);
  }
  return low_seen || n_kana_most >= KANA_MIN;
}

/* g_utf8_validate_len() refuses zeros, which say nothing about the charset. */
gboolean
cubby_scan_is_utf8 (const guint8 *bytes, gsize length)
{
  const char *at = (const char *)bytes, *end = NULL;
  while (!g_utf8_validate_len (at, length, &end)) {
    if (*end != '\0')
      return FALSE;
    length -= (gsize)(end + 1 - at);
    at = end + 1;
  }
  return TRUE;
}

CubbyScanCharset
cubby_scan_guess_charset (const guint8 *bytes, gsize length)
{
  if (cubby_scan_is_utf8 (bytes, length))
    return CUBBY_SCAN_CHARSET_UTF8;
  return is_shift_jis (bytes, length) ? CUBBY_SCAN_CHARSET_SHIFT_JIS : CUBBY_SCAN_CHARSET_LATIN1;
}
