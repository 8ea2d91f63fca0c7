/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/turn.h"

G_BEGIN_DECLS

/**
 * cubby_follow:
 * @ids: of the codes that are followed, by cubby_tracks_begin()
 *
 * Looks where codes were read lately, in the cheapest way that is left of those that read them.
 *
 * Returns: whether all of them are there still
 */
gboolean cubby_follow (CubbyTurn *turn, const guint *ids, guint n_ids);

/**
 * cubby_follow_lightly:
 * @id: of a code that is followed
 * @most_us: about what it may take
 *
 * The same of one code, in a picture that is not worth more: that it is not read says nothing.
 */
void cubby_follow_lightly (CubbyTurn *turn, guint id, gint64 most_us);

G_END_DECLS
