/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * cubby_qr_correct:
 * @block: data and then correction codewords, at most 255; corrected in place
 * @n_correction: codewords of correction, at most CUBBY_QR_CORRECTION_MAX
 * @erasures: indices in @block of codewords that are known to be unknown, each once
 * @n_erasures: at most @n_correction
 *
 * Corrects a block of the Reed-Solomon code of ISO/IEC 18004 (over GF(256) with
 * x^8+x^4+x^3+x^2+1, first root 1): all patterns of e errors beside s erasures with
 * 2e + s <= @n_correction.
 *
 * Returns: the number of errors beside the erasures; -1 where there is no such pattern, and
 *   @block is as it was
 */
gint cubby_qr_correct (guint8 *block, guint n_block, guint n_correction, const guint8 *erasures,
                       guint n_erasures);

G_END_DECLS
