/* SPDX-License-Identifier: Apache-2.0 */
#include "protocols/pass/qr-image.h"

#include <errno.h>
#include <png.h>
#include <qrencode.h>
#include <string.h>

struct _CubbyQr {
  QRcode *code;
};

static const QRecLevel levels[] = {
    [CUBBY_QR_LEVEL_L] = QR_ECLEVEL_L,
    [CUBBY_QR_LEVEL_M] = QR_ECLEVEL_M,
    [CUBBY_QR_LEVEL_Q] = QR_ECLEVEL_Q,
    [CUBBY_QR_LEVEL_H] = QR_ECLEVEL_H,
};

G_DEFINE_QUARK (cubby - qr - error - quark, cubby_qr_error)

CubbyQr *
cubby_qr_new (const char *text, CubbyQrLevel level, GError **error)
{
  g_return_val_if_fail (level < G_N_ELEMENTS (levels), NULL);

  /* Case-sensitive, bytes as the widest mode: the library picks the narrowest modes that hold the text. */
  QRcode *code = *text != '\0' ? QRcode_encodeString (text, 0, levels[level], QR_MODE_8, 1) : NULL;
  if (code == NULL) {
    gboolean too_long = *text != '\0' && errno == ERANGE;
    g_set_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_TEXT, "a text of %" G_GSIZE_FORMAT " bytes %s",
                 strlen (text), too_long ? "is too long for a QR code" : "cannot be made into a QR code");
    return NULL;
  }
  CubbyQr *self = g_new0 (CubbyQr, 1);
  self->code = code;
  return self;
}

void
cubby_qr_free (CubbyQr *self)
{
  if (self == NULL)
    return;
  QRcode_free (self->code);
  g_free (self);
}

guint
cubby_qr_get_version (const CubbyQr *self)
{
  return (guint)self->code->version;
}

guint
cubby_qr_get_size (const CubbyQr *self)
{
  return (guint)self->code->width;
}

gboolean
cubby_qr_is_dark (const CubbyQr *self, guint x, guint y)
{
  guint size = cubby_qr_get_size (self);
  return x < size && y < size && (self->code->data[y * size + x] & 1) != 0;
}

/* One byte a pixel, white where no module is dark. */
static guint8 *
paint_pixels (const CubbyQr *self, guint scale, guint side)
{
  guint8 *pixels = g_malloc ((gsize)side * side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++) {
      /* In the quiet zone the difference wraps round to a module that is not there. */
      guint column = x / scale - CUBBY_QR_QUIET_ZONE, row = y / scale - CUBBY_QR_QUIET_ZONE;
      pixels[(gsize)y * side + x] = cubby_qr_is_dark (self, column, row) ? 0x00 : 0xff;
    }
  return pixels;
}

GBytes *
cubby_qr_to_png (const CubbyQr *self, guint scale, GError **error)
{
  if (scale < 1 || scale > CUBBY_QR_MAX_SCALE) {
    g_set_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_PICTURE, "a scale of %u is not from 1 to %d", scale,
                 CUBBY_QR_MAX_SCALE);
    return NULL;
  }
  guint side = (cubby_qr_get_size (self) + 2 * CUBBY_QR_QUIET_ZONE) * scale;
  g_autofree guint8 *pixels = paint_pixels (self, scale, side);
  png_image image = {.version = PNG_IMAGE_VERSION, .width = side, .height = side, .format = PNG_FORMAT_GRAY};

  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (image);
  g_autofree guint8 *data = g_malloc (size);
  if (png_image_write_to_memory (&image, data, &size, 0, pixels, (png_int_32)side, NULL) == 0) {
    g_set_error (error, CUBBY_QR_ERROR, CUBBY_QR_ERROR_PICTURE, "the PNG could not be written: %s",
                 image.message);
    return NULL;
  }
  return g_bytes_new (data, size);
}

/* Adds the dark runs of a row to an SVG path. */
static void
append_row (const CubbyQr *self, guint y, GString *path)
{
  guint size = cubby_qr_get_size (self);
  for (guint x = 0, end = 0; x < size; x = end + 1) {
    for (end = x; cubby_qr_is_dark (self, end, y);)
      end++;
    if (end > x)
      g_string_append_printf (path, "M%u %uh%uv1h-%uz", x + CUBBY_QR_QUIET_ZONE, y + CUBBY_QR_QUIET_ZONE,
                              end - x, end - x);
  }
}

char *
cubby_qr_to_svg (const CubbyQr *self)
{
  guint side = cubby_qr_get_size (self) + 2 * CUBBY_QR_QUIET_ZONE;
  g_autoptr (GString) path = g_string_new (NULL);
  for (guint y = 0; y < cubby_qr_get_size (self); y++)
    append_row (self, y, path);
  return g_strdup_printf (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" shape-rendering=\"crispEdges\">"
      "<path fill=\"#fff\" d=\"M0 0h%uv%uH0z\"/><path d=\"%s\"/></svg>\n",
      side, side, side, side, path->str);
}
