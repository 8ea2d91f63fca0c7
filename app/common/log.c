/* SPDX-License-Identifier: Apache-2.0 */
#include "app/common/log.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char *program_name;

static int
level_to_priority (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return 3;
  if (level & G_LOG_LEVEL_WARNING)
    return 4;
  if (level & G_LOG_LEVEL_MESSAGE)
    return 5;
  return level & G_LOG_LEVEL_INFO ? 6 : 7;
}

/* One write a line, so that lines of several threads never mix. */
static void
write_line (int priority, const char *text)
{
  const char *in_journal = g_getenv ("JOURNAL_STREAM");
  g_autofree char *line = in_journal != NULL ? g_strdup_printf ("<%d>%s\n", priority, text)
                                             : g_strdup_printf ("%s: %s\n", program_name, text);
  if (write (STDERR_FILENO, line, strlen (line)) < 0)
    return; /* nobody is left to be told */
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  if (level & G_LOG_LEVEL_DEBUG && g_log_writer_default_would_drop (level, NULL))
    return G_LOG_WRITER_HANDLED;
  const char *message = NULL;
  const char *domain = "";
  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, "MESSAGE"))
      message = fields[i].value;
    else if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;
  }
  g_autofree char *text = g_strdup_printf ("%s: %s", domain, message != NULL ? message : "");
  write_line (level_to_priority (level), text);
  return G_LOG_WRITER_HANDLED;
}

/* Messages hold names of shops and quotation marks: where the environment names no UTF-8, we do. */
static void
speak_utf8 (void)
{
  setlocale (LC_CTYPE, "");
  if (!g_get_charset (NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
}

void
cubby_log_init (const char *program)
{
  speak_utf8 ();
  g_free (program_name);
  program_name = g_strdup (program);
  g_log_set_writer_func (write_log, NULL, NULL);
}

void
cubby_log_event (const char *event, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, "event=%s monotonic_us=%" G_GINT64_FORMAT, event, g_get_monotonic_time ());
  va_list args;
  va_start (args, event);
  for (const char *key = va_arg (args, const char *); key != NULL; key = va_arg (args, const char *))
    g_string_append_printf (text, " %s=%s", key, va_arg (args, const char *));
  va_end (args);
  write_line (6, text->str);
}
