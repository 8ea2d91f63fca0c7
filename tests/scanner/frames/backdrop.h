/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "tests/scanner/frames/light.h"
#include "tests/scanner/frames/shot.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the shop behind what is held up, out of focus. */
CubbyLayer *cubby_backdrop_draw (guint backdrop, guint width, guint height, CubbyDice *dice);

G_END_DECLS
