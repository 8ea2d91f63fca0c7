/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/board-ask.h"

#include <stdio.h>
#include <stdlib.h>

G_GNUC_PRINTF (1, 0)
static char *
ask (const char *format, va_list arguments)
{
  char *line = NULL;
  size_t size = 0;
  g_autofree char *question = g_strdup_vprintf (format, arguments);
  g_printerr ("%s ", question);
  char *answer = getline (&line, &size, stdin) >= 0 ? g_strdup (g_strstrip (line)) : NULL;
  free (line);
  return answer;
}

char *
cubby_board_ask (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  char *answer = ask (format, arguments);
  va_end (arguments);
  return answer;
}

gboolean
cubby_board_confirm (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *answer = ask (format, arguments);
  va_end (arguments);
  return g_strcmp0 (answer, "yes") == 0;
}
