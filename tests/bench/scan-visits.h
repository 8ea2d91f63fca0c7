/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/scan-tally.h"
#include "tests/scanner/frames/visit.h"

G_BEGIN_DECLS

#define BENCH_SCAN_FRAMES 8 /* half a second at 15 a second */

/* Threads, each with a reader of every kind. */
typedef struct _BenchScan BenchScan;

/**
 * bench_scan_new:
 * @only: (nullable): names of the readers that look; NULL: all that are there
 * @behind: (nullable): a folder for the first frames of visits that another reader read and ours did not
 * @people: (nullable): a file with a line for each person and reader, see scan-people.h
 */
BenchScan *bench_scan_new (guint n_threads, char **only, const char *behind, const char *people);
void bench_scan_free (BenchScan *self);
/* Returns: why a reader is not there, or NULL. */
const char *bench_scan_get_missing (const BenchScan *self, guint reader);

/* Returns: (transfer full): what each reader did when @n_visits people came, one after the other. */
BenchTally *bench_scan_visits (BenchScan *self, const CubbyShotClass *class, guint64 seed, guint n_visits);

/**
 * bench_scan_empties:
 * @peers_every: the others see every so many-th of the @n_frames
 *
 * Returns: (transfer full): n_visits are the frames that a reader saw, n_wrong those in which it read
 * something.
 */
BenchTally *bench_scan_empties (BenchScan *self, guint64 seed, guint n_frames, guint peers_every);

G_END_DECLS
