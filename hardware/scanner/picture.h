/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

#define CUBBY_PICTURE_ERROR (cubby_picture_error_quark ())
GQuark cubby_picture_error_quark (void);

typedef enum {
  CUBBY_PICTURE_ERROR_KIND, /* no picture, or of a kind that is not read here */
  CUBBY_PICTURE_ERROR_DATA, /* broken, or larger than CUBBY_PICTURE_PIXELS_MAX */
} CubbyPictureError;

/* The largest sensors of telephones have 200 million; bounds the memory that a file can claim. */
#define CUBBY_PICTURE_PIXELS_MAX (208 * 1000 * 1000)

/* Whether a picture of that size is read; sets a CubbyPictureError. */
gboolean cubby_picture_check_size (gint64 width, gint64 height, GError **error);

/**
 * cubby_picture_load:
 * @path: a file of a kind in the table of picture.c, told by its first bytes; other kinds are not opened
 *
 * In this very process; what comes from somewhere else is for cubby_picture_load_apart().
 * PNG, JPEG, WebP, PGM and PPM, TIFF, GIF and BMP; HEIF and AVIF where heif-gdk-pixbuf is installed.
 *
 * Returns: (transfer full): the picture in gray and upright, what is transparent on white; NULL with
 *   a G_FILE_ERROR or CUBBY_PICTURE_ERROR that does not repeat @path.
 */
CubbyFrame *cubby_picture_load (const char *path, GError **error);

/**
 * cubby_picture_open:
 *
 * Returns: a descriptor of the file at @path, to be closed, when it is a regular one of a bearable size, not
 * a pipe that never ends; -1 with an error as of cubby_picture_load().
 */
int cubby_picture_open (const char *path, GError **error);

/* cubby_picture_load() of what is in memory already. */
CubbyFrame *cubby_picture_decode (const guint8 *data, gsize size, GError **error);

/* Opens what cubby_picture_decode() will need for @data, without looking further than its first bytes. */
void cubby_picture_prepare (const guint8 *data, gsize size);

/* Writes a gray PNG beside @path and renames it, so that a reader never sees half of it. */
gboolean cubby_picture_save_png (const CubbyFrame *frame, const char *path, GError **error);

G_END_DECLS
