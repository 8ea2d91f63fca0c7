/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

/**
 * cubby_linear_widths_read:
 * @symbologies: a set of CubbySymbology
 * @readings: (array length=n_max): what is read from left to right
 *
 * EAN-13 and UPC-A (ISO/IEC 15420) by where the middles of the bars are and how much ink is in each:
 * neither changes when light or ink make all bars thinner or fatter by the same, which the guards tell. Needs
 * every bar to be seen; not for round packs.
 *
 * Returns: how many
 */
guint cubby_linear_widths_read (const CubbyLinearSignal *signal, guint symbologies,
                                CubbyLinearReading *readings, guint n_max);

G_END_DECLS
