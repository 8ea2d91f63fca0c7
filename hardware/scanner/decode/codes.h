/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/decoder.h"

G_BEGIN_DECLS

/**
 * cubby_codes_take:
 * @codes: (element-type CubbyCode): what was read in a picture so far
 * @code: (transfer full): one more of the same picture, its places in the same pixels
 *
 * Adds it, unless it is none of its own: its text is known already in its symbology (two telephones that show
 * the same code show one), it is a linear code with its middle between the corners of a QR code, whose
 * modules look like one now and then, or of its kind and in the place of another one: of bars, the middle of
 * one lies between the corners of the other.
 *
 * Returns: whether it was added; otherwise it is gone
 */
gboolean cubby_codes_take (GPtrArray *codes, CubbyCode *code);

/* Returns: (nullable): the one of @codes that says this */
const CubbyCode *cubby_codes_find (GPtrArray *codes, CubbySymbology symbology, const char *text);

/**
 * cubby_code_holds:
 * @at: pixels of the frame
 * @margin: pixels that it may lie beside the code
 *
 * Returns: whether it lies inside of the four corners, whichever way they go round. (The box round a code
 * that is turned holds what is beside it too.)
 */
gboolean cubby_code_holds (const CubbyCode *code, CubbyPoint at, float margin);

/* Sets the region of @code to the box round its corners, cut at the edges of @frame. */
void cubby_code_set_region (CubbyCode *code, const CubbyFrame *frame);

G_END_DECLS
