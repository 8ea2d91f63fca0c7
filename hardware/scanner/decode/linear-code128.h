/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

/**
 * CubbyLinearCode128:
 *
 * Code 128, sets A, B and C (ISO/IEC 15417), in a signal.
 */
typedef struct _CubbyLinearCode128 CubbyLinearCode128;

CubbyLinearCode128 *cubby_linear_code128_new (void);
void cubby_linear_code128_free (CubbyLinearCode128 *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLinearCode128, cubby_linear_code128_free)

/**
 * cubby_linear_code128_read:
 * @readings: (array length=n_max): what may be read from left to right
 *
 * Returns: how many
 */
guint cubby_linear_code128_read (CubbyLinearCode128 *self, const CubbyLinearSignal *signal,
                                 CubbyLinearEffort effort, CubbyLinearReading *readings, guint n_max);

/**
 * cubby_linear_code128_tell:
 * @match: scored
 *
 * Returns: whether the best patterns are a code with a right check character; it is told in @reading. The
 * FNC1 that begins a GS1-128 is left out, a later one is the separator 0x1d, as zbar has it. Characters
 * that configure a reader (FNC3), join codes (FNC2) or leave ASCII (FNC4) are refused.
 */
gboolean cubby_linear_code128_tell (const CubbyLinearMatch *match, CubbyLinearReading *reading);

G_END_DECLS
