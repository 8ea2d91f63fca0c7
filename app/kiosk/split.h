/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CubbySplit:
 *
 * Two halves of a page: *scene*, what is happening, and *action*, what to do.
 * One above the other on a standing screen, beside each other on a lying one.
 * `scene-share` is the part of the height that the scene has when standing, in percent;
 * `scene-width` the part of the width when lying.
 */
#define CUBBY_TYPE_SPLIT (cubby_split_get_type ())
G_DECLARE_FINAL_TYPE (CubbySplit, cubby_split, CUBBY, SPLIT, GtkWidget)

G_END_DECLS
