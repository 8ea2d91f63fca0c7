/* SPDX-License-Identifier: Apache-2.0 */
#include "app/kiosk/basket.h"

struct _CubbyBasket {
  GPtrArray *lines; /* of CubbyBasketLine */
};

static void
line_free (gpointer data)
{
  CubbyBasketLine *line = data;
  g_free (line->sku);
  g_free (line);
}

CubbyBasket *
cubby_basket_new (void)
{
  CubbyBasket *self = g_new0 (CubbyBasket, 1);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
cubby_basket_free (CubbyBasket *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static CubbyBasketLine *
find_line (const CubbyBasket *self, const char *sku)
{
  for (guint i = 0; i < self->lines->len; i++) {
    CubbyBasketLine *line = g_ptr_array_index (self->lines, i);
    if (g_str_equal (line->sku, sku))
      return line;
  }
  return NULL;
}

void
cubby_basket_set_quantity (CubbyBasket *self, const char *sku, guint quantity)
{
  g_return_if_fail (self != NULL && sku != NULL);
  CubbyBasketLine *line = find_line (self, sku);
  if (quantity == 0) {
    if (line != NULL)
      g_ptr_array_remove (self->lines, line);
    return;
  }
  if (line == NULL) {
    line = g_new0 (CubbyBasketLine, 1);
    line->sku = g_strdup (sku);
    g_ptr_array_add (self->lines, line);
  }
  line->quantity = MIN (quantity, CUBBY_BASKET_MAX_QUANTITY);
}

void
cubby_basket_add (CubbyBasket *self, const char *sku, guint quantity)
{
  g_return_if_fail (self != NULL && sku != NULL);
  const CubbyBasketLine *line = find_line (self, sku);
  guint have = line != NULL ? line->quantity : 0;
  cubby_basket_set_quantity (self, sku, have + MIN (quantity, CUBBY_BASKET_MAX_QUANTITY));
}

void
cubby_basket_take (CubbyBasket *self, const char *sku, guint quantity)
{
  g_return_if_fail (self != NULL && sku != NULL);
  const CubbyBasketLine *line = find_line (self, sku);
  if (line != NULL)
    cubby_basket_set_quantity (self, sku, line->quantity - MIN (quantity, line->quantity));
}

void
cubby_basket_clear (CubbyBasket *self)
{
  g_ptr_array_set_size (self->lines, 0);
}

guint
cubby_basket_get_n_lines (const CubbyBasket *self)
{
  return self->lines->len;
}

const CubbyBasketLine *
cubby_basket_get_line (const CubbyBasket *self, guint index)
{
  g_return_val_if_fail (index < self->lines->len, NULL);
  return g_ptr_array_index (self->lines, index);
}

guint
cubby_basket_count (const CubbyBasket *self)
{
  guint count = 0;
  for (guint i = 0; i < self->lines->len; i++)
    count += cubby_basket_get_line (self, i)->quantity;
  return count;
}
