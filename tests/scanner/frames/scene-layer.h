/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/lamp.h"
#include "tests/scanner/frames/thing.h"

G_BEGIN_DECLS

/**
 * cubby_scene_layer_draw:
 * @margin: pixels of nothing round it, for the blur
 *
 * Returns: (transfer full): the thing as it is seen before the lens; each pixel is the mean over its area.
 */
CubbyLayer *cubby_scene_layer_draw (const CubbyThing *thing, const CubbyView3 *view, const CubbyLamp *lamp,
                                    guint width, guint height, guint margin);

G_END_DECLS
