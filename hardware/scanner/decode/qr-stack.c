/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/decode/qr-stack.h"

#include <math.h>
#include <string.h>

/* Somebody else may hold up the next code after this. */
#define PAUSE_MAX_US ((gint64)700 * 1000)
/* Two codes are alike by chance, 0.03 and less for the modules of data; two noisy pictures of one code at 0.2
 * and more. */
#define LIKENESS_MIN 0.15f
/* What was seen counts less with each picture: a hand that moved, a grid that was laid a little beside. */
#define FADE 0.8f
#define SURE_MAX (3 * CUBBY_QR_SOFT_FULL / 2)

struct _CubbyQrStack {
  guint n;
  gint64 last_us;
  guint dimension;
  guint8 kinds[CUBBY_QR_MODULES_MAX];
  float sum[CUBBY_QR_MODULES_MAX];
  float weight; /* of a picture, faded, of all that are in @sum */
};

CubbyQrStack *
cubby_qr_stack_new (void)
{
  return g_new0 (CubbyQrStack, 1);
}

void
cubby_qr_stack_free (CubbyQrStack *self)
{
  g_free (self);
}

void
cubby_qr_stack_clear (CubbyQrStack *self)
{
  self->n = 0;
}

gboolean
cubby_qr_stack_continues (guint n, gboolean dimensions_equal, gint64 pause_us, float likeness)
{
  return n > 0 && dimensions_equal && pause_us >= 0 && pause_us <= PAUSE_MAX_US && likeness >= LIKENESS_MIN;
}

/* One module that is very sure says no more than that it is. */
static float
bound (gint16 soft)
{
  return (float)CLAMP (soft, -SURE_MAX, SURE_MAX);
}

/* The correlation of what was seen of the data; the patterns are the same in all codes. */
static float
get_likeness (const CubbyQrStack *self, const CubbyQrModules *modules)
{
  double both = 0, one = 0, other = 0;
  for (guint i = 0; i < self->dimension * self->dimension; i++) {
    if (self->kinds[i] != CUBBY_QR_MODULE_DATA)
      continue;
    double soft = (double)bound (modules->soft[i]), sum = (double)self->sum[i];
    both += soft * sum;
    one += soft * soft;
    other += sum * sum;
  }
  return (float)(both / sqrt (MAX (one * other, 1e-9)));
}

static void
begin (CubbyQrStack *self, const CubbyQrModules *modules)
{
  self->n = 0;
  self->weight = 0;
  self->dimension = modules->dimension;
  memset (self->sum, 0, sizeof *self->sum * modules->dimension * modules->dimension);
  cubby_qr_layout_get_kinds (cubby_qr_version_of_dimension (modules->dimension), self->kinds);
}

static guint
tell (const CubbyQrStack *self, CubbyQrModules *ret_sum)
{
  ret_sum->dimension = self->dimension;
  for (guint i = 0; i < self->dimension * self->dimension; i++)
    ret_sum->soft[i] = (gint16)lrintf (self->sum[i] / self->weight);
  return self->n;
}

guint
cubby_qr_stack_add (CubbyQrStack *self, const CubbyQrModules *modules, gint64 time_us,
                    CubbyQrModules *ret_sum)
{
  g_return_val_if_fail (cubby_qr_version_of_dimension (modules->dimension) != 0, 0);

  if (self->n > 0 && time_us == self->last_us && self->dimension == modules->dimension)
    return tell (self, ret_sum);
  gboolean equal = self->n > 0 && self->dimension == modules->dimension;
  float likeness = equal ? get_likeness (self, modules) : 0;
  if (!cubby_qr_stack_continues (self->n, equal, time_us - self->last_us, likeness))
    begin (self, modules);
  self->n++;
  self->last_us = time_us;
  self->weight = self->weight * FADE + 1;
  for (guint i = 0; i < self->dimension * self->dimension; i++)
    self->sum[i] = self->sum[i] * FADE + bound (modules->soft[i]);
  return tell (self, ret_sum);
}
