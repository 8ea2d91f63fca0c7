/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/key-burst.h"

gboolean
cubby_key_burst_swallows (CubbyKeyBurst *self, gboolean character, guint32 time_ms)
{
  g_return_val_if_fail (self != NULL, FALSE);
  gboolean within = self->running && time_ms - self->last_ms < CUBBY_KEY_BURST_MS;
  self->running = within || character;
  self->last_ms = time_ms;
  return within;
}
