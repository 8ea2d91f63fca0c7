/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/records.h"

G_BEGIN_DECLS

/* Which variant of a product is meant. All return variants of the product, or NULL when it has none. */

/* The one of this SKU, else one that is here, else the first. */
const CubbyVariant *cubby_variant_start (const CubbyProduct *product, const char *sku);
/* What @variant becomes when option @option (an index) is to be @value: the others stay where that exists. */
const CubbyVariant *cubby_variant_choose (const CubbyProduct *product, const CubbyVariant *variant,
                                          guint option, const char *value);
/* Whether any place has a variant that is as @variant but for option @option being @value. */
gboolean cubby_variant_is_offered (const CubbyProduct *product, const CubbyVariant *variant, guint option,
                                   const char *value);

G_END_DECLS
