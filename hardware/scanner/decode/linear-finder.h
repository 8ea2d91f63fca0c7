/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/* More places of one picture are not looked at. */
#define CUBBY_LINEAR_REGIONS_MAX 16

/**
 * CubbyLinearRegion:
 * @x: the centre in pixels of the frame
 * @along_x: with @along_y the unit vector across the bars; which of the two ways is not known
 * @length: from the first bar to the last, about
 * @height: of the bars, about
 * @skew: tangent by which the place goes down across the bars, if it is seen at a slant
 * @weight: how much there is of it; for the order
 * @is_laid: how its bars run was looked at more exactly
 * @slant: by how many samples they run aside from one band to the next (cubby_linear_bands_lay())
 *
 * A place whose edges all run one way.
 */
typedef struct {
  float x;
  float y;
  float along_x;
  float along_y;
  float length;
  float height;
  float skew;
  float weight;
  gboolean is_laid;
  float slant;
} CubbyLinearRegion;

/**
 * cubby_linear_find:
 * @frame: of any size
 * @regions: (array length=n_max): the places, the best first
 *
 * Looks for places where the gradient has one direction (structure tensor of blocks) in
 * the picture and three halvings of it, each for bars of its own width; first for those that have as many
 * edges up as down. Turned codes are found as well as level ones.
 *
 * Returns: how many
 */
guint cubby_linear_find (const CubbyFrame *frame, CubbyLinearRegion *regions, guint n_max);

/**
 * cubby_linear_find_close:
 *
 * The same for codes of which many stand close together, as on a sheet of labels: in the picture itself only,
 * with nothing left out between two blocks of one place.
 */
guint cubby_linear_find_close (const CubbyFrame *frame, CubbyLinearRegion *regions, guint n_max);

G_END_DECLS
