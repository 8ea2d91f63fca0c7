/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: a QR code of @text on white, large enough for a phone at arm's length; empty when @text is too
 * long. */
GtkWidget *cubby_qr_widget_new (const char *text, const char *name);

G_END_DECLS
