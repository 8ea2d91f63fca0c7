/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-fit.h"
#include "hardware/scanner/decode/qr-triple.h"

G_BEGIN_DECLS

/* For codes that are not flat. A grid that lies well at its corners is bent until the rest fits. Each returns
 * the contrast (cubby_qr_fit_get_contrast()) that was reached; after @until_us (cubby_budget_now()) the grid
 * stays as it is then. */

/**
 * cubby_qr_bend_by_finders:
 * @grid: lies on the middles of the finder patterns of @triple
 *
 * Bends a flat grid so that it runs through the finder patterns in their directions.
 *
 * Returns: FALSE if they say that it is flat
 */
gboolean cubby_qr_bend_by_finders (const CubbyQrTriple *triple, CubbyQrGrid *grid);
/* The four sides become arcs, and what is between them follows: bottles, sheets in a hand. */
double cubby_qr_bend_sides (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid,
                            gint64 until_us);
/* Each part is moved by itself, as little as its neighbours allow: cloth, broken glass. */
double cubby_qr_bend_parts (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid,
                            gint64 until_us);

G_END_DECLS
