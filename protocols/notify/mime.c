/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/notify/mime.h"

#include <string.h>

/* 75 less "=?UTF-8?B??=" leaves 63 characters: 60 of base64 are 45 bytes. */
#define WORD_BYTES 45
#define LINE_CHARS 76

static gboolean
is_plain (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar)*c < 0x20 || (guchar)*c > 0x7e)
      return FALSE;
  return strstr (text, "=?") == NULL;
}

char *
cubby_mime_encode_header (const char *text)
{
  if (is_plain (text))
    return g_strdup (text);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *encoded = g_string_new (NULL);
  for (const char *c = valid; *c != '\0';) {
    const char *end = c;
    while (*end != '\0' && g_utf8_next_char (end) - c <= WORD_BYTES)
      end = g_utf8_next_char (end);
    g_autofree char *word = g_base64_encode ((const guchar *)c, end - c);
    g_string_append_printf (encoded, "%s=?UTF-8?B?%s?=", encoded->len > 0 ? "\r\n " : "", word);
    c = end;
  }
  return g_string_free (encoded, FALSE);
}

char *
cubby_mime_get_address (const char *mailbox)
{
  const char *open = strrchr (mailbox, '<');
  const char *close = open != NULL ? strchr (open, '>') : NULL;
  return close != NULL ? g_strndup (open + 1, close - open - 1) : g_strdup (mailbox);
}

char *
cubby_mime_encode_mailbox (const char *mailbox)
{
  const char *open = strrchr (mailbox, '<');
  if (open == NULL || open == mailbox)
    return g_strdup (mailbox);
  g_autofree char *name = g_strndup (mailbox, open - mailbox);
  g_strstrip (name);
  g_autofree char *encoded = cubby_mime_encode_header (name);
  return g_strdup_printf ("%s %s", encoded, open);
}

char *
cubby_mime_quoted_printable (const char *text)
{
  static const char hex[] = "0123456789ABCDEF";
  GString *out = g_string_new (NULL);
  gsize line = 0;
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '\n') {
      g_string_append (out, "\r\n");
      line = 0;
      continue;
    }
    gboolean at_end = c[1] == '\n' || c[1] == '\0';
    gboolean space = *c == ' ' || *c == '\t';
    gboolean literal = (*c > 32 && *c < 127 && *c != '=') || (space && !at_end);
    gboolean dot = *c == '.' && line == 0; /* never a lone dot on a line */
    gsize width = literal && !dot ? 1 : 3;
    if (line + width > LINE_CHARS - 1) {
      g_string_append (out, "=\r\n");
      line = 0;
    }
    if (width == 1)
      g_string_append_c (out, *c);
    else
      g_string_append_printf (out, "=%c%c", hex[(guchar)*c >> 4], hex[(guchar)*c & 15]);
    line += width;
  }
  return g_string_free (out, FALSE);
}

char *
cubby_mime_base64 (const guint8 *data, gsize size)
{
  GString *out = g_string_new (NULL);
  for (gsize at = 0; at < size; at += 57) {
    g_autofree char *line = g_base64_encode (data + at, MIN (size - at, 57));
    g_string_append_printf (out, "%s\r\n", line);
  }
  return g_string_free (out, FALSE);
}

/* Not strftime: names of days must not follow the locale. */
char *
cubby_mime_format_date (gint64 time)
{
  static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  return g_strdup_printf ("%s, %d %s %d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1],
                          g_date_time_get_year (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}
