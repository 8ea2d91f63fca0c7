/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-fit.h"

G_BEGIN_DECLS

/* For codes that are not flat. A grid that lies well at its corners is bent until the rest fits. Each returns
 * the contrast (cubby_qr_fit_get_contrast()) that was reached. */

/* The four sides become arcs, and what is between them follows: bottles, sheets in a hand. */
double cubby_qr_bend_sides (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid);
/* Each part is moved by itself, as little as its neighbours allow: cloth, broken glass. */
double cubby_qr_bend_parts (const CubbyQrFit *fit, const CubbyQrField *field, CubbyQrGrid *grid);

G_END_DECLS
