/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a journal of so many rows: make-journal FILE ROWS */
#include "tests/bench/journal-fill.h"
#include "tests/bench/report.h"

int
main (int argc, char **argv)
{
  gint64 rows;
  bench_begin ("make-journal");
  if (argc != 3 || !g_ascii_string_to_signed (argv[2], 10, 20000, 100000000, &rows, NULL))
    bench_fail ("usage: make-journal FILE ROWS (20000 or more)");
  bench_journal_fill (argv[1], rows, 4900);
  return 0;
}
