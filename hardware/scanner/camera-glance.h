/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/camera-watch.h"
#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_camera_glance:
 * @before: (nullable): the picture before
 *
 * What @frame shows of the camera itself. Costs next to nothing: a picture that lives differs from the one
 * before in its first bytes, and of its gray levels one in 64 is looked at.
 */
CubbyCameraGlance cubby_camera_glance (const CubbyFrame *frame, const CubbyFrame *before);

G_END_DECLS
