/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/view.h"

G_BEGIN_DECLS

/**
 * cubby_page_measure:
 * @small: @frame of cubby_measure_small()
 * @corners: (array fixed-size=4): of a page or a screen on which no code was found, in pixels of @frame
 * @view: its sharpness, detail, contrast, brightness, glare and sharpest are set
 *
 * What is on it, for which there is no grid to go by: noise is told from edges by how many places have it,
 * and the sharpness is against what is dark and light beside each other in the small picture.
 */
void cubby_page_measure (const CubbyFrame *frame, const CubbyFrame *small, const CubbyPoint corners[4],
                         CubbyView *view);

/**
 * cubby_page_get_detail:
 * @small: a picture of cubby_measure_small()
 * @corners: in pixels of the picture that was made small
 *
 * Returns: how many gray levels are between the dark and the light beside each other, which @percent of the
 *   region do not exceed: much on what is written on, be it blurred, and little on skin and cloth
 */
guint cubby_page_get_detail (const CubbyFrame *small, const CubbyPoint corners[4], guint percent);

G_END_DECLS
