/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/sim/film.h"

#include "hardware/scanner/picture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define FRAMES_DEFAULT 8
#define FRAMES_PER_SECOND 15

struct _CubbyFilm {
  char *directory;
  const CubbyFilmFormat *format;
  guint n_frames;
  char *pipeline;
};

static gboolean
write_gray (const CubbyFrame *frame, const char *path, GError **error)
{
  gssize size = (gssize)frame->stride * frame->height;
  return g_file_set_contents_full (path, (const char *)frame->pixels, size, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0644, error);
}

static const CubbyFilmFormat formats[] = {
    {.name = "gray",
     .player = "! rawvideoparse format=gray8 width=%u height=%u framerate=%u/1",
     .write = write_gray},
    {.name = "png",
     .player = "caps=\"image/png,width=%u,height=%u,framerate=%u/1\" ! pngdec",
     .write = cubby_picture_save_png},
};

const CubbyFilmFormat *
cubby_film_find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return &formats[i];
  return NULL;
}

static char *
film_get_path (CubbyFilm *self, guint index)
{
  return g_strdup_printf ("%s/frame-%03u.%s", self->directory, index, self->format->name);
}

static guint
film_count (CubbyFilm *self)
{
  for (guint i = 0;; i++) {
    g_autofree char *path = film_get_path (self, i);
    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return i;
  }
}

/* Raw frames carry no size of their own: a camera that plays them would see garbage. */
static gboolean
film_check_size (CubbyFilm *self, guint width, guint height, GError **error)
{
  g_autofree char *first = film_get_path (self, 0);
  GStatBuf info;
  if (self->format->write != write_gray || g_stat (first, &info) != 0 ||
      info.st_size == (goffset)width * height)
    return TRUE;
  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_EXISTS,
      "%s: is not of %u × %u pixels; give the size of the frames that are there, or empty the directory",
      first, width, height);
  return FALSE;
}

static char *
film_describe (CubbyFilm *self, guint width, guint height)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, "multifilesrc location=\"%s/frame-%%03d.%s\" loop=true ", self->directory,
                          self->format->name);
  g_auto (GStrv) pieces = g_strsplit (self->format->player, "%u", 4);
  const guint values[] = {width, height, FRAMES_PER_SECOND};
  for (guint i = 0; pieces[i] != NULL; i++) {
    g_string_append (text, pieces[i]);
    if (i < G_N_ELEMENTS (values))
      g_string_append_printf (text, "%u", values[i]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

CubbyFilm *
cubby_film_open (const char *directory, const CubbyFilmFormat *format, guint width, guint height,
                 guint n_frames, GError **error)
{
  if (g_mkdir_with_parents (directory, 0755) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: is not a directory one can write to", directory);
    return NULL;
  }
  g_autoptr (CubbyFilm) self = g_new0 (CubbyFilm, 1);
  self->directory = g_canonicalize_filename (directory, NULL);
  self->format = format;
  self->n_frames = n_frames;
  self->pipeline = film_describe (self, width, height);

  guint there = film_count (self);
  if (!film_check_size (self, width, height, error))
    return NULL;
  if (n_frames == 0)
    self->n_frames = there > 0 ? there : FRAMES_DEFAULT;
  if (there == 0 || there == self->n_frames)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               "%s: holds %u frames, and a camera may be playing them; write as many, or empty the directory",
               directory, there);
  return NULL;
}

void
cubby_film_free (CubbyFilm *self)
{
  if (self == NULL)
    return;
  g_free (self->directory);
  g_free (self->pipeline);
  g_free (self);
}

guint
cubby_film_get_n_frames (CubbyFilm *self)
{
  return self->n_frames;
}

gboolean
cubby_film_put (CubbyFilm *self, guint index, const CubbyFrame *frame, GError **error)
{
  g_autofree char *path = film_get_path (self, index);
  return self->format->write (frame, path, error);
}

const char *
cubby_film_get_pipeline (CubbyFilm *self)
{
  return self->pipeline;
}
