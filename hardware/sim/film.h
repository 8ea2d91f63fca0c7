/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hardware/scanner/decode/frame.h"

G_BEGIN_DECLS

#define CUBBY_FILM_FRAMES_MAX 1000

typedef struct {
  const char *name;   /* and suffix of the files */
  const char *player; /* GStreamer elements after multifilesrc; printf of width and height */
  gboolean (*write) (const CubbyFrame *frame, const char *path, GError **error);
} CubbyFilmFormat;

/* Returns: (nullable): "gray" or "png". */
const CubbyFilmFormat *cubby_film_find_format (const char *name);

/**
 * CubbyFilm:
 *
 * Numbered frames in a directory that a camera plays in a loop (multifilesrc). The
 * loop ends where a number is missing, so the number of frames and their size must not
 * change while it plays; each frame is replaced in one step.
 */
typedef struct _CubbyFilm CubbyFilm;

/**
 * cubby_film_open:
 * @n_frames: 0 for as many as are there, or 8
 *
 * Fails when frames of another number or size are there already.
 */
CubbyFilm *cubby_film_open (const char *directory, const CubbyFilmFormat *format, guint width, guint height,
                            guint n_frames, GError **error);
void cubby_film_free (CubbyFilm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CubbyFilm, cubby_film_free)

guint cubby_film_get_n_frames (CubbyFilm *self);
gboolean cubby_film_put (CubbyFilm *self, guint index, const CubbyFrame *frame, GError **error);
/* The value of `pipeline=` in `[scanner NAME]` that plays it. */
const char *cubby_film_get_pipeline (CubbyFilm *self);

G_END_DECLS
