/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/report.h"

#include <stdio.h>
#include <stdlib.h>

/* @against is NULL, or a text of the bench's own without quotes or backslashes, as all texts here are. */
static void
print_line (const char *bench, const char *name, double value, const char *unit, const char *ratio,
            const char *against)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.6g", value);
  printf ("{\"bench\":\"%s\",\"case\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"ratio\":%s,\"against\":", bench,
          name, number, unit, ratio);
  if (against != NULL)
    printf ("\"%s\"}\n", against);
  else
    printf ("null}\n");
  fflush (stdout);
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
  fprintf (stderr, "%s: %s\n", g_get_prgname () != NULL ? g_get_prgname () : "bench", text);
  exit (1);
}

void
bench_check (const GError *error, const char *what)
{
  if (error != NULL)
    bench_fail ("%s: %s", what, error->message);
}
