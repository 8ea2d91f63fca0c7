/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-layout.h"

G_BEGIN_DECLS

/**
 * CubbyQrBlock:
 * @codewords: data, then correction; corrected by cubby_qr_block_correct()
 * @sure: of each codeword, how sure its least sure module is; 0 is unknown
 * @n_errors: (out): wrong codewords beside the erasures
 *
 * The codewords that are corrected together.
 */
typedef struct {
  guint8 codewords[CUBBY_QR_BLOCK_MAX];
  gint16 sure[CUBBY_QR_BLOCK_MAX];
  guint n;
  guint n_correction;
  guint n_guard;
  guint n_errors;
} CubbyQrBlock;

/* Returns: FALSE, and @self is as it was, where no correction can be believed. */
gboolean cubby_qr_block_correct (CubbyQrBlock *self);

G_END_DECLS
