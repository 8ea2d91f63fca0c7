/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"
#include "hardware/scanner/decode/qr-grid.h"
#include "hardware/scanner/decode/qr-layout.h"

G_BEGIN_DECLS

/* A module as dark as dark modules are here has this value. */
#define CUBBY_QR_SOFT_FULL 1024
#define CUBBY_QR_SOFT_MAX 2048

/**
 * CubbyQrModules:
 * @dimension: modules on a side
 * @soft: rows of @dimension values: > 0 is dark, < 0 light, up to CUBBY_QR_SOFT_MAX; 0 is unknown
 *
 * What was seen of the modules of a code.
 */
typedef struct {
  guint dimension;
  gint16 soft[CUBBY_QR_MODULES_MAX];
} CubbyQrModules;

/**
 * cubby_qr_modules_sample:
 * @out: (out): every module against the levels of black and white near it
 *
 * Returns: FALSE where the grid is of no QR code, lies outside of the frame, or where there is no contrast
 */
gboolean cubby_qr_modules_sample (const CubbyFrame *frame, const CubbyQrGrid *grid, CubbyQrModules *out);

/**
 * cubby_qr_modules_read:
 * @codes: (element-type CubbyCode): the code is added, if it has a text; its places are not set, for the
 *   modules do not know them
 *
 * Returns: whether all modules are known now, with a text or without (cubby_qr_codewords_read())
 */
gboolean cubby_qr_modules_read (const CubbyQrModules *self, GPtrArray *codes);

G_END_DECLS
