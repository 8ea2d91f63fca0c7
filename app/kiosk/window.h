/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-kind.h"
#include "app/kiosk/context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyWindow:
 *
 * The whole screen: the page that the navigator names, the bar below it, and a sheet over both. It
 * watches whether anybody is still there.
 */
#define CUBBY_TYPE_WINDOW (cubby_window_get_type ())
G_DECLARE_FINAL_TYPE (CubbyWindow, cubby_window, CUBBY, WINDOW, GtkWindow)

/* @width, @height: 0 fills the screen. */
GtkWidget *cubby_window_new (CubbyContext *context, int width, int height);

/* Somebody is there: a touch, a key, a code, a door. */
void cubby_window_touch (CubbyWindow *self);

/* Puts a short notice over the page; it goes away by a touch. */
void cubby_window_say (CubbyWindow *self, const char *heading, const char *text);

/* The same with a QR code of @url that a phone reads. */
void cubby_window_show_qr (CubbyWindow *self, const char *heading, const char *text, const char *url);

/* Gives a code to the page that is shown. */
gboolean cubby_window_scanned (CubbyWindow *self, CubbyScanKind kind, const char *value);

G_END_DECLS
