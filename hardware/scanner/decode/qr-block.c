/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-block.h"

#include "hardware/scanner/decode/qr-correct.h"

#include <math.h>
#include <string.h>

/* A block by itself is believed with this chance of being noise: the standard's own limit (errors alone,
 * version 1-L) is at 2^-31. */
#define SPARE_BITS_MIN 24
#define ERASURES_STEP 2

/* log2 of n over k. */
static float
log2_choose (guint n, guint k)
{
  double sum = 0;
  for (guint i = 0; i < k; i++)
    sum += log2 ((double)(n - i) / (double)(i + 1));
  return (float)sum;
}

/* Each codeword of correction that is not used up is a test of eight bits; each choice of the places of
 * errors, and each try, is a chance to pass them. */
static float
get_spare_bits (const CubbyQrBlock *self, guint n_errors, guint n_erasures, guint n_tries)
{
  gint left = (gint)self->n_correction - (gint)n_erasures - (gint)n_errors;
  return (float)(8 * left) - log2_choose (self->n - n_erasures, n_errors) - log2f ((float)n_tries);
}

/* The indices of the codewords, the least sure first; sorted by insertion: they are few. */
static void
rank (const CubbyQrBlock *self, guint8 *order)
{
  for (guint i = 0; i < self->n; i++) {
    guint j = i;
    for (; j > 0 && self->sure[order[j - 1]] > self->sure[i]; j--)
      order[j] = order[j - 1];
    order[j] = (guint8)i;
  }
}

static gboolean
try_erasures (CubbyQrBlock *self, const guint8 *order, guint n_erasures, guint n_tries)
{
  guint8 tried[CUBBY_QR_BLOCK_MAX];
  memcpy (tried, self->codewords, self->n);
  gint n_errors = cubby_qr_correct (tried, self->n, self->n_correction, order, n_erasures);
  if (n_errors < 0 || 2 * (guint)n_errors + n_erasures + self->n_guard > self->n_correction)
    return FALSE;
  if (get_spare_bits (self, (guint)n_errors, n_erasures, n_tries) < SPARE_BITS_MIN)
    return FALSE;
  memcpy (self->codewords, tried, self->n);
  self->n_errors = (guint)n_errors;
  return TRUE;
}

/* Forney's generalised minimum distance: what is unknown is erased in any case, then of the rest the least
 * sure, two more in each try, for two erasures cost as much as one error. */
gboolean
cubby_qr_block_correct (CubbyQrBlock *self)
{
  guint8 order[CUBBY_QR_BLOCK_MAX];
  guint n_unknown = 0, n_tries = 1;
  for (guint i = 0; i < self->n; i++)
    n_unknown += self->sure[i] == 0;
  rank (self, order);
  for (guint n = n_unknown; n + self->n_guard <= self->n_correction; n += ERASURES_STEP, n_tries++) {
    if (get_spare_bits (self, 0, n, n_tries) < SPARE_BITS_MIN)
      return FALSE;
    if (try_erasures (self, order, n, n_tries))
      return TRUE;
  }
  return FALSE;
}
