/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/visit.h"

G_BEGIN_DECLS

/**
 * bench_scan_write_behind:
 * @name: of the visit
 * @index: of the frame that @peer read
 *
 * Writes the frame into @folder as a PGM file, and a line a code into its truth.tsv: file, who read it,
 * pixels a module, the four corners, the text.
 */
void bench_scan_write_behind (const char *folder, const char *name, const CubbyVisit *visit, guint index,
                              const char *peer);

G_END_DECLS
