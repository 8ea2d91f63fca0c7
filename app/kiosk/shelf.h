/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "app/catalogue/catalogue.h"
#include "app/kiosk/peers.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * CubbyShelf:
 *
 * The range as the screen reads it: the replica, opened where linkd says it lies, and its pictures, scaled
 * off the main thread and kept.
 * CubbyShelf::changed (GStrv skus) comes when stock or price of these variants changed; an empty
 * list when anything may have.
 */
#define CUBBY_TYPE_SHELF (cubby_shelf_get_type ())
G_DECLARE_FINAL_TYPE (CubbyShelf, cubby_shelf, CUBBY, SHELF, GObject)

/**
 * cubby_shelf_new:
 * @store: the location that counts as "here"
 * @directory: where the replica lies until linkd tells otherwise
 */
CubbyShelf *cubby_shelf_new (CubbyPeers *peers, const char *store, const char *directory);

/* Returns: (transfer none) (nullable): NULL while there is no replica yet. */
CubbyCatalogue *cubby_shelf_get_catalogue (CubbyShelf *self);

/**
 * cubby_shelf_load_picture:
 * @picture: a picture's name of the catalogue
 *
 * Gives a picture that covers @width × @height, from the store of pictures or drawn in a thread.
 */
void cubby_shelf_load_picture (CubbyShelf *self, const char *picture, int width, int height,
                               GCancellable *cancellable, GAsyncReadyCallback ready, gpointer data);
/* Returns: (transfer full) (nullable): NULL with @error when it has not arrived, or is no picture. */
GdkTexture *cubby_shelf_load_picture_finish (CubbyShelf *self, GAsyncResult *result, GError **error);

G_END_DECLS
