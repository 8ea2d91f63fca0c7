/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyBar:
 *
 * The bar at the bottom that never moves: back, home, language, accessibility, call staff.
 */
#define CUBBY_TYPE_BAR (cubby_bar_get_type ())
G_DECLARE_FINAL_TYPE (CubbyBar, cubby_bar, CUBBY, BAR, GtkWidget)

/* Says it again in the language that is spoken now. */
void cubby_bar_renew (CubbyBar *self);

G_END_DECLS
