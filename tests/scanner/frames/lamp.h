/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/light.h"
#include "tests/scanner/frames/pose.h"
#include "tests/scanner/frames/shot.h"

G_BEGIN_DECLS

/* How the light falls on what is held up: shadows, a gradient, and the picture of a lamp in the glass. All in
 * pixels. */
typedef struct {
  double x, y; /* the middle of the code */
  double side; /* its width */
  double shade, edge, shade_u, shade_v, shade_at;
  double gradient, gradient_u, gradient_v;
  double bands, band_rows, band_at;
  double glare, glare_x, glare_y, glare_u, glare_v, glare_long, glare_wide;
} CubbyLamp;

void cubby_lamp_set_up (CubbyLamp *self, const CubbyShot *shot, const CubbyPose *pose, guint modules,
                        CubbyDice *dice);
/* Returns: the light of a pixel that would have @light with even light. */
float cubby_lamp_at (const CubbyLamp *self, double x, double y, float light);
/* Makes the corners of the frame darker. */
void cubby_lamp_vignette (CubbyLayer *layer, double darker);

G_END_DECLS
