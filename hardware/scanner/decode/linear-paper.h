/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-signal.h"

G_BEGIN_DECLS

/* Returns: paper before edge @index (after it, if @after), in samples. */
float cubby_linear_paper_at (const CubbyLinearSignal *signal, guint index, gboolean after);

/* Returns: the same, of what the picture shows: what is cut by its edge may go on beyond. */
float cubby_linear_paper_seen_at (const CubbyLinearSignal *signal, guint index, gboolean after);

/**
 * cubby_linear_is_end:
 * @reach: samples
 *
 * Whether bars end at edge @index: within @reach beyond it, all of which the picture shows, no bars follow.
 * So the middle of a longer code is told from a code that has too little paper beside it.
 */
gboolean cubby_linear_is_end (const CubbyLinearSignal *signal, guint index, gboolean after, float reach);

G_END_DECLS
