/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/bench/scan-people.h"

#include "tests/bench/report.h"

#include <errno.h>
#include <stdio.h>

struct _BenchScanPeople {
  FILE *file;
};

BenchScanPeople *
bench_scan_people_new (const char *path)
{
  BenchScanPeople *self = g_new0 (BenchScanPeople, 1);
  self->file = fopen (path, "w");
  if (self->file == NULL)
    bench_fail ("%s: %s", path, g_strerror (errno));
  return self;
}

void
bench_scan_people_free (BenchScanPeople *self)
{
  if (self == NULL)
    return;
  fclose (self->file);
  g_free (self);
}

/* Written at once: who stops a long run keeps what was measured. */
void
bench_scan_people_add (BenchScanPeople *self, const char *class, guint64 seed, const char *reader,
                       guint frame, guint n_wrong)
{
  fprintf (self->file, "%s\t%" G_GUINT64_FORMAT "\t%s\t%u\t%u\n", class, seed, reader, frame, n_wrong);
  fflush (self->file);
}
