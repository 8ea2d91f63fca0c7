/* SPDX-License-Identifier: Apache-2.0 */
#include "hardware/scanner/picture-pixbuf.h"

#include "hardware/scanner/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Pieces in which a loader gets its file. */
#define PIECE ((gsize)1024 * 1024)

/* ITU-R BT.601 luma; what is transparent lies on white paper. */
static guint8
gray_of (const guint8 *pixel, gboolean has_alpha)
{
  guint luma = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500) / 1000;
  if (!has_alpha)
    return (guint8)luma;
  guint alpha = pixel[3];
  return (guint8)((luma * alpha + 255 * (255 - alpha) + 127) / 255);
}

CubbyFrame *
cubby_picture_from_rgb (const guint8 *pixels, guint width, guint height, gsize stride, guint n_channels)
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

/* Exif 2.3, tag 0x0112: what has to be done to the stored picture, in this order. */
static const struct {
  gboolean swap; /* rows are columns */
  gboolean mirror_x;
  gboolean mirror_y;
} orientations[] = {
    [1] = {FALSE, FALSE, FALSE}, [2] = {FALSE, TRUE, FALSE}, [3] = {FALSE, TRUE, TRUE},
    [4] = {FALSE, FALSE, TRUE},  [5] = {TRUE, FALSE, FALSE}, [6] = {TRUE, TRUE, FALSE},
    [7] = {TRUE, TRUE, TRUE},    [8] = {TRUE, FALSE, TRUE},
};

/* In gray, where it is a third of the work and of the memory. */
static CubbyFrame *
turn_upright (CubbyFrame *frame, GdkPixbuf *pixbuf)
{
  const char *option = gdk_pixbuf_get_option (pixbuf, "orientation");
  guint64 number = option != NULL ? g_ascii_strtoull (option, NULL, 10) : 1;
  if (number < 2 || number >= G_N_ELEMENTS (orientations))
    return frame;
  gboolean swap = orientations[number].swap;
  CubbyFrame *upright =
      cubby_frame_new (swap ? frame->height : frame->width, swap ? frame->width : frame->height);
  for (guint y = 0; y < upright->height; y++)
    for (guint x = 0; x < upright->width; x++) {
      guint column = orientations[number].mirror_x ? upright->width - 1 - x : x;
      guint row = orientations[number].mirror_y ? upright->height - 1 - y : y;
      gsize from = swap ? (gsize)column * frame->stride + row : (gsize)row * frame->stride + column;
      upright->pixels[(gsize)y * upright->stride + x] = frame->pixels[from];
    }
  cubby_frame_unref (frame);
  return upright;
}

/* Called when the size is known and before memory is taken: an overlarge picture is made tiny, and refused
 * later. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  GError **error = data;
  if (*error == NULL && !cubby_picture_check_size (width, height, error))
    gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static GdkPixbufLoader *
new_loader (const char *mime, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type (mime, &local);
  if (loader == NULL)
    g_set_error (
        error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_KIND,
        "a %s picture, and gdk-pixbuf has no loader for it on this machine; install one, or convert it "
        "to PNG or JPEG",
        name);
  return loader;
}

void
cubby_picture_prepare_pixbuf (const char *mime)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (mime, NULL);
  if (loader != NULL)
    gdk_pixbuf_loader_close (loader, NULL);
}

/* In pieces, so that an overlarge one is refused before it is decoded. */
static gboolean
write_all (GdkPixbufLoader *loader, const guint8 *data, gsize size, GError *const *stop, GError **error)
{
  for (gsize at = 0; at < size && *stop == NULL; at += PIECE)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (PIECE, size - at), error))
      return FALSE;
  return TRUE;
}

CubbyFrame *
cubby_picture_load_with_pixbuf (const guint8 *data, gsize size, const char *mime, const char *name,
                                GError **error)
{
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GdkPixbufLoader) loader = new_loader (mime, name, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size_error);
  gboolean written = write_all (loader, data, size, &size_error, &local);
  gboolean closed = gdk_pixbuf_loader_close (loader, written ? &local : NULL);
  if (size_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&size_error));
    return NULL;
  }
  GdkPixbuf *pixbuf = written && closed ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL) {
    g_set_error (error, CUBBY_PICTURE_ERROR, CUBBY_PICTURE_ERROR_DATA, "broken %s picture: %s", name,
                 local != NULL ? local->message : "it ends too early");
    return NULL;
  }
  /* Some loaders tell their size late or not at all. */
  if (!cubby_picture_check_size (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf), error))
    return NULL;
  return turn_upright (
      cubby_picture_from_rgb (gdk_pixbuf_read_pixels (pixbuf), (guint)gdk_pixbuf_get_width (pixbuf),
                              (guint)gdk_pixbuf_get_height (pixbuf), (gsize)gdk_pixbuf_get_rowstride (pixbuf),
                              (guint)gdk_pixbuf_get_n_channels (pixbuf)),
      pixbuf);
}
