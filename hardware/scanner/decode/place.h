/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * CubbyPlace:
 *
 * What the camera sees with nobody there, learnt from its small pictures (cubby_measure_small()), and how the
 * picture of now differs from it. For one thread.
 */
typedef struct _CubbyPlace CubbyPlace;

CubbyPlace *cubby_place_new (void);
void cubby_place_free (CubbyPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyPlace, cubby_place_free)

/**
 * cubby_place_compare:
 * @small: the first one, and the first of another size, is what the place looks like
 *
 * What follows is about this picture until the next is compared. A light that goes on, or a camera that
 * changes its exposure, is no difference.
 */
void cubby_place_compare (CubbyPlace *self, const CubbyFrame *small);

/**
 * cubby_place_mark_bright:
 * @mask: (out): a byte a pixel: 1 where it is brighter than the place, and not much less bright than the
 *   brightest of what is: a hand beside a screen is not marked
 *
 * Returns: how many are marked
 */
guint cubby_place_mark_bright (const CubbyPlace *self, const CubbyFrame *small, guint8 *mask);
/* The same where it is darker than the place, and dark. */
guint cubby_place_mark_dark (const CubbyPlace *self, const CubbyFrame *small, guint8 *mask);
/* The same where it is either: what is before a window is brighter than its frame and darker than its glass.
 */
guint cubby_place_mark_other (const CubbyPlace *self, guint8 *mask);

/* Returns: the share of what differs of these pixels, 0..1; @right and @bottom are behind the last and may
 * lie outside, as may all. */
float cubby_place_get_change (const CubbyPlace *self, guint left, guint top, guint right, guint bottom);

/* @since_us: after the picture before. What differs is learnt slowly: it may be held up. */
void cubby_place_learn (CubbyPlace *self, const CubbyFrame *small, gint64 since_us);

G_END_DECLS
