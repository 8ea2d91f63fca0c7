/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A part of the picture that changes by less than this, in gray levels, is as it was. */
#define CUBBY_SCAN_ATTENTION_CHANGE 6.0f
/* … or by less than so many times what most parts change by, which is the noise of a camera in the dark: a
 * part of it alone differs by 1.3 to 2.1 times as much, who comes in the dark by 3.7 and more. */
#define CUBBY_SCAN_ATTENTION_NOISE_TIMES 2.5f
/* However still the scene, it is looked at again after this, for a part of a round: what was not seen may be
 * seen now. */
#define CUBBY_SCAN_ATTENTION_REST_US ((gint64)2 * G_USEC_PER_SEC)
#define CUBBY_SCAN_ATTENTION_AGAIN_PART 3

/**
 * CubbyScanAttention:
 * @n_left: ways of looking that this scene has not had
 * @round: how many a scene has
 * @looked_us: when it was looked at last
 * @noise: what most parts of the picture change by while nothing happens, in gray levels
 *
 * Whether the next picture of a camera is worth looking at: a scene that stands still, in which
 * nothing is followed, has its round of all ways to look, and is then left in peace until it
 * changes. All zero: nothing was seen yet.
 */
typedef struct {
  guint n_left;
  guint round;
  gint64 looked_us;
  float noise;
} CubbyScanAttention;

/**
 * cubby_scan_attention_take:
 * @change: how much the part of the picture that changed most differs from the last one that was
 *   looked at, in gray levels
 * @common: how much the part in the middle of all parts does, by what they differ
 * @follows: a code was read lately, and its place is known
 * @round: ways of looking that a new scene deserves; another number than before begins anew
 * @now_us: monotonic
 *
 * Returns: whether to look
 */
gboolean cubby_scan_attention_take (CubbyScanAttention *self, float change, float common, gboolean follows,
                                    guint round, gint64 now_us);

/* Some ways of looking were had. */
void cubby_scan_attention_spend (CubbyScanAttention *self, guint n_ways);

G_END_DECLS
