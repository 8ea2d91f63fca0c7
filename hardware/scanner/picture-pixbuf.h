/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

/**
 * cubby_picture_from_rgb:
 * @pixels: rows of red, green, blue and, with four channels, opacity
 * @stride: bytes from row to row
 *
 * Returns: (transfer full): in gray by the luma of ITU-R BT.601; what is transparent lies on white paper.
 */
CubbyFrame *cubby_picture_from_rgb (const guint8 *pixels, guint width, guint height, gsize stride,
                                    guint n_channels);

/**
 * cubby_picture_load_with_pixbuf:
 * @mime: the kind of picture that the first bytes of @data say it is; no other loader sees them
 * @name: of that kind, for messages
 *
 * What gdk-pixbuf has a loader for on this machine, the first picture of several, upright as its Exif
 * orientation says.
 *
 * Returns: (transfer full): NULL with a CubbyPictureError.
 */
CubbyFrame *cubby_picture_load_with_pixbuf (const guint8 *data, gsize size, const char *mime,
                                            const char *name, GError **error);

/* Has gdk-pixbuf open its loader for @mime, if there is one. */
void cubby_picture_prepare_pixbuf (const char *mime);

G_END_DECLS
