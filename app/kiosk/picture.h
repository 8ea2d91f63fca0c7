/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/kiosk/shelf.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbyPicture:
 *
 * A picture that fills its area, with round corners: one of assets/icons (property `art`), or one of the
 * range, drawn in a thread for the size that is shown; even ground until it is there. `ratio`: height for a
 * width of 100; 0 takes what it gets.
 */
#define CUBBY_TYPE_PICTURE (cubby_picture_get_type ())
G_DECLARE_FINAL_TYPE (CubbyPicture, cubby_picture, CUBBY, PICTURE, GtkWidget)

GtkWidget *cubby_picture_new (int ratio);
/* @picture: a picture's name of the catalogue, or NULL */
void cubby_picture_show (CubbyPicture *self, CubbyShelf *shelf, const char *picture);
void cubby_picture_set_texture (CubbyPicture *self, GdkTexture *texture);

G_END_DECLS
