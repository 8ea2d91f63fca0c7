/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/refusal-log.h"

#include "app/common/log.h"
#include "app/domain/rate-limit.h"

gboolean
cubby_refusal_log_take (CubbyRefusalLog *self, const char *name, CubbyRefusal refusal, gint64 now_us)
{
  static const CubbyRatePolicy policy = {.quota = CUBBY_REFUSAL_LOG_A_MINUTE, .window_s = 60};
  self->n_refused++;
  if (!cubby_rate_take (&self->rate, &policy, now_us).allowed)
    return FALSE;
  g_autofree char *count = g_strdup_printf ("%u", self->n_refused);
  cubby_log_event ("scan_refused", "scanner", name, "why", cubby_refusal_to_string (refusal), "refused",
                   count, NULL);
  self->n_told++;
  return TRUE;
}
