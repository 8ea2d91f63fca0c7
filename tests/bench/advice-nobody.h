/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "tests/scanner/frames/dice.h"

G_BEGIN_DECLS

/* Before the camera, and nothing of it is held up to be read. */
typedef enum {
  CUBBY_ADVICE_NOBODY_NOT,  /* somebody does hold something up */
  CUBBY_ADVICE_NOBODY_AWAY, /* the place alone */
  CUBBY_ADVICE_NOBODY_PASSES,
  CUBBY_ADVICE_NOBODY_STANDS, /* before it, near */
  CUBBY_ADVICE_NOBODY_HAND,   /* with nothing in it */
  CUBBY_ADVICE_NOBODY_BAG,
} CubbyAdviceNobody;

/**
 * cubby_advice_nobody_draw:
 * @dice: the same for each picture of one person
 * @index: of the picture; who passes moves on
 *
 * Draws somebody over what @frame shows.
 */
void cubby_advice_nobody_draw (CubbyFrame *frame, CubbyAdviceNobody nobody, CubbyDice dice, guint index);

G_END_DECLS
