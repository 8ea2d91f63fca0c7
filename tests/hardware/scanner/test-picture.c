/* SPDX-License-Identifier: Apache-2.0 */
/* Picture files as telephones and programs write them, and what they are in gray. */
#include "hardware/scanner/picture.h"
#include "tests/rig/scratch.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define SIDE 32

/* The grays of the quarters: top left, top right, bottom left, bottom right. */
static const guint8 grays[] = {10, 90, 170, 250};

/* @quarters are indices of grays. */
static GdkPixbuf *
draw (const char *quarters, guint width, guint height, gboolean has_alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, (int)width, (int)height);
  guint n_channels = has_alpha ? 4 : 3;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++) {
      guint quarter = (guint)(quarters[(y >= height / 2 ? 2 : 0) + (x >= width / 2 ? 1 : 0)] - '0');
      guint8 *pixel = gdk_pixbuf_get_pixels (pixbuf) + (gsize)y * (gsize)gdk_pixbuf_get_rowstride (pixbuf) +
                      (gsize)x * n_channels;
      memset (pixel, grays[quarter], n_channels);
    }
  return pixbuf;
}

static void
check_quarters (const char *path, guint width, guint height, const guint8 expected[4])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CubbyFrame) frame = cubby_picture_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (frame->width, ==, width);
  g_assert_cmpuint (frame->height, ==, height);
  for (guint i = 0; i < 4; i++) {
    guint x = width / 4 + i % 2 * width / 2, y = height / 4 + i / 2 * height / 2;
    int gray = frame->pixels[y * frame->stride + x];
    g_assert_cmpint (ABS (gray - expected[i]), <=, 3);
  }
}

/* @stored: the quarters of an upright picture as the file with that Exif orientation holds them. */
typedef struct {
  guint orientation;
  const char *stored;
  gboolean swapped;
} OrientationRow;

static const OrientationRow orientation_rows[] = {
    {1, "0123", FALSE}, {2, "1032", FALSE}, {3, "3210", FALSE}, {4, "2301", FALSE},
    {5, "0213", TRUE},  {6, "1302", TRUE},  {7, "3120", TRUE},  {8, "2031", TRUE},
};

/* Exif 2.3: APP1 with a TIFF directory of one entry, tag 0x0112, a SHORT. */
static void
write_with_exif (GdkPixbuf *pixbuf, guint orientation, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;
  gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &size, "jpeg", &error, "quality", "95", NULL);
  g_assert_no_error (error);
  const guint8 exif[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i',  'f', 0, 0, 'M', 'M', 0, 42, 0,
                         0,    0,    8, 0,  1,   1,   0x12, 0,   3, 0, 0,   0,   1, 0,  (guint8)orientation,
                         0,    0,    0, 0,  0,   0};
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_byte_array_append (file, (const guint8 *)bytes, 2);
  g_byte_array_append (file, exif, sizeof exif);
  g_byte_array_append (file, (const guint8 *)bytes + 2, (guint)size - 2);
  g_file_set_contents (path, (const char *)file->data, (gssize)file->len, &error);
  g_assert_no_error (error);
}

static void
test_orientation (TestScratch *f, gconstpointer data)
{
  const OrientationRow *row = data;
  g_autoptr (GdkPixbuf) pixbuf =
      row->swapped ? draw (row->stored, SIDE, 2 * SIDE, FALSE) : draw (row->stored, 2 * SIDE, SIDE, FALSE);
  write_with_exif (pixbuf, row->orientation, f->path);
  check_quarters (f->path, 2 * SIDE, SIDE, grays);
}

static void
test_kind (TestScratch *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = draw ("0123", SIDE, SIDE, FALSE);
  gdk_pixbuf_save (pixbuf, f->path, data, &error, NULL);
  g_assert_no_error (error);
  check_quarters (f->path, SIDE, SIDE, grays);
}

/* What is as opaque as it is bright: dark is near to nothing, on white. */
static void
test_transparent (TestScratch *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = draw ("0123", SIDE, SIDE, TRUE);
  gdk_pixbuf_save (pixbuf, f->path, data, &error, NULL);
  g_assert_no_error (error);
  guint8 expected[4];
  for (guint i = 0; i < 4; i++)
    expected[i] = (guint8)((grays[i] * grays[i] + 255 * (255 - grays[i])) / 255);
  check_quarters (f->path, SIDE, SIDE, expected);
}

typedef struct {
  const char *name;
  const char *bytes;
  gsize size;
  guint8 gray;
} SmallRow;

#define BYTES(text) text, sizeof text - 1

static const SmallRow small_rows[] = {
    {"a PPM in bytes", BYTES ("P6 1 1 255\n\xff\xff\xff"), 255},
    {"a PPM in digits", BYTES ("P3\n1 1\n255\n255 0 0\n"), 76},
    {"a GIF", BYTES ("GIF89a\1\0\1\0\x80\0\0\x40\x40\x40\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;"), 64},
    {"a PGM of sixteen bits", BYTES ("P5 1 1 65535\n\x80\x00"), 128},
};

static void
test_small (TestScratch *f, gconstpointer data)
{
  const SmallRow *row = data;
  g_autoptr (GError) error = NULL;
  g_file_set_contents (f->path, row->bytes, (gssize)row->size, &error);
  g_assert_no_error (error);
  g_autoptr (CubbyFrame) frame = cubby_picture_load (f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (frame->width * frame->height, ==, 1);
  g_assert_cmpint (ABS (frame->pixels[0] - row->gray), <=, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (orientation_rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/hardware/scanner/picture/a photograph of orientation %u is upright",
                         orientation_rows[i].orientation);
    g_test_add (path, TestScratch, &orientation_rows[i], test_scratch_set_up, test_orientation,
                test_scratch_tear_down);
  }
  static const char *const kinds[] = {"png", "bmp", "tiff"};
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/picture/%s is read", kinds[i]);
    g_test_add (path, TestScratch, kinds[i], test_scratch_set_up, test_kind, test_scratch_tear_down);
  }
  for (guint i = 0; i < G_N_ELEMENTS (small_rows); i++) {
    g_autofree char *path = g_strdup_printf ("/hardware/scanner/picture/%s is read", small_rows[i].name);
    g_test_add (path, TestScratch, &small_rows[i], test_scratch_set_up, test_small, test_scratch_tear_down);
  }
  g_test_add ("/hardware/scanner/picture/what is transparent lies on white", TestScratch, "png",
              test_scratch_set_up, test_transparent, test_scratch_tear_down);
  return g_test_run ();
}
