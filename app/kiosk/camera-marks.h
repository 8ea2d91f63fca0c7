/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/domain/scan-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the picture of the camera lies in the widget: it fills it, what is too much is cut on both sides. */
graphene_rect_t cubby_camera_place (float picture_width, float picture_height, float width, float height);

/* Four corners of a square in the middle, a little above it: hold it in here. */
void cubby_camera_draw_marks (GtkSnapshot *snapshot, float width, float height);

/**
 * cubby_camera_draw_outline:
 * @place: where the picture lies, mirrored
 * @read: the code was read: it is drawn as good
 *
 * Draws a line round what @view says is held up.
 */
void cubby_camera_draw_outline (GtkSnapshot *snapshot, const CubbyView *view, const graphene_rect_t *place,
                                gboolean read);

G_END_DECLS
