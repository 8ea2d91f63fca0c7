/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "protocols/pass/qr-image.h"

/**
 * TestQrView:
 * @module: pixels of a module's side where the code's centre is
 * @turn: degrees in the plane; @tilt: about the upright axis; @nod: about the level one
 * @blur: sigma in pixels
 * @inverse: light on dark; @mirrored: seen from behind
 * @round: its finder patterns are circles
 * @bend: a bottle: sagitta of the code's middle in parts of its side
 *
 * How a code is seen. All zero but @module: straight from the front.
 */
typedef struct {
  double module;
  double turn;
  double tilt;
  double nod;
  double blur;
  gboolean inverse;
  gboolean mirrored;
  gboolean round;
  double bend;
} TestQrView;

/* Returns: (transfer full): the code of a version of at least @version with @text. */
CubbyQr *test_qr_of_version (guint version, CubbyQrLevel level, char **ret_text);
/* Returns: (transfer full): gray on gray, in the middle of a frame that holds it. */
CubbyFrame *test_qr_render (const CubbyQr *qr, const TestQrView *view);
/* The pixels of a place in modules in the frame that test_qr_render() made. */
void test_qr_place (const CubbyQr *qr, const TestQrView *view, double x, double y, double *ret_x,
                    double *ret_y);
