/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/* A region is looked at in cells of a side of samples: a cell holds two modules of the smallest code, so that
 * dark and light are both in it. */
#define CUBBY_SAMPLES_CELLS 8
#define CUBBY_SAMPLES_LEVELS 256

/* From a pixel to one beside it. */
typedef enum {
  CUBBY_SLOPE_RIGHT,
  CUBBY_SLOPE_DOWN,
  CUBBY_SLOPE_RIGHT_DOWN,
  CUBBY_SLOPE_LEFT_DOWN,
  CUBBY_N_SLOPES
} CubbySlope;

/**
 * CubbySamples:
 * @gray: how many have each gray level
 * @slopes: how many differ by so much from the pixel beside them
 * @n: all of them; what lies outside of the picture is not one
 * @least: of each cell, the darkest; @most: the lightest; of those that were @seen
 *
 * About nine thousand places of a region, whatever its size.
 */
typedef struct {
  guint gray[CUBBY_SAMPLES_LEVELS];
  guint slopes[CUBBY_N_SLOPES][CUBBY_SAMPLES_LEVELS];
  guint n;
  guint8 least[CUBBY_SAMPLES_CELLS][CUBBY_SAMPLES_CELLS];
  guint8 most[CUBBY_SAMPLES_CELLS][CUBBY_SAMPLES_CELLS];
  gboolean seen[CUBBY_SAMPLES_CELLS][CUBBY_SAMPLES_CELLS];
  guint64 sum;
} CubbySamples;

/* @corners: (array fixed-size=4): a quadrilateral in pixels of @frame, clockwise; may reach out of it */
void cubby_samples_take (CubbySamples *self, const CubbyFrame *frame, const CubbyPoint corners[4]);

/* Returns: the level that @percent of @n do not exceed. */
guint cubby_samples_level (const guint histogram[CUBBY_SAMPLES_LEVELS], guint n, guint percent);

/* Returns: the place in a quadrilateral; @u is 0..1 from its first corner to its second, @v from there down.
 */
CubbyPoint cubby_samples_point (const CubbyPoint corners[4], float u, float v);

G_END_DECLS
