/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/qr-field.h"

#include <math.h>

G_BEGIN_DECLS

#define CUBBY_QR_RINGS_OFFSET 3       /* gray levels off the mean: dark or light rather than neither */
#define CUBBY_QR_RINGS_VARIANCE_MIN 4 /* of gray levels: less is nothing */

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
  guint n_before; /* of its size that more rows cross */
} CubbyQrRings;

/**
 * cubby_qr_rings_correlate:
 * @p: the middle, and the steps from module to module along both sides: x, y each, in pixels of the field
 * @sign: -1 for light on dark
 * @n_rings: round the middle module
 * @light: bit i: ring i is light
 *
 * Returns: how well the modules round the middle are the rings, -1..1; 0 where there is no contrast
 */
static inline double
cubby_qr_rings_correlate (const CubbyQrField *field, const double p[6], double sign, int n_rings, guint light)
{
  double sum = 0, squares = 0, product = 0, rings = 0;
  for (int j = -n_rings; j <= n_rings; j++)
    for (int i = -n_rings; i <= n_rings; i++) {
      double wanted = (light >> MAX (ABS (i), ABS (j)) & 1) != 0 ? 1 : -1;
      double value = sign * (double)cubby_qr_field_sample (field, (float)(p[0] + i * p[2] + j * p[4]),
                                                           (float)(p[1] + i * p[3] + j * p[5]));
      sum += value;
      squares += value * value;
      product += wanted * value;
      rings += wanted;
    }
  double n = (2 * n_rings + 1) * (2 * n_rings + 1), mean = sum / n, mean_rings = rings / n;
  double variance = squares / n - mean * mean;
  if (variance < CUBBY_QR_RINGS_VARIANCE_MIN)
    return 0;
  return (product / n - mean * mean_rings) / sqrt (variance * (1 - mean_rings * mean_rings));
}

/**
 * cubby_qr_rings_search:
 * @until_us: cubby_budget_now() after which no further row is looked at
 *
 * Returns: (transfer full) (element-type CubbyQrRings): those that the most rows cross first; of
 * more than @n_few, as many of each size as there are of the others, so that no wall of rings hides a code.
 */
GArray *cubby_qr_rings_search (const CubbyQrField *field, gboolean inverse, guint n_few, gint64 until_us);

G_END_DECLS
