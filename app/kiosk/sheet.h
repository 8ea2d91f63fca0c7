/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbySheet:
 *
 * Something that is asked or said over the page: the rest is dimmed and cannot be touched until it is
 * answered. One at a time.
 * CubbySheet::closed comes when it was put away.
 */
#define CUBBY_TYPE_SHEET (cubby_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CubbySheet, cubby_sheet, CUBBY, SHEET, GtkWidget)

/* Opens the sheet with a heading and an empty box below it, which is returned. @name tells one sheet from
 * another. */
GtkWidget *cubby_sheet_open (CubbySheet *self, const char *name, const char *heading);
void cubby_sheet_close (CubbySheet *self);
gboolean cubby_sheet_is_open (CubbySheet *self, const char *name);

G_END_DECLS
