/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file with a line for each person and reader: class, seed, reader, the frame in which it read the code
 * (from 1 with the hand held still; 0: in none), frames in which it read what nobody showed; between tabs.
 * `cubby-frames -c CLASS -s SEED -f 8` draws what that person showed. */
typedef struct _BenchScanPeople BenchScanPeople;

BenchScanPeople *bench_scan_people_new (const char *path);
void bench_scan_people_free (BenchScanPeople *self);
void bench_scan_people_add (BenchScanPeople *self, const char *class, guint64 seed, const char *reader,
                            guint frame, guint n_wrong);

G_END_DECLS
