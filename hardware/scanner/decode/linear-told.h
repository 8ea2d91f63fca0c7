/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/linear-votes.h"

G_BEGIN_DECLS

/**
 * cubby_linear_votes_tell:
 * @bands: of the place
 * @codes: (element-type CubbyCode): what has votes enough is added, with corners; each text of a symbology
 *   once
 *
 * From votes to codes in the frame.
 */
void cubby_linear_votes_tell (const CubbyLinearVotes *self, const CubbyLinearBands *bands,
                              const CubbyFrame *frame, GPtrArray *codes);

/* Returns: whether @region lies between the bars of a code that was told. */
gboolean cubby_linear_codes_cover (GPtrArray *codes, const CubbyLinearRegion *region);

G_END_DECLS
