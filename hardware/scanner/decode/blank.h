/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_frame_is_blank:
 *
 * A wall, a lid before the camera, a white page: nothing but even light and the noise of a camera, so that
 * there is nothing to search for. When in doubt it is not blank.
 */
gboolean cubby_frame_is_blank (const CubbyFrame *frame);

G_END_DECLS
