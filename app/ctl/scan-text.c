/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/scan-text.h"

#include <string.h>

static const struct {
  gunichar character;
  const char *escape;
} short_escapes[] = {{'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}, {'\\', "\\\\"}};

static void
append_escaped (GString *line, gunichar character)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_escapes); i++)
    if (short_escapes[i].character == character) {
      g_string_append (line, short_escapes[i].escape);
      return;
    }
  if (character < 0x20 || character == 0x7f)
    g_string_append_printf (line, "\\x%02x", character);
  else if (!g_unichar_isprint (character))
    g_string_append_printf (line, character > 0xffff ? "\\U%08x" : "\\u%04x", character);
  else
    g_string_append_unichar (line, character);
}

char *
cubby_scan_text_escape (const char *text, gsize length)
{
  GString *line = g_string_new (NULL);
  const char *end = text + length;
  for (const char *at = text; at < end;) {
    gunichar character = g_utf8_get_char_validated (at, end - at);
    if (character == 0 || character >= (gunichar)-2) {
      g_string_append_printf (line, "\\x%02x", (guint8)*at++);
      continue;
    }
    append_escaped (line, character);
    at = g_utf8_next_char (at);
  }
  return g_string_free (line, FALSE);
}

/* A name need not be UTF-8: bytes that are none are left as they are. */
static gboolean
has_controls (const char *path)
{
  while (*path != '\0') {
    gunichar character = g_utf8_get_char_validated (path, -1);
    if (character >= (gunichar)-2) {
      path++;
      continue;
    }
    GUnicodeType type = g_unichar_type (character);
    if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
        type == G_UNICODE_PARAGRAPH_SEPARATOR)
      return TRUE;
    path = g_utf8_next_char (path);
  }
  return FALSE;
}

char *
cubby_scan_text_escape_path (const char *path)
{
  return has_controls (path) ? cubby_scan_text_escape (path, strlen (path)) : g_strdup (path);
}

char *
cubby_scan_text_escape_json (const char *json)
{
  GString *line = g_string_new (NULL);
  for (; *json != '\0'; json = g_utf8_next_char (json)) {
    gunichar character = g_utf8_get_char (json);
    if (g_unichar_isprint (character))
      g_string_append_unichar (line, character);
    else if (character < 0x10000)
      g_string_append_printf (line, "\\u%04x", character);
    else
      g_string_append_printf (line, "\\u%04x\\u%04x", 0xd7c0 + (character >> 10),
                              0xdc00 + (character & 0x3ff)); /* RFC 8259, 7 */
  }
  return g_string_free (line, FALSE);
}
