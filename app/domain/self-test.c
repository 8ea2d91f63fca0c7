/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/self-test.h"

#include <string.h>

#define FIRST_WORDS "self-test at "
#define DAY_MS (24LL * 60 * 60 * 1000)

static void
line_free (gpointer data)
{
  CubbySelfTestLine *line = data;
  g_free (line->what);
  g_free (line->sentence);
  g_free (line);
}

CubbySelfTest *
cubby_self_test_new (gint64 at_ms)
{
  CubbySelfTest *self = g_new0 (CubbySelfTest, 1);
  self->at_ms = at_ms;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
cubby_self_test_free (CubbySelfTest *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static void
take_line (CubbySelfTest *self, const char *what, gboolean good, char *sentence)
{
  CubbySelfTestLine *line = g_new0 (CubbySelfTestLine, 1);
  line->what = g_strdup (what);
  line->good = good;
  line->sentence = g_strdelimit (sentence, "\t\n\r", ' '); /* one line each, whatever an error says */
  g_ptr_array_add (self->lines, line);
}

void
cubby_self_test_add (CubbySelfTest *self, const char *what, gboolean good, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  take_line (self, what, good, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

guint
cubby_self_test_count_failed (const CubbySelfTest *self)
{
  guint n = 0;
  for (guint i = 0; i < self->lines->len; i++)
    n += !((const CubbySelfTestLine *)g_ptr_array_index (self->lines, i))->good;
  return n;
}

char *
cubby_self_test_format (const CubbySelfTest *self)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, FIRST_WORDS "%" G_GINT64_FORMAT "\n", self->at_ms);
  for (guint i = 0; i < self->lines->len; i++) {
    const CubbySelfTestLine *line = g_ptr_array_index (self->lines, i);
    g_string_append_printf (text, "%s\t%s\t%s\n", line->good ? "good" : "bad", line->what, line->sentence);
  }
  return g_string_free (text, FALSE);
}

static gboolean
parse_line (CubbySelfTest *self, const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text, "\t", -1);
  if (g_strv_length (fields) != 3 || (!g_str_equal (fields[0], "good") && !g_str_equal (fields[0], "bad")))
    return FALSE;
  take_line (self, fields[1], g_str_equal (fields[0], "good"), g_strdup (fields[2]));
  return TRUE;
}

CubbySelfTest *
cubby_self_test_parse (const char *text)
{
  gint64 at_ms;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);
  if (!g_utf8_validate (text, -1, NULL) || n_lines < 2 || lines[n_lines - 1][0] != '\0' ||
      !g_str_has_prefix (lines[0], FIRST_WORDS) ||
      !g_ascii_string_to_signed (lines[0] + strlen (FIRST_WORDS), 10, 1, G_MAXINT64, &at_ms, NULL))
    return NULL;
  g_autoptr (CubbySelfTest) self = cubby_self_test_new (at_ms);
  for (guint i = 1; i < n_lines - 1; i++)
    if (!parse_line (self, lines[i]))
      return NULL;
  return g_steal_pointer (&self);
}

gint64
cubby_self_test_get_next_ms (gint64 now_ms, guint minute, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  for (int days = 0; local != NULL && days <= 2; days++) {
    g_autoptr (GDateTime) day = g_date_time_add_days (local, days);
    g_autoptr (GDateTime) then =
        g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                         g_date_time_get_day_of_month (day), (int)minute / 60, (int)minute % 60, 0);
    gint64 then_ms = then != NULL ? g_date_time_to_unix (then) * 1000 : 0;
    if (then_ms > now_ms)
      return then_ms;
  }
  return now_ms + DAY_MS;
}
