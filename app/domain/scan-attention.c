/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/scan-attention.h"

/* In gray levels from one picture to the next: who walks through the whole picture is no noise yet when they
 * stand still again. */
#define NOISE_RISES 0.25f
/* Some cameras send a picture twice now and then. */
#define NOISE_FALLS 1.0f

gboolean
cubby_scan_attention_take (CubbyScanAttention *self, float change, float common, gboolean follows,
                           guint round, gint64 now_us)
{
  gboolean rested = now_us - self->looked_us >= CUBBY_SCAN_ATTENTION_REST_US;
  float least = MAX (CUBBY_SCAN_ATTENTION_CHANGE, CUBBY_SCAN_ATTENTION_NOISE_TIMES * self->noise);
  self->noise = CLAMP (common, self->noise - NOISE_FALLS, self->noise + NOISE_RISES);
  if (change >= least || round != self->round)
    self->n_left = round;
  else if (rested && self->n_left == 0)
    self->n_left = (round + CUBBY_SCAN_ATTENTION_AGAIN_PART - 1) / CUBBY_SCAN_ATTENTION_AGAIN_PART;
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
