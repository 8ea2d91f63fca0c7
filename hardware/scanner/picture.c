/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/picture.h"

#include "hardware/scanner/pgm.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <webp/decode.h>

G_DEFINE_QUARK (cubby - picture - error, cubby_picture_error)

#define FILE_BYTES_MAX ((gsize)256 * 1024 * 1024)

typedef CubbyFrame *(*Loader) (const guint8 *data, gsize size, const char *type, GError **error);

static gboolean
check_size (gint64 width, gint64 height, GError **error)
{
  if (width > 0 && height > 0 && width <= CUBBY_FRAME_SIDE_MAX && height <= CUBBY_FRAME_SIDE_MAX &&
      width * height <= CUBBY_PICTURE_PIXELS_MAX)
    return TRUE;
  if (width < 1 || height < 1) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA, "broken picture: it has no pixels");
    return FALSE;
  }
  g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
               "%" G_GINT64_FORMAT " x %" G_GINT64_FORMAT
               " pixels are more than the %d million that are read; make it smaller",
               width, height, CUBBY_PICTURE_PIXELS_MAX / 1000000);
  return FALSE;
}

/* ITU-R BT.601 luma; what is transparent lies on white paper. */
static guint8
gray_of (const guint8 *pixel, gboolean has_alpha)
{
  guint luma = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000;
  guint alpha = has_alpha ? pixel[3] : 255;
  return (guint8)((luma * alpha + 255 * (255 - alpha) + 127) / 255);
}

static CubbyFrame *
frame_from_rgb (const guint8 *pixels, guint width, guint height, gsize stride, guint n_channels)
{
  CubbyFrame *frame = cubby_frame_new (width, height);
  for (guint y = 0; y < height; y++) {
    const guint8 *source = pixels + y * stride;
    guint8 *target = frame->pixels + (gsize)y * frame->stride;
    for (guint x = 0; x < width; x++, source += n_channels)
      target[x] = gray_of (source, n_channels == 4);
  }
  return frame;
}

/* Called when the size is known and before memory is taken: an overlarge picture is made tiny, and refused
 * later. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  GError **error = data;
  if (*error == NULL && !check_size (width, height, error))
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static CubbyFrame *
load_with_pixbuf (const guint8 *data, gsize size, const char *type, GError **error)
{
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (type, &local);
  if (loader == NULL) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND, "gdk-pixbuf cannot read %s here: %s",
                 type, local->message);
    return NULL;
  }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size_error);
  gboolean written = gdk_pixbuf_loader_write (loader, data, size, &local);
  gboolean closed = gdk_pixbuf_loader_close (loader, written ? &local : NULL);
  if (size_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&size_error));
    return NULL;
  }
  GdkPixbuf *found = written && closed ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (found == NULL) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA, "broken picture: %s",
                 local != NULL ? local->message : "it ends too early");
    return NULL;
  }
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_apply_embedded_orientation (found);
  return frame_from_rgb (gdk_pixbuf_read_pixels (pixbuf), (guint)gdk_pixbuf_get_width (pixbuf),
                         (guint)gdk_pixbuf_get_height (pixbuf), (gsize)gdk_pixbuf_get_rowstride (pixbuf),
                         (guint)gdk_pixbuf_get_n_channels (pixbuf));
}

static CubbyFrame *
load_with_webp (const guint8 *data, gsize size, const char *type, GError **error)
{
  int width = 0, height = 0;
  if (!WebPGetInfo (data, size, &width, &height)) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA, "broken picture: not a %s after all",
                 type);
    return NULL;
  }
  if (!check_size (width, height, error))
    return NULL;
  guint8 *pixels = WebPDecodeRGBA (data, size, &width, &height);
  if (pixels == NULL) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken picture: the %s data end too early or are damaged", type);
    return NULL;
  }
  CubbyFrame *frame = frame_from_rgb (pixels, (guint)width, (guint)height, (gsize)width * 4, 4);
  WebPFree (pixels);
  return frame;
}

static CubbyFrame *
load_pgm (const guint8 *data, gsize size, const char *type, GError **error)
{
  CubbyPgm pgm;
  if (!cubby_pgm_parse (data, size, &pgm)) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken picture: the %s header is not whole", type);
    return NULL;
  }
  if (!check_size (pgm.width, pgm.height, error))
    return NULL;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (pgm.width, pgm.height);
  if (cubby_pgm_read (&pgm, data, size, frame->pixels))
    return g_steal_pointer (&frame);
  g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
               "broken picture: the %s pixels end too early", type);
  return NULL;
}

static const struct {
  const char *magic;
  gsize length;
  const char *second; /* at byte 8 */
  const char *type;
  Loader load;
} kinds[] = {
    {.magic = "\x89PNG\r\n\x1a\n", .length = 8, .type = "png", .load = load_with_pixbuf},
    {.magic = "\xff\xd8\xff", .length = 3, .type = "jpeg", .load = load_with_pixbuf},
    {.magic = "RIFF", .length = 4, .second = "WEBP", .type = "webp", .load = load_with_webp},
    {.magic = "P5", .length = 2, .type = "pgm", .load = load_pgm},
    {.magic = "P2", .length = 2, .type = "pgm", .load = load_pgm},
};

/* A regular file of a bearable size; not a pipe that never ends. */
static GBytes *
read_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0) {
    int code = errno;
    g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (code), g_strerror (code));
    return NULL;
  }
  struct stat info;
  g_autoptr (GMappedFile) file = NULL;
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND, "not a regular file");
  else if ((gsize)info.st_size > FILE_BYTES_MAX)
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "the file is larger than %" G_GSIZE_FORMAT " MB", FILE_BYTES_MAX / 1024 / 1024);
  else
    file = g_mapped_file_new_from_fd (fd, FALSE, error);
  close (fd);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

CubbyFrame *
cubby_picture_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  if (bytes == NULL)
    return NULL;
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (size < 12 || memcmp (data, kinds[i].magic, kinds[i].length) != 0)
      continue;
    if (kinds[i].second != NULL && memcmp (data + 8, kinds[i].second, 4) != 0)
      continue;
    return kinds[i].load (data, size, kinds[i].type, error);
  }
  g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND,
               "not a PNG, JPEG, WebP or PGM picture; convert it to one of these");
  return NULL;
}

static GdkPixbuf *
pixbuf_from_frame (const CubbyFrame *frame)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)frame->width, (int)frame->height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  for (guint y = 0; y < frame->height; y++)
    for (guint x = 0; x < frame->width; x++)
      memset (pixels + y * stride + (gsize)x * 3, frame->pixels[(gsize)y * frame->stride + x], 3);
  return pixbuf;
}

gboolean
cubby_picture_save_png (const CubbyFrame *frame, const char *path, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = pixbuf_from_frame (frame);
  g_autofree char *buffer = NULL;
  gsize size = 0;
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", error, NULL))
    return FALSE;
  return g_file_set_contents_full (path, buffer, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}
