/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/picture.h"

G_BEGIN_DECLS

/* What the program `cubby-picture` has as descriptors, and what it writes into the second. */
#define CUBBY_PICTURE_FILE 3
#define CUBBY_PICTURE_RESULT 4
/* Where in it the pixels lie, row by row. */
#define CUBBY_PICTURE_PIXELS_AT 4096
#define CUBBY_PICTURE_RESULT_BYTES ((gsize)CUBBY_PICTURE_PIXELS_AT + CUBBY_PICTURE_PIXELS_MAX)

/**
 * CubbyPictureResult:
 * @width: 0: it could not be read, for the reason in @code and @message
 * @code: a CubbyPictureError
 */
typedef struct {
  guint32 width;
  guint32 height;
  guint32 code;
  char message[512];
} CubbyPictureResult;

/**
 * cubby_picture_load_apart:
 *
 * cubby_picture_load() in a process of its own, which can read this file and nothing else, takes 2.5 GB of
 * memory and a minute of processor time at most, and dies alone of what the file does to it. From any thread.
 */
CubbyFrame *cubby_picture_load_apart (const char *path, GError **error);

G_END_DECLS
