/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-field.h"

G_BEGIN_DECLS

#define CUBBY_QR_RINGS_OFFSET 3 /* gray levels off the mean: dark or light rather than neither */

/**
 * CubbyQrRings:
 * @x: of the middle, pixels of the field
 * @y: of the middle
 * @width: over all rings, along the row
 * @height: along the column
 * @n_hits: rows that crossed it
 *
 * Something that lines cross, both ways, as they do a finder pattern: dark, light, dark, light, dark as
 * 1:1:3:1:1.
 */
typedef struct {
  float x;
  float y;
  float width;
  float height;
  guint n_hits;
} CubbyQrRings;

/* Returns: (transfer full) (element-type CubbyQrRings): those that the most rows cross first. */
GArray *cubby_qr_rings_search (const CubbyQrField *field, gboolean inverse);

G_END_DECLS
