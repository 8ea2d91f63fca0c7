/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

#define CUBBY_PICTURE_ERROR (cubby_picture_error_quark ())
GQuark cubby_picture_error_quark (void);

typedef enum {
  CUBBY_PICTURE_ERROR_KIND, /* no PNG, JPEG, WebP or PGM */
  CUBBY_PICTURE_ERROR_DATA, /* broken, or larger than CUBBY_PICTURE_PIXELS_MAX */
} CubbyPictureError;

/* More than any camera in a shop; bounds the memory that a file can claim. */
#define CUBBY_PICTURE_PIXELS_MAX (64 * 1024 * 1024)

/**
 * cubby_picture_load:
 * @path: a PNG, JPEG, WebP or PGM file, told by its first bytes; other kinds are not opened
 *
 * Returns: (transfer full): the picture in gray, what is transparent on white; NULL with
 *   a G_FILE_ERROR or CUBBY_PICTURE_ERROR that does not repeat @path.
 */
CubbyFrame *cubby_picture_load (const char *path, GError **error);

/* Writes a gray PNG beside @path and renames it, so that a reader never sees half of it. */
gboolean cubby_picture_save_png (const CubbyFrame *frame, const char *path, GError **error);

G_END_DECLS
