/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-profile.h"

G_BEGIN_DECLS

#define CUBBY_LINEAR_EDGES_MAX 512

/**
 * CubbyLinearSignal:
 * @dark: each sample against the black and the white round it: about 1 in a wide bar, -1 on paper
 * @turns: by how much the curve must go back there before that is more than noise
 * @edges: where it turns from one to the other, in samples; alternately, so that every second is the
 * begin of a bar
 * @softness: sigma of the blur of most edges, in samples, about
 * @first_dark: whether the first edge is the begin of a bar
 * @seen: what of it lies in the picture
 *
 * One band, ready to be compared with bars as they should be.
 */
typedef struct {
  guint n;
  float dark[CUBBY_LINEAR_SAMPLES_MAX];
  float turns[CUBBY_LINEAR_SAMPLES_MAX];
  float sums[CUBBY_LINEAR_SAMPLES_MAX + 1]; /* of @dark before each sample */
  guint n_edges;
  float edges[CUBBY_LINEAR_EDGES_MAX];
  guint16
      extremes[CUBBY_LINEAR_EDGES_MAX + 1]; /* samples where the curve turns: before each edge, and at last */
  float sigmas[CUBBY_LINEAR_EDGES_MAX];     /* of the edges, ordered */
  float softness;
  gboolean first_dark;
  CubbyLinearSpan seen;
} CubbyLinearSignal;

/* @band: one that was sampled */
void cubby_linear_signal_set (CubbyLinearSignal *self, const CubbyLinearBands *bands, guint band);
/**
 * cubby_linear_signal_flatten:
 *
 * From each turn to the next @dark then goes all the way: what is left of the light is where the edges
 * are. For sharp codes over which light and shadow change more quickly than black and white can be known.
 */
void cubby_linear_signal_flatten (CubbyLinearSignal *self);
/* As if the code had been turned by 180 degrees. */
void cubby_linear_signal_turn (CubbyLinearSignal *self);
/* Returns: the mean of what lies between two places; beyond the ends there is paper. */
float cubby_linear_signal_mean (const CubbyLinearSignal *self, float from, float to);
/* Returns: whether edge @index is the begin of a bar. */
gboolean cubby_linear_signal_is_bar (const CubbyLinearSignal *self, guint index);

G_END_DECLS
