/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static FILE *lines;

void
bench_begin (const char *bench)
{
  g_autofree char *name = g_strconcat ("bench-", bench, NULL);
  g_set_prgname (name);
  int fd = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  lines = fd >= 0 ? fdopen (fd, "w") : NULL;
  if (lines == NULL || dup2 (STDERR_FILENO, STDOUT_FILENO) < 0)
    bench_fail ("standard output and standard error must both be open");
}

/* @against is NULL, or a text of the bench's own without quotes or backslashes, as all texts here are. */
static void
print_line (const char *bench, const char *name, double value, const char *unit, const char *ratio,
            const char *against)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.6g", value);
  fprintf (lines,
           "{\"bench\":\"%s\",\"case\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"ratio\":%s,\"against\":", bench,
           name, number, unit, ratio);
  if (against != NULL)
    fprintf (lines, "\"%s\"}\n", against);
  else
    fprintf (lines, "null}\n");
  fflush (lines);
}

void
bench_report (const char *bench, const char *name, double value, const char *unit)
{
  print_line (bench, name, value, unit, "null", NULL);
}

void
bench_report_against (const char *bench, const char *name, double value, const char *unit, double peer,
                      const char *against)
{
  char ratio[G_ASCII_DTOSTR_BUF_SIZE];
  if (peer > 0)
    g_ascii_formatd (ratio, sizeof ratio, "%.4g", value / peer);
  print_line (bench, name, value, unit, peer > 0 ? ratio : "null", against);
}

void
bench_progress (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "   %s\n", text);
}

void
bench_fail (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "%s: %s\n", g_get_prgname (), text);
  exit (1);
}

void
bench_check (const GError *error, const char *what)
{
  if (error != NULL)
    bench_fail ("%s: %s", what, error->message);
}
