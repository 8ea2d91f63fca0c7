/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/journal/journal-tidy.h"
#include "tests/journal/life.h"

G_BEGIN_DECLS

#define BENCH_DOORS 256

/* Returns: (transfer full): "A1" … "P16". */
GStrv bench_door_names (void);

/**
 * bench_journal_fill:
 * @rows: about so many, of the last 365 days
 * @after: so many of them after the newest snapshot
 *
 * Makes a journal of BENCH_DOORS doors by app/journal, thousands of rows a transaction.
 */
void bench_journal_fill (const char *path, gint64 rows, gint64 after);

G_END_DECLS
