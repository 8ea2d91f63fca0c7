/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/scan-source.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyCameraView:
 *
 * What the camera sees, in a frame that shows where to hold a code. Without a camera, a calm note in its
 * place.
 */
#define CUBBY_TYPE_CAMERA_VIEW (cubby_camera_view_get_type ())
G_DECLARE_FINAL_TYPE (CubbyCameraView, cubby_camera_view, CUBBY, CAMERA_VIEW, GtkWidget)

void cubby_camera_view_set_source (CubbyCameraView *self, CubbyScanSource *source);

/* A small one in a corner: no marks, no words. */
void cubby_camera_view_set_small (CubbyCameraView *self);

G_END_DECLS
