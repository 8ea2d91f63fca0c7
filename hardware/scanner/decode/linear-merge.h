/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-reading.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_LAYOUTS_MAX 4

/**
 * CubbyLinearLayout:
 * @turned: seen from right to left
 * @sure: modules of characters that are no doubt what they are taken for, in the band that showed it
 * @match: where the characters are; at last what all bands together say
 *
 * A code that may be there.
 */
typedef struct {
  gboolean turned;
  float sure;
  CubbyLinearMatch match;
  float weights[CUBBY_LINEAR_CELLS_MAX];
  float costs[CUBBY_LINEAR_CELLS_MAX][CUBBY_LINEAR_PATTERNS_MAX];
} CubbyLinearLayout;

/**
 * CubbyLinearMerge:
 * @layouts: (array length=n): the likeliest first
 *
 * What several bands say together of the layouts that single ones showed: lamps, creases and noise spoil
 * other characters in each.
 */
typedef struct {
  guint n;
  CubbyLinearLayout *layouts[CUBBY_LINEAR_LAYOUTS_MAX];
  CubbyLinearMatch band;
} CubbyLinearMerge;

void cubby_linear_merge_init (CubbyLinearMerge *self);
void cubby_linear_merge_clear (CubbyLinearMerge *self);
/* Forgets all layouts. */
void cubby_linear_merge_begin (CubbyLinearMerge *self);
/* Takes a layout, if it is one of the likeliest. */
void cubby_linear_merge_offer (CubbyLinearMerge *self, const CubbyLinearMatch *match, gboolean turned);
/* Adds what a band shows to the layouts that are seen this way round. */
void cubby_linear_merge_add (CubbyLinearMerge *self, const CubbyLinearSignal *signal, gboolean turned);
/* Puts together what was added to each layout, in its @match. */
void cubby_linear_merge_end (CubbyLinearMerge *self);

G_END_DECLS
