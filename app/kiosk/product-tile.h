/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A product in a list: its picture, name, price and one line of where it is. Pressed, it opens the product.
 */
GtkWidget *cubby_product_tile_new (CubbyContext *context, const CubbyProductSummary *product);

G_END_DECLS
