/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-profile.h"
#include "hardware/scanner/decode/linear-turns.h"
#include "hardware/scanner/decode/linear-votes.h"

G_BEGIN_DECLS

/**
 * CubbyLinearPlace:
 *
 * Reads one place that may be bars after the other: in bands across it, in lines, in all of them together.
 */
typedef struct _CubbyLinearPlace CubbyLinearPlace;

CubbyLinearPlace *cubby_linear_place_new (void);
void cubby_linear_place_free (CubbyLinearPlace *self);

/* See cubby_linear_reader_expect(). */
void cubby_linear_place_expect (CubbyLinearPlace *self, CubbySymbology symbology, const char *text);

/**
 * cubby_linear_place_read:
 * @is_large: whether it is worth to look along slanted lines too
 * @until_us: cubby_budget_now() after which no further band is looked at
 *
 * Returns: (transfer none): what its bands say, until the next place
 */
const CubbyLinearVotes *cubby_linear_place_read (CubbyLinearPlace *self, const CubbyFrame *frame,
                                                 CubbyLinearRegion *region, gboolean is_large,
                                                 CubbyLinearWay way, guint symbologies, gint64 until_us);

/* Returns: (transfer none): as they lie over the place that was read last. */
const CubbyLinearBands *cubby_linear_place_get_bands (const CubbyLinearPlace *self);
/* Returns: how many bands were looked at, of all places so far. */
guint cubby_linear_place_get_n_bands (const CubbyLinearPlace *self);

G_END_DECLS
