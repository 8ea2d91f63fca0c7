/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Measurements of one thing, all in one unit. */
typedef struct _BenchSamples BenchSamples;

BenchSamples *bench_samples_new (void);
void bench_samples_free (BenchSamples *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSamples, bench_samples_free)

void bench_samples_add (BenchSamples *self, double value);
void bench_samples_join (BenchSamples *self, const BenchSamples *others);
guint bench_samples_get_count (const BenchSamples *self);
double bench_samples_get_sum (const BenchSamples *self);
/* @percent: 50 is the median, 100 the greatest. 0 when there are no samples. */
double bench_samples_get_percentile (BenchSamples *self, double percent);

/* Milliseconds that this thread has computed; waiting for others does not count. */
double bench_cpu_ms (void);
/* The same of all threads that a process has now; 0 when it is gone. */
double bench_process_cpu_ms (pid_t pid);
/* CLOCK_MONOTONIC in milliseconds. */
double bench_wall_ms (void);

/**
 * bench_measure_fsync_ms:
 * @directory: on the file system that is asked
 *
 * Returns: the median of what an fdatasync takes after 4 KiB were written over.
 */
double bench_measure_fsync_ms (const char *directory);
/* All of them. */
BenchSamples *bench_sample_fsyncs (const char *directory);

G_END_DECLS
