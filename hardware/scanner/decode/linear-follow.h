/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-match.h"

G_BEGIN_DECLS

/**
 * cubby_linear_match_follow:
 * @from: where the code begins; @to: where it ends, in samples
 * @module_from: samples of a module at its begin; @module_to: at its end
 *
 * Places the cells by the edges with which they begin: from both ends, each as wide as the last was, to the
 * middle. What is seen at a slant or round is followed as well; some edges may be missing.
 *
 * Returns: whether both ways meet
 */
gboolean cubby_linear_match_follow (CubbyLinearMatch *self, const CubbyLinearSignal *signal, float from,
                                    float to, float module_from, float module_to);

/**
 * cubby_linear_match_snap:
 *
 * Moves @bounds, which are from another band, to the edges of this one.
 */
void cubby_linear_match_snap (CubbyLinearMatch *self, const CubbyLinearSignal *signal);

G_END_DECLS
