/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-finder.h"

G_BEGIN_DECLS

/**
 * cubby_linear_regions_join:
 * @regions: (array length=n_max): @n are there; those of them that may be parts of one code are followed by
 * both together
 *
 * A lamp, a crease or a low code that lies aslant over the blocks comes as several places on one line.
 *
 * Returns: how many there are then
 */
guint cubby_linear_regions_join (CubbyLinearRegion *regions, guint n, guint n_max);

G_END_DECLS
