/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyIcon:
 *
 * One drawing of assets/icons in the colour of the text around it. GTK's own
 * symbolic icons fill every path, and ours are strokes.
 */
#define CUBBY_TYPE_ICON (cubby_icon_get_type ())
G_DECLARE_FINAL_TYPE (CubbyIcon, cubby_icon, CUBBY, ICON, GtkWidget)

GtkWidget *cubby_icon_new (const char *name, int size);
void cubby_icon_set_name (CubbyIcon *self, const char *name);

G_END_DECLS
