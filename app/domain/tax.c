/* SPDX-License-Identifier: Apache-2.0 */
#include "app/domain/tax.h"
#include "app/domain/allotment.h"

gint64
cubby_tax_contained (gint64 gross, guint rate_bp)
{
  return cubby_take_share (gross, rate_bp, G_GINT64_CONSTANT (10000) + rate_bp);
}

/* The lines of the rate of line @first, which is the first one of them. */
static gint64
divide_rate (const CubbyTaxed *lines, guint n_lines, guint first, gint64 *taxes)
{
  guint rate = lines[first].rate_bp;
  gint64 gross = 0;
  g_autofree gint64 *weights = g_new0 (gint64, n_lines);
  g_autofree gint64 *parts = g_new0 (gint64, n_lines);
  for (guint i = first; i < n_lines; i++)
    if (lines[i].rate_bp == rate) {
      weights[i] = lines[i].gross;
      gross += lines[i].gross;
    }
  gint64 tax = cubby_tax_contained (gross, rate);
  cubby_allot (tax, weights, n_lines, parts);
  for (guint i = first; i < n_lines; i++)
    if (lines[i].rate_bp == rate)
      taxes[i] = parts[i];
  return tax;
}

static gboolean
is_first_of_rate (const CubbyTaxed *lines, guint index)
{
  for (guint i = 0; i < index; i++)
    if (lines[i].rate_bp == lines[index].rate_bp)
      return FALSE;
  return TRUE;
}

gint64
cubby_tax_divide (const CubbyTaxed *lines, guint n_lines, gint64 *ret_taxes)
{
  gint64 sum = 0;
  for (guint i = 0; i < n_lines; i++)
    if (is_first_of_rate (lines, i))
      sum += divide_rate (lines, n_lines, i, ret_taxes);
  return sum;
}
