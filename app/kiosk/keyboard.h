/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/keyboard-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyKeyboard:
 *
 * The keyboard of the screen. It does not know where its letters go.
 * CubbyKeyboard::typed (const char *text): one character
 * CubbyKeyboard::erased (): the last character goes
 * CubbyKeyboard::entered (): done
 */
#define CUBBY_TYPE_KEYBOARD (cubby_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (CubbyKeyboard, cubby_keyboard, CUBBY, KEYBOARD, GtkWidget)

/* @enter: what the key says that ends typing, or NULL for none. */
void cubby_keyboard_set_layout (CubbyKeyboard *self, CubbyKeys keys, const char *enter);
void cubby_keyboard_set_enter_enabled (CubbyKeyboard *self, gboolean enabled);

/* Takes away the last character of @text, as a reader sees characters. Returns: (transfer full) */
char *cubby_keyboard_erase (const char *text);

G_END_DECLS
