/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/records.h"
#include "app/kiosk/peers.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fills @box with where a variant is: here, in other stores, online; and how sure that is. */
void cubby_stock_list_fill (GtkWidget *box, const CubbyVariant *variant, CubbyPeers *peers);

G_END_DECLS
