/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/variant-choice.h"

static const char *
get_value (const CubbyVariant *variant, guint option)
{
  guint n = variant->values != NULL ? g_strv_length (variant->values) : 0;
  return option < n ? variant->values[option] : "";
}

const CubbyVariant *
cubby_variant_start (const CubbyProduct *product, const char *sku)
{
  g_return_val_if_fail (product != NULL, NULL);
  const CubbyVariant *here = NULL;
  for (guint i = 0; i < product->variants->len; i++) {
    const CubbyVariant *variant = g_ptr_array_index (product->variants, i);
    if (sku != NULL && g_str_equal (variant->sku, sku))
      return variant;
    if (here == NULL && variant->stock.here > 0)
      here = variant;
  }
  if (here != NULL)
    return here;
  return product->variants->len > 0 ? g_ptr_array_index (product->variants, 0) : NULL;
}

/* How many options but @option are equal. */
static guint
count_alike (const CubbyProduct *product, const CubbyVariant *a, const CubbyVariant *b, guint option)
{
  guint alike = 0;
  for (guint i = 0; i < product->options->len; i++) {
    if (i != option && g_str_equal (get_value (a, i), get_value (b, i)))
      alike++;
  }
  return alike;
}

const CubbyVariant *
cubby_variant_choose (const CubbyProduct *product, const CubbyVariant *variant, guint option,
                      const char *value)
{
  g_return_val_if_fail (product != NULL && variant != NULL && value != NULL, NULL);
  const CubbyVariant *best = NULL;
  guint most = 0;
  for (guint i = 0; i < product->variants->len; i++) {
    const CubbyVariant *other = g_ptr_array_index (product->variants, i);
    if (!g_str_equal (get_value (other, option), value))
      continue;
    guint alike = count_alike (product, variant, other, option);
    if (best == NULL || alike > most) {
      best = other;
      most = alike;
    }
  }
  return best != NULL ? best : variant;
}

gboolean
cubby_variant_is_offered (const CubbyProduct *product, const CubbyVariant *variant, guint option,
                          const char *value)
{
  const CubbyVariant *other = cubby_variant_choose (product, variant, option, value);
  if (!g_str_equal (get_value (other, option), value))
    return FALSE;
  return other->stock.here > 0 || other->stock.elsewhere > 0 || other->stock.online > 0;
}
