/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The head of the shop's pages: where one is, the search, and the basket with what is in it. */
GtkWidget *cubby_shop_head_new (CubbyContext *context, const char *title, gboolean search);
/* The basket alone, for a head that has other things in it. */
GtkWidget *cubby_shop_head_make_basket (CubbyContext *context);

G_END_DECLS
