/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of the picture that changes by less than this, in gray levels, is as it was. */
#define CUBBY_SCAN_ATTENTION_CHANGE 6.0f
/* However still the scene, it is looked at again after this: what was not seen may be seen now. */
#define CUBBY_SCAN_ATTENTION_REST_US ((gint64)2 * G_USEC_PER_SEC)

/**
 * CubbyScanAttention:
 * @n_left: ways of looking that this scene has not had
 * @round: how many a scene has
 * @looked_us: when it was looked at last
 *
 * Whether the next picture of a camera is worth looking at: a scene that stands still, in which
 * nothing is followed, has its round of all ways to look, and is then left in peace until it
 * changes. All zero: nothing was seen yet.
 */
typedef struct {
  guint n_left;
  guint round;
  gint64 looked_us;
} CubbyScanAttention;

/**
 * cubby_scan_attention_take:
 * @change: how much the part of the picture that changed most differs from the last one that was
 *   looked at, in gray levels
 * @follows: a code was read lately, and its place is known
 * @round: ways of looking that a new scene deserves; another number than before begins anew
 * @now_us: monotonic
 *
 * Returns: whether to look
 */
gboolean cubby_scan_attention_take (CubbyScanAttention *self, float change, gboolean follows, guint round,
                                    gint64 now_us);

/* Some ways of looking were had. */
void cubby_scan_attention_spend (CubbyScanAttention *self, guint n_ways);

G_END_DECLS
