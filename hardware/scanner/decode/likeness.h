/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/prepare.h"

G_BEGIN_DECLS

/**
 * CubbyLikeness:
 *
 * Whether what was read in a place is held there still, be it too blurred to be read: what is near it, small,
 * against what it was. It says nothing of which code it is.
 */
typedef struct _CubbyLikeness CubbyLikeness;

CubbyLikeness *cubby_likeness_new (void);
void cubby_likeness_free (CubbyLikeness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLikeness, cubby_likeness_free)

/**
 * cubby_likeness_keep:
 * @small: (nullable): by cubby_measure_small(); %NULL forgets
 * @region: in pixels of the picture that it was made of
 */
void cubby_likeness_keep (CubbyLikeness *self, const CubbyFrame *small, const CubbyRegion *region);

/**
 * cubby_likeness_compare:
 * @small: (nullable): of the same size
 *
 * A hand moves a little: the best of all places that are near counts.
 *
 * Returns: correlation with what was kept, -1..1; 0 where there is nothing to compare, or nothing to tell it
 * by
 */
float cubby_likeness_compare (const CubbyLikeness *self, const CubbyFrame *small);

G_END_DECLS
