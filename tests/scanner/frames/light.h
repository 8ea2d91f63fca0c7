/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/dice.h"

G_BEGIN_DECLS

/* A part of the picture: linear light and how much of each pixel it covers. */
typedef struct {
  int x, y; /* of its first pixel in the frame */
  guint width, height;
  float *light; /* already times @cover */
  float *cover; /* NULL: all */
} CubbyLayer;

CubbyLayer *cubby_layer_new (int x, int y, guint width, guint height, gboolean with_cover);
void cubby_layer_free (CubbyLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyLayer, cubby_layer_free)

/**
 * cubby_layer_blur:
 * @disc: radius of what a point becomes out of focus, pixels
 * @line: length of what it becomes when it moves; @line_turn: its direction, degrees
 *
 * Point by point with the shape that both give together, and the softness of a lens in focus.
 */
void cubby_layer_blur (CubbyLayer *self, double disc, double line, double line_turn);
/* How many pixels a blur reaches. */
guint cubby_layer_reach (double disc, double line);

/* Lays @front over @self, which has no cover of its own. */
void cubby_layer_cover (CubbyLayer *self, const CubbyLayer *front);

G_END_DECLS
