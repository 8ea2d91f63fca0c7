/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/bench/scan-tally.h"

G_BEGIN_DECLS

/* A line a class from 0 to 100 %, with a dot for each reader, as SVG in a page. */
typedef struct _BenchScanPlot BenchScanPlot;

BenchScanPlot *bench_scan_plot_new (void);
void bench_scan_plot_free (BenchScanPlot *self);

void bench_scan_plot_add (BenchScanPlot *self, const char *name, BenchTally *tallies);
/* Adds the plot to @page. */
void bench_scan_plot_end (BenchScanPlot *self, GString *page);

G_END_DECLS
