/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/linear-votes.h"

G_BEGIN_DECLS

/**
 * cubby_linear_strip_read:
 * @bands: laid over a place with bars
 * @symbologies: all but EAN-8 of them are looked for
 *
 * Gives a straightened and enlarged picture of the bars to zbar, in two halves of every other row each. What
 * both say alike, over most of the place, is added to @votes, to be accepted.
 */
void cubby_linear_strip_read (CubbyDecoder *decoder, const CubbyLinearBands *bands, const CubbyFrame *frame,
                              guint symbologies, CubbyLinearVotes *votes);

G_END_DECLS
