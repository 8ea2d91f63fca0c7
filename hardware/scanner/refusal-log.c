/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/refusal-log.h"

#include "app/common/log.h"

gboolean
cubby_refusal_log_take (CubbyRefusalLog *self, const char *name, CubbyRefusal refusal, gint64 now_us)
{
  self->n_refused++;
  if (self->n_told > 0 && now_us - self->told_us < CUBBY_REFUSAL_LOG_EVERY_US)
    return FALSE;
  g_autofree char *count = g_strdup_printf ("%u", self->n_refused);
  cubby_log_event ("scan_refused", "scanner", name, "why", cubby_refusal_to_string (refusal), "refused",
                   count, NULL);
  self->n_told++;
  self->told_us = now_us;
  return TRUE;
}
