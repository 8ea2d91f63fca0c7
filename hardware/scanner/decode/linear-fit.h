/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-match.h"

G_BEGIN_DECLS

/* Moves @bounds and changes @blur so that what is nearest comes nearer still. Returns: @mean. */
float cubby_linear_match_fit (CubbyLinearMatch *self, const CubbyLinearSignal *signal);

/* Takes the blur that explains best what is seen. */
void cubby_linear_match_fit_blur (CubbyLinearMatch *self);

/* Scores again with what is known by now: the light at each place, and what bars lie beside each cell.
 * Sets @certainties. */
void cubby_linear_match_settle (CubbyLinearMatch *self);

G_END_DECLS
