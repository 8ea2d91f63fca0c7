/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

/**
 * CubbyLinearEan:
 *
 * EAN-13, EAN-8 and UPC-A (ISO/IEC 15420) in a signal.
 */
typedef struct _CubbyLinearEan CubbyLinearEan;

CubbyLinearEan *cubby_linear_ean_new (void);
void cubby_linear_ean_free (CubbyLinearEan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLinearEan, cubby_linear_ean_free)

/**
 * cubby_linear_ean_read:
 * @symbologies: a set of CubbySymbology; a UPC-A is told as an EAN-13 where only that is asked for
 * @readings: (array length=n_max): what may be read from left to right, the best first
 *
 * Returns: how many
 */
guint cubby_linear_ean_read (CubbyLinearEan *self, const CubbyLinearSignal *signal, CubbyLinearEffort effort,
                             guint symbologies, CubbyLinearReading *readings, guint n_max);

/**
 * cubby_linear_ean_tell:
 * @match: scored
 *
 * Returns: whether the best patterns are a code with a right check digit; it is told in @reading
 */
gboolean cubby_linear_ean_tell (const CubbyLinearMatch *match, guint symbologies,
                                CubbyLinearReading *reading);

G_END_DECLS
