/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/records.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*CubbyOptionChosen) (guint option, const char *value, gpointer data);

/* Fills @box with a row of chips for each option of the product: a swatch for a colour, a word for the rest.
 */
void cubby_option_chips_fill (GtkWidget *box, const CubbyProduct *product, const CubbyVariant *variant,
                              CubbyOptionChosen chosen, gpointer data);

G_END_DECLS
