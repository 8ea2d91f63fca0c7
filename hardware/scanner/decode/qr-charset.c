/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-charset.h"

#include "app/domain/scan-charset.h"

typedef struct {
  guint eci;
  guint16 upper[128];
} SingleByte;

#include "qr-charsets.h"

#define SHIFT_JIS_ROW 188
#define ECI_LATIN_1 3
#define ECI_WINDOWS_1252 23
#define ECI_UTF_16 25
#define ECI_ASCII 27

gunichar
cubby_qr_charset_get_shift_jis (guint first, guint second)
{
  gboolean lower = first >= 0x81 && first <= 0x9F;
  if ((!lower && (first < 0xE0 || first > 0xFC)) || second < 0x40 || second == 0x7F || second > 0xFC)
    return 0;
  guint row = lower ? first - 0x81 : first - 0xE0 + 31;
  return shift_jis[row * SHIFT_JIS_ROW + second - (second < 0x7F ? 0x40 : 0x41)];
}

static gboolean
append_shift_jis (GString *text, G_GNUC_UNUSED guint eci, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    gunichar character = bytes[i];
    if (bytes[i] >= 0xA1 && bytes[i] <= 0xDF) /* JIS X 0201: katakana of half width */
      character = 0xFF61 + (gunichar)bytes[i] - 0xA1;
    else if (bytes[i] >= 0x80) {
      character = i + 1 < length ? cubby_qr_charset_get_shift_jis (bytes[i], bytes[i + 1]) : 0;
      if (character == 0)
        return FALSE;
      i++;
    }
    g_string_append_unichar (text, character);
  }
  return TRUE;
}

static gboolean
append_single_byte (GString *text, guint eci, const guint8 *bytes, gsize length)
{
  const SingleByte *set = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (single_byte); i++)
    if (single_byte[i].eci == eci)
      set = &single_byte[i];
  if (set == NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    gunichar character = bytes[i] < 0x80 ? bytes[i] : set->upper[bytes[i] - 0x80];
    if (character == 0 && bytes[i] != 0)
      return FALSE;
    g_string_append_unichar (text, character);
  }
  return TRUE;
}

static gboolean
append_utf_8 (GString *text, G_GNUC_UNUSED guint eci, const guint8 *bytes, gsize length)
{
  if (!cubby_scan_is_utf8 (bytes, length))
    return FALSE;
  gboolean marked = length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;
  gsize skip = marked ? 3 : 0;
  g_string_append_len (text, (const char *)bytes + skip, (gssize)(length - skip));
  return TRUE;
}

static gboolean
append_utf_16 (GString *text, G_GNUC_UNUSED guint eci, const guint8 *bytes, gsize length)
{
  if (length % 2 != 0)
    return FALSE;
  for (gsize i = 0; i < length; i += 2) {
    gunichar unit = (gunichar)bytes[i] << 8 | bytes[i + 1];
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < length) {
      gunichar low = (gunichar)bytes[i + 2] << 8 | bytes[i + 3];
      if (low < 0xDC00 || low > 0xDFFF)
        return FALSE;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    if (!g_unichar_validate (unit))
      return FALSE;
    g_string_append_unichar (text, unit);
  }
  return TRUE;
}

static gboolean
append_ascii (GString *text, G_GNUC_UNUSED guint eci, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] >= 0x80)
      return FALSE;
  g_string_append_len (text, (const char *)bytes, (gssize)length);
  return TRUE;
}

static gboolean
append_unknown (GString *text, G_GNUC_UNUSED guint eci, const guint8 *bytes, gsize length)
{
  gsize before = text->len;
  if (append_utf_8 (text, CUBBY_QR_ECI_UTF_8, bytes, length))
    return TRUE;
  if (cubby_scan_guess_charset (bytes, length) == CUBBY_SCAN_CHARSET_SHIFT_JIS &&
      append_shift_jis (text, CUBBY_QR_ECI_SHIFT_JIS, bytes, length))
    return TRUE;
  g_string_truncate (text, before);
  if (append_single_byte (text, ECI_WINDOWS_1252, bytes, length))
    return TRUE;
  g_string_truncate (text, before);
  return append_single_byte (text, ECI_LATIN_1, bytes, length);
}

gboolean
cubby_qr_charset_append (GString *text, guint eci, const guint8 *bytes, gsize length)
{
  static const struct {
    guint eci;
    gboolean (*append) (GString *text, guint eci, const guint8 *bytes, gsize length);
  } sets[] = {
      {CUBBY_QR_ECI_NONE, append_unknown}, {CUBBY_QR_ECI_SHIFT_JIS, append_shift_jis},
      {CUBBY_QR_ECI_UTF_8, append_utf_8},  {ECI_UTF_16, append_utf_16},
      {ECI_ASCII, append_ascii},
  };
  gsize before = text->len;
  /* 0 and 1 are what 2 and 3 were called before they were registered. */
  guint known = eci < 2 ? eci + 2 : eci;
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++) {
    if (sets[i].eci != known)
      continue;
    if (sets[i].append (text, known, bytes, length))
      return TRUE;
    g_string_truncate (text, before);
    return FALSE;
  }
  if (append_single_byte (text, known, bytes, length))
    return TRUE;
  g_string_truncate (text, before);
  return FALSE;
}
