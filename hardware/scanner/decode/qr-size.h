/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-triple.h"

G_BEGIN_DECLS

#define CUBBY_QR_SIZES_MAX 6

/**
 * cubby_qr_size_list:
 * @dimensions: (out): the modules on a side that the code of @triple may have, the likeliest first
 *
 * What the version information says, then what the timing patterns count, then what the distances are nearest
 * to.
 *
 * Returns: how many
 */
guint cubby_qr_size_list (const CubbyQrTriple *triple, const CubbyQrField *field,
                          guint dimensions[CUBBY_QR_SIZES_MAX]);

/**
 * cubby_qr_size_count_timing:
 *
 * Follows the timing pattern between the corner and another finder pattern.
 *
 * Returns: the dimension that it counts, or 0 where it is not to be seen.
 */
guint cubby_qr_size_count_timing (const CubbyQrTriple *triple, const CubbyQrField *field, gboolean to_right);

G_END_DECLS
