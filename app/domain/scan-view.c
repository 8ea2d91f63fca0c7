/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-view.h"

#include <math.h>

#define SIDE_MAX 16384
/* A code may reach out of the picture by its own size. */
#define FAR (2.0f * SIDE_MAX)

static gboolean
is_within (float value, float least, float most)
{
  return isfinite (value) && value >= least && value <= most;
}

gboolean
cubby_view_is_sound (const CubbyView *view)
{
  if (view->width > SIDE_MAX || view->height > SIDE_MAX || (guint)view->held > CUBBY_HELD_DARK)
    return FALSE;
  if ((view->candidate != TRUE && view->candidate != FALSE) ||
      (view->complete != TRUE && view->complete != FALSE))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (view->corners); i++)
    if (!is_within (view->corners[i].x, -FAR, FAR) || !is_within (view->corners[i].y, -FAR, FAR))
      return FALSE;
  return is_within (view->module_px, 0, SIDE_MAX) && is_within (view->sharpness, 0, 1) &&
         is_within (view->sharpest, 0, 1) && is_within (view->detail, 0, 1) &&
         is_within (view->contrast, 0, 1) && is_within (view->glare, 0, 1) &&
         is_within (view->shake, 0, SIDE_MAX);
}
