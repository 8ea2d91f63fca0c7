/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-ease.h"

gboolean
cubby_scan_ease_take (CubbyScanEase *self, const CubbyScanEaseSight *sight)
{
  gboolean same = sight->n_followed == 1 && !sight->settles && sight->alike >= CUBBY_SCAN_EASE_ALIKE &&
                  sight->since_us < CUBBY_SCAN_EASE_LASTS_US;
  if (!same)
    self->n_left = 0;
  if (self->n_left == 0)
    return FALSE;
  self->n_left--;
  return TRUE;
}

void
cubby_scan_ease_note (CubbyScanEase *self, gint64 took_us)
{
  if (took_us > CUBBY_SCAN_EASE_DEAR_US)
    self->n_left = CUBBY_SCAN_EASE_PICTURES;
}
