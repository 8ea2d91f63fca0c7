/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-fit.h"
#include "hardware/scanner/decode/qr-triple.h"

G_BEGIN_DECLS

#define CUBBY_QR_LAID_MAX 3

/**
 * CubbyQrLaid:
 * @contrast: cubby_qr_fit_get_contrast() of @grid
 * @known: cubby_qr_fit_get_known() of it, once it is refined
 *
 * A grid that was laid over three finder patterns.
 */
typedef struct {
  CubbyQrGrid grid;
  double contrast;
  double known;
} CubbyQrLaid;

/**
 * cubby_qr_lay:
 * @field: at about three pixels a module
 * @laid: (out): the likeliest first
 *
 * Lays grids of each likely dimension, flat and bent, over @triple.
 *
 * Returns: how many
 */
guint cubby_qr_lay (CubbyQrFits *fits, const CubbyQrField *field, const CubbyQrTriple *triple,
                    CubbyQrLaid laid[CUBBY_QR_LAID_MAX]);
/* Moves one of them until it fits: the corners without a finder pattern first, by the alignment pattern
 * there; after @until_us (cubby_budget_now()) it stays as it is then. */
void cubby_qr_lay_refine (CubbyQrFits *fits, const CubbyQrField *field, const CubbyQrTriple *triple,
                          CubbyQrLaid *laid, gint64 until_us);

/* Its fourth corner by the alignment pattern there, if that is seen. */
void cubby_qr_lay_align (const CubbyQrField *field, const CubbyQrTriple *triple, CubbyQrGrid *grid);

G_END_DECLS
