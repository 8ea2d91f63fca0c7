/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A product in a list: its picture, name, price and one line of where it is. Pressed, it opens the product.
 */
/* @ratio: height of the picture for a width of 100 */
GtkWidget *cubby_product_tile_new (CubbyContext *context, const CubbyProductSummary *product, int ratio);

G_END_DECLS
