/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-attention.h"

gboolean
cubby_scan_attention_take (CubbyScanAttention *self, float change, gboolean follows, guint round,
                           gint64 now_us)
{
  gboolean rested = now_us - self->looked_us >= CUBBY_SCAN_ATTENTION_REST_US;
  gboolean is_new = change >= CUBBY_SCAN_ATTENTION_CHANGE || round != self->round;
  if (is_new || (rested && self->n_left == 0))
    self->n_left = round;
  self->round = round;
  if (self->n_left == 0 && !follows)
    return FALSE;
  self->looked_us = now_us;
  return TRUE;
}

void
cubby_scan_attention_spend (CubbyScanAttention *self, guint n_ways)
{
  self->n_left -= MIN (n_ways, self->n_left);
}
