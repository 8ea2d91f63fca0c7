/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyStaffFrame:
 *
 * What the pages of staff have in common: a headline, a sentence, what became of the last question, and
 * buttons; beside them, or above or below, the body: a list, the camera or the map.
 */
#define CUBBY_TYPE_STAFF_FRAME (cubby_staff_frame_get_type ())
G_DECLARE_FINAL_TYPE (CubbyStaffFrame, cubby_staff_frame, CUBBY, STAFF_FRAME, GtkWidget)

/**
 * cubby_staff_frame_add:
 * @page: whose only child it becomes
 * @body: (transfer floating)
 * @body_first: whether the body is above, or left of, the words
 * @share: of the height that the upper part has when standing, in percent
 *
 * Returns: (transfer none)
 */
CubbyStaffFrame *cubby_staff_frame_add (gpointer page, GtkWidget *body, gboolean body_first, int share);

/* @box: a list, which is longer than the screen now and then. Returns: (transfer floating) */
GtkWidget *cubby_staff_frame_scroll (GtkWidget *box);

void cubby_staff_frame_say (CubbyStaffFrame *self, const char *headline, const char *advice);
/* An empty box for a notice, for cubby_staff_tell(). */
GtkWidget *cubby_staff_frame_get_note (CubbyStaffFrame *self);
GtkWidget *cubby_staff_frame_get_buttons (CubbyStaffFrame *self);

G_END_DECLS
