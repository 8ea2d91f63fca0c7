/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/**
 * cubby_measure_code:
 * @corners: (array fixed-size=4): of a code, in pixels of @frame, clockwise; may reach out of it
 * @view: its sharpness, contrast, brightness and glare are set
 *
 * A code is dark and light everywhere, so what is only light in it is glare. One that lies outside of the
 * picture measures as nothing: all zero. cubby_page_measure() is for what has no code.
 */
void cubby_measure_code (const CubbyFrame *frame, const CubbyPoint corners[4], CubbyView *view);

/**
 * cubby_measure_texture:
 *
 * Returns: the share of the parts of a region that are both light and dark, as all are of a page and of a
 * code, 0..1
 */
float cubby_measure_texture (const CubbyFrame *frame, const CubbyPoint corners[4]);

/* How much smaller cubby_measure_small() makes a picture. */
#define CUBBY_MEASURE_SMALL 8

/**
 * cubby_measure_small:
 *
 * Returns: (transfer full) (nullable): @frame at an eighth of its size, of every second row;
 *   NULL when it is smaller than one such pixel. What is over on the right and below is left out.
 */
CubbyFrame *cubby_measure_small (const CubbyFrame *frame);

/**
 * cubby_measure_shift:
 * @before: a small picture
 * @after: the next one, of the same size
 * @corners: (array fixed-size=4): in pixels of both: only what is near is compared
 *
 * Compares the sums of columns and rows of both.
 *
 * Returns: how far the picture moved, in pixels of @after; 0 where there is nothing to tell it by.
 */
float cubby_measure_shift (const CubbyFrame *before, const CubbyFrame *after, const CubbyPoint corners[4]);

G_END_DECLS
