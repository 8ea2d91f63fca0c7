/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyWrap:
 *
 * Children side by side, each as wide as it likes to be; what does not fit begins a new row.
 */
#define CUBBY_TYPE_WRAP (cubby_wrap_get_type ())
G_DECLARE_FINAL_TYPE (CubbyWrap, cubby_wrap, CUBBY, WRAP, GtkWidget)

GtkWidget *cubby_wrap_new (void);
void cubby_wrap_append (CubbyWrap *self, GtkWidget *child);

G_END_DECLS
