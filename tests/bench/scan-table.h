/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/scan-tally.h"

G_BEGIN_DECLS

/* The figures as a person reads them: a line a class on standard error as soon as it is measured, and a page.
 */
typedef struct _BenchScanTable BenchScanTable;

BenchScanTable *bench_scan_table_new (void);
void bench_scan_table_free (BenchScanTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchScanTable, bench_scan_table_free)

void bench_scan_table_add (BenchScanTable *self, const char *name, const char *summary, BenchTally *tallies);
/* The same of all classes together. */
void bench_scan_table_add_all (BenchScanTable *self, BenchTally *tallies);
void bench_scan_table_add_empties (BenchScanTable *self, BenchTally *tallies);
/* @path: (nullable): where the page goes. */
void bench_scan_table_end (BenchScanTable *self, const char *path);

G_END_DECLS
