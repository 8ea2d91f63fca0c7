/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * CubbyGlance:
 *
 * How much a picture of a camera differs from the last one that was kept, at a price that every
 * picture can bear. For one thread.
 */
typedef struct _CubbyGlance CubbyGlance;

CubbyGlance *cubby_glance_new (void);
void cubby_glance_free (CubbyGlance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyGlance, cubby_glance_free)

/**
 * cubby_glance_compare:
 *
 * @ret_common: (out): the same of the part in the middle of all, by how much they differ: of noise, and not
 * of what comes into the picture
 *
 * Compares an eighth of the size, in parts of 64 pixels a side. A part that became brighter or
 * darker as a whole, as under a lamp that flickers, has not changed.
 *
 * Returns: mean difference of the part that differs most, in gray levels; 255 without a picture
 *   of that size to compare with
 */
float cubby_glance_compare (CubbyGlance *self, const CubbyFrame *frame, float *ret_common);

/* Returns: (transfer none) (nullable): the picture that was compared last, an eighth of its size. */
const CubbyFrame *cubby_glance_get_small (const CubbyGlance *self);
/* The picture that was compared last is what the next ones are compared with. */
void cubby_glance_keep (CubbyGlance *self);

G_END_DECLS
