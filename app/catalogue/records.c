/* SPDX-License-Identifier: Apache-2.0 */
#include "app/catalogue/records.h"

void
cubby_category_free (CubbyCategory *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->picture);
  g_free (self);
}

void
cubby_location_free (CubbyLocation *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->gln);
  g_free (self->address);
  g_free (self);
}

void
cubby_product_summary_free (CubbyProductSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->category);
  g_free (self->name);
  g_free (self->brand);
  g_free (self->picture);
  g_free (self->sku);
  g_free (self->currency);
  g_free (self);
}

void
cubby_option_value_free (CubbyOptionValue *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->swatch);
  g_free (self);
}

void
cubby_option_free (CubbyOption *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}

void
cubby_stock_at_free (CubbyStockAt *self)
{
  if (self == NULL)
    return;
  g_free (self->location);
  g_free (self->name);
  g_free (self->kind);
  g_free (self);
}

void
cubby_variant_free (CubbyVariant *self)
{
  if (self == NULL)
    return;
  g_free (self->sku);
  g_free (self->gtin);
  g_strfreev (self->values);
  g_free (self->picture);
  g_free (self->currency);
  g_free (self->parcel_size);
  g_clear_pointer (&self->stock_at, g_ptr_array_unref);
  g_free (self);
}

void
cubby_product_free (CubbyProduct *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->category);
  g_free (self->category_name);
  g_free (self->name);
  g_free (self->brand);
  g_free (self->description);
  g_free (self->picture);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_free (self);
}
