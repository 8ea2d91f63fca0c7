/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "tests/scanner/frames/light.h"

G_BEGIN_DECLS

/**
 * CubbySensor:
 * @electrons: that a full cell holds; their number varies with its root
 * @denoise: grays by which neighbours differ that are taken for noise; 0: it is left
 * @sharpen: how much of the difference to the neighbours is added, as cameras do
 * @jpeg: quality of what the camera sends, 1 to 100; 0: as it is
 */
typedef struct {
  double electrons;
  double denoise;
  double sharpen;
  double jpeg;
} CubbySensor;

/* Returns: (transfer full): light of 1 and more is white; with the usual gamma. */
CubbyFrame *cubby_sensor_take (const CubbySensor *self, const CubbyLayer *layer, CubbyDice *dice);

/* What is lost when @frame goes through JPEG at @quality (the gray component; ITU-T T.81). */
void cubby_jpeg_lose (CubbyFrame *frame, double quality);

G_END_DECLS
