/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/picture.h"

#include "hardware/scanner/pgm.h"
#include "hardware/scanner/picture-pixbuf.h"
#include "hardware/scanner/picture-webp.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (cubby - picture - error, cubby_picture_error)

#define FILE_BYTES_MAX ((gsize)256 * 1024 * 1024)

typedef CubbyFrame *(*Loader) (const guint8 *data, gsize size, const char *name, GError **error);

gboolean
cubby_picture_check_size (gint64 width, gint64 height, GError **error)
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

static CubbyFrame *
load_pgm (const guint8 *data, gsize size, const char *name, GError **error)
{
  CubbyPgm pgm;
  if (!cubby_pgm_parse (data, size, &pgm)) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken %s picture: its header is not whole", name);
    return NULL;
  }
  if (!cubby_pgm_has_maximum (&pgm)) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "broken %s picture: its header says that %u is white; it can be 1 to %u", name, pgm.maximum,
                 CUBBY_PGM_MAXIMUM_MAX);
    return NULL;
  }
  if (!cubby_picture_check_size (pgm.width, pgm.height, error))
    return NULL;
  g_autoptr (CubbyFrame) frame = cubby_frame_new (pgm.width, pgm.height);
  if (cubby_pgm_read (&pgm, data, size, frame->pixels))
    return g_steal_pointer (&frame);
  g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
               "broken %s picture: its pixels end too early, or one is lighter than white", name);
  return NULL;
}

/* What stands at byte @at; without @load, gdk-pixbuf's loader for @mime. */
typedef struct {
  gsize at;
  gsize length;
  const char *magic;
  const char *name;
  const char *mime;
  Loader load;
} Kind;

#define NETPBM "image/x-portable-anymap"

static const Kind kinds[] = {
    {0, 8, "\x89PNG\r\n\x1a\n", "PNG", "image/png", NULL},
    {0, 3, "\xff\xd8\xff", "JPEG", "image/jpeg", NULL},
    {8, 4, "WEBP", "WebP", "image/webp", cubby_picture_load_webp},
    {4, 8, "ftypheic", "HEIF", "image/heif", NULL},
    {4, 8, "ftypheix", "HEIF", "image/heif", NULL},
    {4, 8, "ftypheim", "HEIF", "image/heif", NULL},
    {4, 8, "ftypheis", "HEIF", "image/heif", NULL},
    {4, 8, "ftypmif1", "HEIF", "image/heif", NULL},
    {4, 8, "ftypmsf1", "HEIF", "image/heif", NULL},
    {4, 8, "ftypavif", "AVIF", "image/avif", NULL},
    {0, 4, "II*\0", "TIFF", "image/tiff", NULL},
    {0, 4, "MM\0*", "TIFF", "image/tiff", NULL},
    {0, 4, "GIF8", "GIF", "image/gif", NULL},
    {0, 2, "BM", "BMP", "image/bmp", NULL},
    {0, 2, "P5", "PGM", NETPBM, load_pgm},
    {0, 2, "P2", "PGM", NETPBM, load_pgm},
    {0, 2, "P6", "PPM", NETPBM, NULL},
    {0, 2, "P3", "PPM", NETPBM, NULL},
    {0, 2, "P4", "PBM", NETPBM, NULL},
    {0, 2, "P1", "PBM", NETPBM, NULL},
};

static const Kind *
find_kind (const guint8 *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].at + kinds[i].length <= size &&
        memcmp (data + kinds[i].at, kinds[i].magic, kinds[i].length) == 0)
      return &kinds[i];
  return NULL;
}

int
cubby_picture_open (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (fd < 0) {
    int code = errno;
    g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (code), g_strerror (code));
    return -1;
  }
  struct stat info;
  gboolean known = fstat (fd, &info) == 0;
  if (known && S_ISREG (info.st_mode) && (gsize)info.st_size <= FILE_BYTES_MAX)
    return fd;
  close (fd);
  if (known && S_ISDIR (info.st_mode))
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND,
                 "a directory; name the pictures in it");
  else if (!known || !S_ISREG (info.st_mode))
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND, "not a regular file");
  else
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA,
                 "the file is larger than %" G_GSIZE_FORMAT " MB", FILE_BYTES_MAX / 1024 / 1024);
  return -1;
}

void
cubby_picture_prepare (const guint8 *data, gsize size)
{
  const Kind *kind = find_kind (data, size);
  if (kind != NULL && kind->load == NULL)
    cubby_picture_prepare_pixbuf (kind->mime);
}

CubbyFrame *
cubby_picture_load (const char *path, GError **error)
{
  int fd = cubby_picture_open (path, error);
  if (fd < 0)
    return NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new_from_fd (fd, FALSE, error);
  close (fd);
  if (file == NULL)
    return NULL;
  return cubby_picture_decode ((const guint8 *)g_mapped_file_get_contents (file),
                               g_mapped_file_get_length (file), error);
}

CubbyFrame *
cubby_picture_decode (const guint8 *data, gsize size, GError **error)
{
  const Kind *kind = find_kind (data, size);
  if (kind == NULL) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND,
                 size == 0
                     ? "the file is empty"
                     : "not a PNG, JPEG, WebP, HEIF, AVIF, TIFF, GIF, BMP, PGM or PPM picture; convert it "
                       "to one of these");
    return NULL;
  }
  if (kind->load != NULL)
    return kind->load (data, size, kind->name, error);
  return cubby_picture_load_with_pixbuf (data, size, kind->mime, kind->name, error);
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
