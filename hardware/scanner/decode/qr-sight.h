/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-finder.h"

G_BEGIN_DECLS

#define CUBBY_QR_DISTANCE_MIN 11.0
#define CUBBY_QR_DISTANCE_MAX 190.0 /* modules */

/**
 * CubbyQrSight:
 * @is_beside: on an axis of it; one that is round has axes everywhere
 * @axis: 0: along a, 1: along b
 * @sign: 1 where that axis points, -1 behind it
 * @u: where, in modules of the one that it is seen from
 * @distance: the same along the axis
 * @off: how far off the axis, as a part of @distance
 *
 * One finder pattern seen from another.
 */
typedef struct {
  gboolean is_beside;
  guint axis;
  int sign;
  double u[2];
  double distance;
  double off;
} CubbyQrSight;

CubbyQrSight cubby_qr_finder_see (const CubbyQrFinder *from, const CubbyQrFinder *to);

/* @u: (out): @x, @y (pixels from it) in its modules */
void cubby_qr_finder_to_modules (const CubbyQrFinder *finder, double x, double y, double u[2]);

/* Turns its axes so that a points along @x, @y and b as near as it can along @down_x, @down_y. */
void cubby_qr_finder_orient (CubbyQrFinder *finder, double x, double y, double down_x, double down_y);

G_END_DECLS
