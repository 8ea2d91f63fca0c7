/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-field.h"
#include "hardware/scanner/decode/qr-grid.h"

G_BEGIN_DECLS

/**
 * CubbyQrFit:
 *
 * Says how well a grid lies on the modules of a picture. For the codes of one dimension.
 */
typedef struct _CubbyQrFit CubbyQrFit;

CubbyQrFit *cubby_qr_fit_new (guint dimension);
void cubby_qr_fit_free (CubbyQrFit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrFit, cubby_qr_fit_free)

/* One of each dimension, made when it is asked for. */
typedef struct _CubbyQrFits CubbyQrFits;

CubbyQrFits *cubby_qr_fits_new (void);
void cubby_qr_fits_free (CubbyQrFits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyQrFits, cubby_qr_fits_free)
/* Returns: (transfer none): */
const CubbyQrFit *cubby_qr_fits_get (CubbyQrFits *self, guint dimension);

/* Returns: the contrast of the modules in gray levels: known ones of the right kind, others of either. */
double cubby_qr_fit_get_contrast (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid);
/* Returns: the share, 0.5 being chance, of the known modules that are what they should be; a quarter of them
 * in the finder patterns. What is beyond the picture is not what it should be. */
double cubby_qr_fit_get_known (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid);

/**
 * cubby_qr_fit_get_near:
 * @x: modules; the middle of a square
 * @radius: modules; half of its side
 *
 * Returns: the contrast as above, of the modules in the square only.
 */
double cubby_qr_fit_get_near (const CubbyQrFit *self, const CubbyQrField *field, const CubbyQrGrid *grid,
                              double x, double y, double radius);

G_END_DECLS
