/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-sums.h"

struct _CubbyQrSums {
  guint side; /* dimension + 1 */
  double *at; /* sums of all that is above and left */
};

CubbyQrSums *
cubby_qr_sums_new (guint dimension)
{
  CubbyQrSums *self = g_new0 (CubbyQrSums, 1);
  self->side = dimension + 1;
  self->at = g_new0 (double, (gsize)self->side * self->side);
  return self;
}

void
cubby_qr_sums_free (CubbyQrSums *self)
{
  if (self == NULL)
    return;
  g_free (self->at);
  g_free (self);
}

void
cubby_qr_sums_set (CubbyQrSums *self, const float *values)
{
  for (guint y = 1; y < self->side; y++) {
    double row = 0;
    for (guint x = 1; x < self->side; x++) {
      row += (double)*values++;
      self->at[y * self->side + x] = self->at[(y - 1) * self->side + x] + row;
    }
  }
}

float
cubby_qr_sums_get (const CubbyQrSums *self, guint x, guint y, guint radius)
{
  guint left = x > radius ? x - radius : 0, top = y > radius ? y - radius : 0;
  guint right = MIN (x + radius + 1, self->side - 1), bottom = MIN (y + radius + 1, self->side - 1);
  return (float)(self->at[bottom * self->side + right] - self->at[top * self->side + right] -
                 self->at[bottom * self->side + left] + self->at[top * self->side + left]);
}
