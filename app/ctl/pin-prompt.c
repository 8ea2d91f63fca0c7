/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ctl/pin-prompt.h"

#include "app/common/hash.h"
#include "app/ctl/usage.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define LINE_SIZE 64

static char *
read_line (FILE *stream)
{
  char line[LINE_SIZE] = {0};
  if (fgets (line, sizeof line, stream) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  char *copy = g_strdup (line);
  cubby_secret_clear (line, sizeof line);
  return copy;
}

static char *
ask (FILE *terminal, const char *question)
{
  struct termios quiet, before;
  if (tcgetattr (fileno (terminal), &before) != 0)
    return NULL;
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr (fileno (terminal), TCSAFLUSH, &quiet);
  fputs (question, terminal);
  fflush (terminal);
  char *line = read_line (terminal);
  tcsetattr (fileno (terminal), TCSAFLUSH, &before);
  fputs ("\n", terminal);
  return line;
}

static void
clear_pin (char *pin)
{
  if (pin != NULL)
    cubby_secret_clear (pin, strlen (pin));
  g_free (pin);
}

static char *
ask_twice (void)
{
  FILE *terminal = fopen ("/dev/tty", "r+");
  if (terminal == NULL) {
    cubby_ctl_usage_error ("there is no terminal to ask for the PIN on; use --pin-stdin");
    return NULL;
  }
  char *first = ask (terminal, "PIN: ");
  char *second = first != NULL ? ask (terminal, "Again: ") : NULL;
  fclose (terminal);
  gboolean same = first != NULL && g_strcmp0 (first, second) == 0;
  clear_pin (second);
  if (same)
    return first;
  clear_pin (first);
  cubby_ctl_failed ("the two PINs are not the same");
  return NULL;
}

char *
cubby_ctl_read_pin (gboolean from_stdin)
{
  if (!from_stdin)
    return ask_twice ();
  char *pin = read_line (stdin);
  if (pin == NULL)
    cubby_ctl_usage_error ("--pin-stdin: there is no line on standard input");
  return pin;
}
