/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/linear-place.h"

G_BEGIN_DECLS

/**
 * cubby_linear_labels_look:
 * @symbologies: a set of CubbySymbology; QR is not looked for
 * @until_us: cubby_budget_now() after which no further place is looked at
 * @codes: (element-type CubbyCode): what is found is added, with corners; each text of a symbology once.
 *   Where one of those lies that are in it already is not looked at
 *
 * Reads sheets of labels, whose bars stand too close and are too many for cubby_linear_look(): all places,
 * each in a moment. Nothing is told where there are hardly any, or where it would be the only linear code.
 */
void cubby_linear_labels_look (CubbyLinearPlace *place, const CubbyFrame *frame, guint symbologies,
                               gint64 until_us, GPtrArray *codes);

G_END_DECLS
