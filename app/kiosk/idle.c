/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/idle.h"

CubbyIdle
cubby_idle_judge (gint64 untouched_us, guint timeout_s, guint warning_s, guint *ret_left_s)
{
  gint64 left_us = (gint64)timeout_s * G_USEC_PER_SEC - untouched_us;
  guint left_s = left_us <= 0 ? 0 : (guint)((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  if (ret_left_s != NULL)
    *ret_left_s = left_s;
  if (left_s == 0)
    return CUBBY_IDLE_OVER;
  return left_s <= warning_s ? CUBBY_IDLE_WARNING : CUBBY_IDLE_ACTIVE;
}
