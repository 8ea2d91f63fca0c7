/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"
#include "hardware/scanner/decode/qr-grid.h"

G_BEGIN_DECLS

#define CUBBY_QR_VAIN_PLACES 8

/**
 * CubbyQrVain:
 *
 * Places of a camera's pictures where something looked like a code and was none, picture after picture: what
 * is dear is not done there each time. All zero: none.
 */
typedef struct {
  struct {
    guint width, height; /* of the picture */
    CubbyPoint corner;
    guint n; /* times it was seen */
  } places[CUBBY_QR_VAIN_PLACES];
  guint next;
} CubbyQrVain;

/**
 * cubby_qr_vain_take:
 * @frame: the picture; one that was not captured at any time is alone, and nothing in it is in vain
 * @grid: of what looks like a code
 *
 * Returns: TRUE if it was tried there already, and it is not its turn again; it counts as tried now
 */
gboolean cubby_qr_vain_take (CubbyQrVain *self, const CubbyFrame *frame, const CubbyQrGrid *grid);

G_END_DECLS
