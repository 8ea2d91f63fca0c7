/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-vain.h"

#include <math.h>

#define TRIES 2    /* pictures in which a place is tried at first … */
#define EVERY 8    /* … then in one of so many */
#define REACH 2.0  /* modules: the same place */
#define MIDDLE 3.5 /* of the first finder pattern, modules */

gboolean
cubby_qr_vain_take (CubbyQrVain *self, const CubbyFrame *frame, const CubbyQrGrid *grid)
{
  CubbyPoint corner = cubby_qr_grid_project (grid, MIDDLE, MIDDLE);
  double reach = REACH * cubby_qr_grid_get_module_size (grid);
  if (frame->captured_us == 0)
    return FALSE;
  for (guint i = 0; i < CUBBY_QR_VAIN_PLACES; i++) {
    if (self->places[i].n == 0 || self->places[i].width != frame->width ||
        self->places[i].height != frame->height ||
        hypot ((double)(self->places[i].corner.x - corner.x), (double)(self->places[i].corner.y - corner.y)) >
            reach)
      continue;
    self->places[i].corner = corner; /* it may be in a hand */
    self->places[i].n++;
    return self->places[i].n > TRIES && self->places[i].n % EVERY != 0;
  }
  guint at = self->next++ % CUBBY_QR_VAIN_PLACES;
  self->places[at].width = frame->width;
  self->places[at].height = frame->height;
  self->places[at].corner = corner;
  self->places[at].n = 1;
  return FALSE;
}
